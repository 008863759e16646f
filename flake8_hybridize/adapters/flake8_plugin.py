"""The flake8 plugin.

flake8 shows a plugin one file at a time, in worker processes, and has no hook for a whole run. So the program is
analysed once, in the parent, when the options are parsed: forked workers inherit the findings, spawned ones read them
from a private temporary file whose name is in the environment. :meth:`Plugin.run` only looks up.

This module is imported whenever flake8 starts; what is heavy is imported where it is used.
"""

from __future__ import annotations

import argparse
import ast
import atexit
import contextlib
import json
import multiprocessing
import os
import tempfile
import traceback
from collections.abc import Iterator
from pathlib import Path
from typing import Any, ClassVar

from .. import __version__

_VARIABLE = "FLAKE8_HYBRIDIZE_FINDINGS"
_FAILURE = "HYB902"

_Found = tuple[int, int, str]


class Plugin:
    """The checker that flake8 makes for each file; all state that matters is the findings of the run."""

    name = "flake8-hybridize"
    version = __version__
    findings: ClassVar[dict[str, list[_Found]]] = {}
    handed_down: ClassVar[str | None] = None
    """The file that this process left for its workers."""

    def __init__(self, tree: ast.AST, filename: str) -> None:
        self._filename = filename

    @staticmethod
    def add_options(manager: Any) -> None:
        """Called by flake8 to register options."""
        from .options import register

        register(manager)

    @classmethod
    def parse_options(cls, options: argparse.Namespace) -> None:
        """Called by flake8 in the parent, and again in every worker that was not forked."""
        cls.findings = {}
        if options.bug_report:
            return
        inherited = _inherited()
        cls.findings = _analysed(options) if inherited is None else inherited
        if inherited is None:
            _remove(cls.handed_down, os.getpid())
            cls.handed_down = _hand_down(cls.findings)

    def run(self) -> Iterator[tuple[int, int, str, type[Plugin]]]:
        """The findings in this file: line, column from 0, text. Never raises."""
        for line, column, text in self.findings.get(_key(self._filename), ()):
            yield line, column, text, type(self)


def _key(path: str) -> str:
    return os.path.normcase(os.path.abspath(path))


def _analysed(options: argparse.Namespace) -> dict[str, list[_Found]]:
    """The findings of the whole run, by absolute path. An error of our own becomes a finding."""
    try:
        return _findings(options)
    except Exception:  # noqa: BLE001 - an exception would lose the findings of all plugins; it is told as HYB902
        return _failed(options, traceback.format_exc())


def _findings(options: argparse.Namespace) -> dict[str, list[_Found]]:
    from ..rules import all_rules
    from . import host
    from .options import options_of

    root = Path.cwd()
    selection = host.Selection(options, root)
    if not selection.any_selected([rule.code for rule in all_rules()]):
        return {}
    from .. import engine

    paths, overlay = _inputs(options, host.standard_input)
    result = engine.run(paths, root, options_of(options), overlay)
    found: dict[str, list[_Found]] = {}
    for finding in result.findings:
        entry = (finding.place.line, finding.place.column - 1, f"{finding.code} {finding.message}")
        found.setdefault(_key(str(root / finding.place.file)), []).append(entry)
    for failure in result.failures:
        for path, entries in _failed(options, failure).items():
            found.setdefault(path, []).extend(entries)
    return found


def _inputs(options: argparse.Namespace, standard_input: Any) -> tuple[list[str], dict[str, str]]:
    """The paths of the run, and the unsaved text on standard input, laid over the file that it will be saved as."""
    paths = list(options.filenames) or ["."]
    if "-" not in paths:
        return paths, {}
    name = options.stdin_display_name
    return [name if path == "-" else path for path in paths], {name: standard_input()}


def _failed(options: argparse.Namespace, details: str) -> dict[str, list[_Found]]:
    """HYB902 on the first line of the first file that can be named."""
    last = details.strip().splitlines()[-1] if details.strip() else "unknown error"
    text = f"{_FAILURE} the analysis failed, please report it: {last} (`hybridize check` shows the traceback)"
    return {_key(file): [(1, 0, text)] for file in _first_file(options)}


def _first_file(options: argparse.Namespace) -> list[str]:
    paths, _ = _inputs(options, str)
    for path in paths:
        if not os.path.isdir(path):
            return [path]
        for folder, names, files in os.walk(path):
            names.sort()
            python = sorted(file for file in files if file.endswith(".py"))
            if python:
                return [os.path.join(folder, python[0])]
    return []


def _inherited() -> dict[str, list[_Found]] | None:
    """The findings that the parent of this worker left in a file; ``None`` if this is no worker of such a run."""
    parent = multiprocessing.parent_process()
    path = os.environ.get(_VARIABLE)
    if parent is None or not path:
        return None
    try:
        with open(path, encoding="utf-8") as stream:
            document = json.load(stream)
    except (OSError, ValueError):
        return None
    if document.get("process") != parent.pid:
        return None
    findings: dict[str, list[list[Any]]] = document["findings"]
    return {file: [(line, column, text) for line, column, text in found] for file, found in findings.items()}


def _hand_down(findings: dict[str, list[_Found]]) -> str | None:
    """Leave the findings where workers that are not forked find them; if that fails, they analyse for themselves."""
    try:
        handle, path = tempfile.mkstemp(prefix="flake8-hybridize-", suffix=".json")
    except OSError:
        return None
    atexit.register(_remove, path, os.getpid())
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as stream:
            json.dump({"process": os.getpid(), "findings": findings}, stream)
    except OSError:
        return None
    os.environ[_VARIABLE] = path
    return path


def _remove(path: str | None, process: int) -> None:
    if path is not None and os.getpid() == process:
        with contextlib.suppress(OSError):
            os.unlink(path)
