"""The cyclic garbage collector, out of the way."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def collector_paused() -> Iterator[None]:
    """Switch the collector off for a while: trees and the state of an analysis live long and are made of cycles."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


def collect_if_paused() -> None:
    """Free what is left of an analysis before the next one, if nothing else does."""
    if not gc.isenabled():
        gc.collect()
