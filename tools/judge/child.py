"""Runs one program with probes in a forked child of the process that has TensorFlow loaded."""

from __future__ import annotations

import json
import os
import random
import socket
import sys
import traceback
from collections.abc import Callable
from pathlib import Path
from types import CodeType, ModuleType
from typing import NoReturn

import keras  # type: ignore[import-untyped]
import numpy as np

from . import hooks, instrument, synthetic
from .collector import Collector
from .instrument import Registry, instrumented
from .programs import Program
from .recording import Recording, recording_to_json


def run(program: Program, arguments: tuple[str, ...], scratch: Path, result: Path) -> NoReturn:
    """Runs ``program`` in the folder ``scratch`` and writes its recording to ``result``; then the process ends."""
    registry = Registry(program.root)
    collector = Collector(registry)
    status, message = "ok", ""
    try:
        prepare(program, arguments, scratch)
        instrument.install(registry)
        hooks.install(registry, collector)
        run_main(program, arguments, lambda source, path: instrumented(source, path, registry))
    except SystemExit as exit_:
        if exit_.code not in (None, 0):
            status, message = "failed", f"exit status {exit_.code}"
    except BaseException as error:  # noqa: BLE001 - whatever the program raises is the result of its run
        traceback.print_exc()
        status, message = "failed", f"{type(error).__name__}: {error}"[:500]
    try:
        _write(program, status, message, registry, collector, result)
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(0 if status == "ok" else 1)


def prepare(program: Program, arguments: tuple[str, ...], scratch: Path) -> None:
    """Makes this process one that runs ``program`` in the folder ``scratch``: paths, seeds, no network."""
    main = program.root / program.main
    sys.argv = [str(main), *arguments]
    sys.path.insert(0, str(main.parent))
    if main.parent != program.root:
        sys.path.insert(1, str(program.root))
    sys.dont_write_bytecode = True
    _forget_modules({file.partition("/")[0].removesuffix(".py") for file in program.files})
    os.chdir(scratch)
    random.seed(0)
    np.random.seed(0)
    _forbid_network()
    synthetic.replace_datasets(keras.datasets)
    if "tf_keras" in sys.modules:
        synthetic.replace_datasets(sys.modules["tf_keras"].datasets)


def _forget_modules(names: set[str]) -> None:
    """Modules of these names that are loaded already would hide those of the program."""
    for loaded in list(sys.modules):
        if loaded.partition(".")[0] in names:
            del sys.modules[loaded]


def run_main(program: Program, arguments: tuple[str, ...], compiled: Callable[[bytes, Path], CodeType]) -> None:
    """Runs the main script as ``__main__``, or under pytest; ``compiled`` makes the code of its text."""
    main = program.root / program.main
    if program.uses_pytest:
        import pytest

        options = ["--assert=plain", "-p", "no:cacheprovider", "-q", "--rootdir", str(program.root), *arguments]
        raise SystemExit(int(pytest.main([str(main), *options])))
    module = ModuleType("__main__")
    module.__file__ = str(main)
    sys.modules["__main__"] = module
    exec(compiled(main.read_bytes(), main), module.__dict__)


def _write(program: Program, status: str, message: str, registry: Registry, collector: Collector, result: Path) -> None:
    # Files that were never imported have functions too: they were not called.
    for file in program.files:
        path = program.root / file
        instrumented(path.read_bytes(), path, registry)
    recording = Recording(program.name, program.main, program.digest(), status, message, 0.0, collector.functions())
    result.write_text(json.dumps(recording_to_json(recording)), encoding="utf-8")


def _forbid_network() -> None:
    def refuse(*_: object) -> None:
        raise OSError("the judge runs programs without network")

    socket.socket.connect = refuse  # type: ignore[method-assign]
