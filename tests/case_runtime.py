"""What the ``run`` blocks of cases run in: fresh modules, and words for what TensorFlow does.

All cases of a session share one process and one TensorFlow.
"""

from __future__ import annotations

import contextlib
import importlib
import os
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.case_runner import Block


class Output:
    """What was written to the standard streams, by Python or by TensorFlow's operations; ``lines`` when it is over."""

    def __init__(self) -> None:
        self.lines: list[str] = []


@contextlib.contextmanager
def output() -> Iterator[Output]:
    """Collect what is written to the standard streams below Python, where ``tf.print`` writes."""
    collected = Output()
    sys.stdout.flush()
    sys.stderr.flush()
    with tempfile.TemporaryFile() as file:
        saved = os.dup(1), os.dup(2)
        streams = sys.stdout, sys.stderr
        os.dup2(file.fileno(), 1)
        os.dup2(file.fileno(), 2)
        sys.stdout = sys.stderr = open(1, "w", closefd=False)  # noqa: SIM115
        try:
            yield collected
        finally:
            sys.stdout.flush()
            sys.stdout, sys.stderr = streams
            for number, old in enumerate(saved, 1):
                os.dup2(old, number)
                os.close(old)
            file.seek(0)
            collected.lines = file.read().decode().splitlines()


@contextlib.contextmanager
def eagerly() -> Iterator[None]:
    """Compiled functions run as plain Python, as they would without ``tf.function``."""
    import tensorflow as tf

    tf.config.run_functions_eagerly(True)
    try:
        yield
    finally:
        tf.config.run_functions_eagerly(False)


def traces(function: Any) -> int:
    """How many times a compiled function has been traced."""
    count: int = function.experimental_get_tracing_count()
    return count


def execute(path: Path, block: Block, folder: Path) -> None:
    """Run a block beside the files in ``folder``; its errors name lines of the Markdown file ``path``."""
    import numpy as np
    import tensorflow as tf

    tf.random.set_seed(1)
    np.random.seed(1)
    code = compile("\n" * (block.line - 1) + block.text, str(path), "exec")
    names = {"tf": tf, "np": np, "pytest": pytest, "eagerly": eagerly, "output": output, "traces": traces}
    before = set(sys.modules)
    sys.path.insert(0, str(folder))
    importlib.invalidate_caches()
    try:
        exec(code, {"__name__": "case", **names})
    finally:
        sys.path.remove(str(folder))
        tf.config.run_functions_eagerly(False)
        if "keras" in sys.modules:
            tf.keras.mixed_precision.set_global_policy("float32")
        for name in set(sys.modules) - before:
            if str(getattr(sys.modules[name], "__file__", None) or "").startswith(str(folder)):
                del sys.modules[name]
