"""Write a program into a folder and load it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from flake8_hybridize.model.options import Options
from flake8_hybridize.project import Module, NamespacePackage, Project, load


def write(root: Path, files: Mapping[str, str | bytes]) -> Path:
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode() if isinstance(text, str) else text)
    return root


def loaded(root: Path, *paths: str, overlay: Mapping[str, str | bytes] | None = None, **options: Any) -> Project:
    return load(paths or (".",), root, Options(**options), overlay or {})


def module(project: Project, file: str) -> Module:
    return next(entry for entry in project.modules if entry.file == file)


def reached(project: Project, importer: str, name: str | None, level: int = 0) -> str | None:
    """What an import means: a file's display name, ``namespace <name>``, or None."""
    return shown(project.resolve_import(module(project, importer), name, level))


def shown(found: Module | NamespacePackage | None) -> str | None:
    return f"namespace {found.name}" if isinstance(found, NamespacePackage) else found and found.file


def files_of(project: Project) -> list[str]:
    return [entry.file for entry in project.modules]


def statuses(project: Project) -> Mapping[str, str]:
    return {entry.file: entry.status for entry in project.files}


def paths_of(project: Project) -> Sequence[str]:
    return [entry.file for entry in project.files]
