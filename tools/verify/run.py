"""Runs a program in a forked child of the process that has TensorFlow loaded, with some of its functions watched."""

from __future__ import annotations

import os
import pickle
import random
import re
import shutil
import sys
import tempfile
import time
import traceback
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from tools.judge.programs import Program
from tools.judge.record import redirect, wait

if TYPE_CHECKING:
    from .observe import Watched

ROOT_IN_OUTPUT = "<program>"
_DURATION = re.compile(r"\bin \d+\.\d+ ?s\b")


@dataclass(slots=True)
class Run:
    """How a program ended (``ok``, ``failed: …``, ``timeout``, ``crashed``), what it printed, and what was watched."""

    status: str
    lines: tuple[str, ...]
    errors: str
    seconds: float
    watched: dict[tuple[str, str], Watched] = field(default_factory=dict)

    @property
    def traces(self) -> int:
        """Traces of all watched functions."""
        return sum(count for watched in self.watched.values() for count in watched.traces.values())


def run(
    program: Program,
    names: set[tuple[str, str]],
    *,
    arguments: tuple[str, ...] = (),
    timeout: float = 120.0,
    seed: int = 0,
) -> Run:
    """Runs ``program`` in a fresh process and folder, watching the functions ``names``."""
    folder = Path(tempfile.mkdtemp(prefix="verify-"))
    try:
        files = {name: folder / name for name in ("result", "output", "errors")}
        scratch = folder / "scratch"
        scratch.mkdir()
        start = time.monotonic()
        pid = os.fork()
        if pid == 0:
            redirect(files["output"], files["errors"])
            _child(program, names, arguments, scratch, files["result"], seed)
        status = wait(pid, start + timeout)
        output, errors = (
            files[name].read_text(encoding="utf-8", errors="replace") if files[name].exists() else ""
            for name in ("output", "errors")
        )
        output = output.replace(str(program.root), ROOT_IN_OUTPUT).replace(str(scratch), "<scratch>")
        lines = tuple(_DURATION.sub("in some time", output).splitlines())
        if status is None or not files["result"].exists():
            told = "timeout" if status is None else f"crashed: wait status {status}"
            return Run(told, lines, errors, time.monotonic() - start)
        result = pickle.loads(files["result"].read_bytes())
        return Run(result["status"], lines, errors, result["seconds"], result["watched"])
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _child(
    program: Program, names: set[tuple[str, str]], arguments: tuple[str, ...], scratch: Path, result: Path, seed: int
) -> NoReturn:
    status, seconds, watched = "ok", 0.0, {}
    try:
        from tools.judge.child import prepare, run_main
        from tools.judge.instrument import compile_below

        from .observe import Observer

        observer = Observer(program.root, names)
        prepare(program, arguments, scratch)
        _seed(seed)
        compile_below(program.root, observer.compiled)
        observer.install()
        watched = observer.watched
        start = time.perf_counter()
        try:
            run_main(program, arguments, observer.compiled)
        finally:
            seconds = time.perf_counter() - start
    except SystemExit as exit_:
        if exit_.code not in (None, 0):
            status = f"failed: exit status {exit_.code}"
    except BaseException as error:  # noqa: BLE001 - whatever the program raises is the result of its run
        traceback.print_exc()
        status = f"failed: {type(error).__name__}"
    try:
        result.write_bytes(pickle.dumps({"status": status, "seconds": seconds, "watched": watched}))
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(0)


def _seed(seed: int) -> None:
    import keras  # type: ignore[import-untyped]
    import numpy as np
    import tensorflow as tf  # type: ignore[import-untyped]

    random.seed(seed)
    np.random.seed(seed)
    tf.random.set_seed(seed)
    keras.utils.set_random_seed(seed)
