"""The linter's own code is clean: by itself, by flake8, by ruff and by mypy."""

from __future__ import annotations

import importlib.util
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


def clean(*command: str) -> None:
    outcome = subprocess.run(
        [sys.executable, "-m", *command], cwd=ROOT, capture_output=True, text=True, check=False, timeout=600
    )
    assert outcome.returncode == 0, outcome.stdout + outcome.stderr


def test_no_finding_of_ours_in_our_code() -> None:
    clean("flake8_hybridize", "check", "flake8_hybridize")


def test_no_finding_through_flake8() -> None:
    clean("flake8", "--select", "HYB", "flake8_hybridize")


@pytest.mark.skipif(importlib.util.find_spec("ruff") is None, reason="ruff is not installed")
def test_ruff() -> None:
    clean("ruff", "check", ".")


@pytest.mark.slow
@pytest.mark.skipif(importlib.util.find_spec("mypy") is None, reason="mypy is not installed")
def test_types() -> None:
    clean("mypy")
