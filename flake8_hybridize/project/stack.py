"""Run a function with room for deep recursion."""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable
from typing import Any, TypeVar

Result = TypeVar("Result")

#: Bytes of C stack; the system commits pages only as they are touched.
STACK_BYTES = 256 * 1024 * 1024
#: Python frames. Where a Python frame also takes C stack it takes well under 2 KiB.
RECURSION_LIMIT = 100_000
_NAME = "hybridize-deep-stack"


def run_deep(function: Callable[[], Result]) -> Result:
    """Call ``function`` in a thread with a large stack and a high recursion limit, and return what it returns.

    What it raises is raised here. Both limits are put back. Inside such a thread the call is direct.
    """
    if threading.current_thread().name == _NAME:
        return function()
    outcome: list[Any] = []
    failure: list[BaseException] = []

    def target() -> None:
        try:
            outcome.append(function())
        except BaseException as error:  # noqa: BLE001 - raised again in the thread of the caller
            failure.append(error)

    limit = sys.getrecursionlimit()
    size = threading.stack_size()
    try:
        threading.stack_size(STACK_BYTES)
        thread = threading.Thread(target=target, name=_NAME, daemon=True)
        sys.setrecursionlimit(max(limit, RECURSION_LIMIT))
        thread.start()
        threading.stack_size(size)
        thread.join()
    finally:
        threading.stack_size(size)
        sys.setrecursionlimit(limit)
    if failure:
        raise failure[0]
    result: Result = outcome[0]
    return result
