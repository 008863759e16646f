"""Runs one program with probes in a forked child of the process that has TensorFlow loaded."""

from __future__ import annotations

import builtins
import json
import os
import random
import runpy
import socket
import sys
import traceback
from dataclasses import replace
from pathlib import Path
from types import CodeType
from typing import Any

import keras  # type: ignore[import-untyped]
import numpy as np

from . import hooks, instrument, synthetic
from .collector import Collector
from .instrument import Registry, instrumented
from .programs import Program
from .recording import Recording, recording_to_json


def run(program: Program, arguments: tuple[str, ...], result: Path) -> None:
    """Runs ``program`` and writes its recording to ``result``. Never returns: the process ends."""
    registry = Registry(program.root)
    collector = Collector(registry)
    status, message = "ok", ""
    try:
        _prepare(program, arguments, registry, collector)
        _run_main(program, arguments, registry)
    except SystemExit as exit_:
        if exit_.code not in (None, 0):
            status, message = "failed", f"exit status {exit_.code}"
    except BaseException as error:
        traceback.print_exc()
        status, message = "failed", f"{type(error).__name__}: {error}"[:500]
    try:
        _write(program, status, message, registry, collector, result)
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(0 if status == "ok" else 1)


def _prepare(program: Program, arguments: tuple[str, ...], registry: Registry, collector: Collector) -> None:
    main = program.root / program.main
    sys.argv = [str(main), *arguments]
    sys.path.insert(0, str(main.parent))
    if main.parent != program.root:
        sys.path.insert(1, str(program.root))
    sys.dont_write_bytecode = True
    os.chdir(result_folder := os.environ["JUDGE_SCRATCH"])
    assert result_folder
    random.seed(0)
    np.random.seed(0)
    _forbid_network()
    synthetic.replace_datasets(keras.datasets)
    if "tf_keras" in sys.modules:
        synthetic.replace_datasets(sys.modules["tf_keras"].datasets)
    instrument.install(registry)
    hooks.install(registry, collector)


def _run_main(program: Program, arguments: tuple[str, ...], registry: Registry) -> None:
    main = program.root / program.main
    if program.uses_pytest:
        import pytest

        options = ["--assert=plain", "-p", "no:cacheprovider", "-q", "--rootdir", str(program.root), *arguments]
        raise SystemExit(int(pytest.main([str(main), *options])))
    # runpy sets up __main__ as `python main.py` does; only the compilation is ours.
    original: Any = builtins.compile

    def compile_(source: Any, filename: Any, mode: str, *args: Any, **kwargs: Any) -> CodeType:
        if mode == "exec" and filename == str(main):
            return instrumented(source, main, registry)
        return original(source, filename, mode, *args, **kwargs)  # type: ignore[no-any-return]

    code_of_path = runpy._get_code_from_file  # type: ignore[attr-defined]
    runpy.compile = compile_  # type: ignore[attr-defined]
    assert code_of_path
    runpy.run_path(str(main), run_name="__main__")


def _write(
    program: Program, status: str, message: str, registry: Registry, collector: Collector, result: Path
) -> None:
    # Files that were never imported have functions too: they were not called.
    for file in program.files:
        path = program.root / file
        instrumented(path.read_bytes(), path, registry)
    recording = Recording(program.name, program.main, status, message, 0.0, collector.functions())
    if status == "ok":
        recording = replace(recording, message="")
    result.write_text(json.dumps(recording_to_json(recording)), encoding="utf-8")


def _forbid_network() -> None:
    def refuse(*_: object) -> None:
        raise OSError("the judge runs programs without network")

    socket.socket.connect = refuse  # type: ignore[assignment, method-assign]
