"""Deep recursion."""

from __future__ import annotations

import sys
import threading

import pytest

from flake8_hybridize.project import run_deep


def _depth(levels: int) -> int:
    return 0 if levels == 0 else 1 + _depth(levels - 1)


def test_deep_recursion_succeeds_and_limits_are_put_back() -> None:
    before = sys.getrecursionlimit(), threading.stack_size()
    with pytest.raises(RecursionError):
        _depth(20_000)
    assert run_deep(lambda: _depth(20_000)) == 20_000
    assert (sys.getrecursionlimit(), threading.stack_size()) == before


def test_nested_call_stays_in_its_thread() -> None:
    assert run_deep(lambda: run_deep(threading.get_ident) == threading.get_ident())


def test_errors_arrive_and_limits_are_put_back() -> None:
    before = sys.getrecursionlimit(), threading.stack_size()
    with pytest.raises(ZeroDivisionError):
        run_deep(lambda: 1 // 0)
    with pytest.raises(SystemExit):
        run_deep(lambda: sys.exit(3))
    assert (sys.getrecursionlimit(), threading.stack_size()) == before
