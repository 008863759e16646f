"""Records programs: one process loads TensorFlow once, then forks a child for each program.

TensorFlow survives the fork as long as no op has run in the parent: its runtime starts with the first op.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path

from .programs import Program
from .recording import Recording, recording_from_json

TIMEOUT = 120.0
# Loaded before the fork if a program mentions them, since they take seconds.
_SLOW_IMPORTS = ("tf_keras", "tensorflow_probability")


def record(
    programs: Iterable[Program],
    *,
    arguments: tuple[str, ...] = (),
    timeout: float = TIMEOUT,
    report: Callable[[Recording, str], None] | None = None,
) -> list[Recording]:
    """Runs each program and returns what arrived at its functions, in the same order.

    ``report`` is told each recording and what the program printed (both streams).
    """
    programs = list(programs)
    load(programs)
    recordings = []
    for program in programs:
        recording, output = _record_one(program, arguments, timeout)
        recordings.append(recording)
        if report is not None:
            report(recording, output)
    return recordings


def load(programs: list[Program]) -> None:
    """Loads TensorFlow and what else takes seconds, once; programs are run in forks of this process."""
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "2")
    os.environ.setdefault("CUDA_VISIBLE_DEVICES", "-1")
    from . import child

    assert child
    for name in _SLOW_IMPORTS:
        if name not in sys.modules and any(program.mentions(name) for program in programs):
            __import__(name)


def _record_one(program: Program, arguments: tuple[str, ...], timeout: float) -> tuple[Recording, str]:
    folder = Path(tempfile.mkdtemp(prefix="judge-"))
    try:
        result, output, scratch = folder / "result.json", folder / "output.txt", folder / "scratch"
        scratch.mkdir()
        start = time.monotonic()
        pid = os.fork()
        if pid == 0:
            _become_child(program, arguments, scratch, result, output)
        status = wait(pid, start + timeout)
        seconds = round(time.monotonic() - start, 2)
        text = output.read_text(encoding="utf-8", errors="replace") if output.exists() else ""
        if status is None:
            return _unfinished(program, "timeout", f"after {timeout} s", seconds), text
        if not result.exists():
            return _unfinished(program, "crashed", f"wait status {status}", seconds), text
        recording = recording_from_json(json.loads(result.read_text(encoding="utf-8")))
        return replace(recording, seconds=seconds), text
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _unfinished(program: Program, status: str, message: str, seconds: float) -> Recording:
    return Recording(program.name, program.main, program.digest(), status, message, seconds, ())


def _become_child(program: Program, arguments: tuple[str, ...], scratch: Path, result: Path, output: Path) -> None:
    redirect(output, output)
    from .child import run

    run(program, arguments, scratch, result)


def redirect(output: Path, errors: Path) -> None:
    """Sends what this process prints to files, from C++ too."""
    for number, path in ((1, output), (2, errors)):
        os.dup2(os.open(path, os.O_WRONLY | os.O_CREAT), number)
    sys.stdout = os.fdopen(1, "w", encoding="utf-8", closefd=False)
    sys.stderr = os.fdopen(2, "w", encoding="utf-8", closefd=False)


def wait(pid: int, deadline: float) -> int | None:
    """The child's wait status; ``None`` if it had to be killed at the deadline."""
    pause = 0.005
    while True:
        done, status = os.waitpid(pid, os.WNOHANG)
        if done:
            return status
        if time.monotonic() > deadline:
            os.kill(pid, signal.SIGKILL)
            os.waitpid(pid, 0)
            return None
        time.sleep(pause)
        pause = min(pause * 1.5, 0.1)
