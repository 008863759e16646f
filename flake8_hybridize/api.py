"""The Python interface: the same documents as the command prints.

``root`` stands for the current directory: files are named relative to it, and configuration is looked for from there.
Nothing is kept between calls.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from .adapters import session
from .adapters.host import ConfigurationError
from .report import facts as facts_report
from .report import findings_json

Path_ = str | os.PathLike[str]


class AnalysisError(Exception):
    """A path does not exist, or an option or the configuration has an error."""


def facts(paths: Sequence[Path_] | Path_, *, root: Path_ | None = None, **options: Any) -> dict[str, Any]:
    """What is known of every function in ``paths``: the object that ``hybridize facts`` prints.

    ``options`` as for :func:`check`. Raises :class:`AnalysisError`.
    """
    opened = _session(paths, root, options)
    result = opened.facts()
    _complain(result.missing)
    return facts_report.document(result.facts, session.version(), session.describe)


def check(
    paths: Sequence[Path_] | Path_,
    *,
    root: Path_ | None = None,
    select: Sequence[str] | None = None,
    ignore: Sequence[str] | None = None,
    extend_select: Sequence[str] | None = None,
    extend_ignore: Sequence[str] | None = None,
    exclude: Sequence[str] | None = None,
    **options: Any,
) -> dict[str, Any]:
    """The findings in ``paths``: the object that ``hybridize check --output-format json`` prints.

    Code lists have flake8's meanings. ``options`` are further options of the command by name (``per_file_ignores``,
    ``disable_noqa``, ``isolated``, ``hybridize_assume_pure``, …). Raises :class:`AnalysisError`.
    """
    lists = {"select": select, "ignore": ignore, "extend_select": extend_select, "extend_ignore": extend_ignore}
    opened = _session(paths, root, {**lists, "exclude": exclude, **options})
    result = opened.check()
    _complain(result.missing)
    return findings_json.document(result.findings)


def fix(
    paths: Sequence[Path_] | Path_,
    *,
    root: Path_ | None = None,
    unsafe_fixes: bool = False,
    input_signatures: bool = False,
    diff: bool = False,
    **options: Any,
) -> dict[str, Any]:
    """Fix what can be fixed, in place, or with ``diff`` only say what would be changed.

    Gives ``changed`` (the files), ``diff`` (unified, as text) and ``findings`` (those that are left, as in
    :func:`check`). ``options`` as for :func:`check`. Raises :class:`AnalysisError`, also when a file could not be
    written; the others are written all the same.
    """
    opened = _session(paths, root, options, input_signatures=input_signatures)
    fixed = opened.fix(unsafe=unsafe_fixes)
    _complain(fixed.result.missing)
    changed = sorted(fixed.after)
    if not diff:
        changed, problems = opened.write(fixed)
        if problems:
            raise AnalysisError("; ".join(problems))
    text = session.diff(fixed).decode("utf-8", "surrogateescape")
    return {"changed": changed, "diff": text, "findings": findings_json.document(fixed.result.findings)["findings"]}


def _session(
    paths: Sequence[Path_] | Path_, root: Path_ | None, options: dict[str, Any], *, input_signatures: bool = False
) -> session.Session:
    given = [paths] if isinstance(paths, (str, os.PathLike)) else paths
    top = Path(os.path.abspath(os.curdir if root is None else root))
    try:
        return session.open_session(
            [os.fspath(path) for path in given], top, _arguments(options, top), input_signatures=input_signatures
        )
    except ConfigurationError as error:
        raise AnalysisError(str(error)) from error


def _arguments(options: dict[str, Any], root: Path) -> list[str]:
    """Options by name as arguments of a command line. Patterns and folders are relative to ``root``."""
    arguments = []
    for name, value in options.items():
        option = "--" + name.replace("_", "-")
        if value is None or value is False:
            continue
        if value is True:
            arguments.append(option)
        elif isinstance(value, (str, os.PathLike)):
            arguments.append(f"{option}={os.fspath(value)}")
        else:
            relative = name in ("exclude", "extend_exclude", "hybridize_import_roots")
            items = [str(root / item) if relative and "/" in str(item) else str(item) for item in value]
            arguments.append(f"{option}={','.join(items)}")
    return arguments


def _complain(missing: Sequence[str]) -> None:
    if missing:
        raise AnalysisError("; ".join(f"{path}: no such file or directory" for path in missing))
