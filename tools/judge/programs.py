"""Programs to run: single files, or folders with a main script, found in a tree."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

MAIN = "main.py"


@dataclass(frozen=True, slots=True)
class Program:
    """One program. ``name`` tells it apart in a corpus; ``files`` and ``main`` are relative to ``root``, with ``/``."""

    name: str
    root: Path
    main: str
    files: tuple[str, ...]
    is_folder: bool

    @property
    def uses_pytest(self) -> bool:
        """True if the main script holds tests that only a pytest run calls."""
        if not Path(self.main).name.startswith("test_"):
            return False
        return "__main__" not in (self.root / self.main).read_text(encoding="utf-8")

    def digest(self) -> str:
        """Changes when a file of the program changes."""
        content = hashlib.sha256()
        for file in self.files:
            content.update(file.encode() + b"\0" + (self.root / file).read_bytes())
        return content.hexdigest()[:16]

    def mentions(self, word: str) -> bool:
        """True if a file of the program contains ``word``."""
        return any(word in (self.root / file).read_text(encoding="utf-8") for file in self.files)


def program_at(path: Path, name: str | None = None, main: str | None = None) -> Program:
    """The program of one file, or of a folder with ``main.py`` (or ``main``, or else its only ``test_*.py``).

    Raises:
        FileNotFoundError: the folder has no main script.
    """
    path = path.resolve()
    if path.is_file():
        return Program(name or path.stem, path.parent, path.name, (path.name,), is_folder=False)
    files = tuple(sorted(found.relative_to(path).as_posix() for found in path.rglob("*.py")))
    main = main or _main_of(files)
    if main is None or main not in files:
        raise FileNotFoundError(f"{path}: no main script")
    return Program(name or path.name, path, main, files, is_folder=True)


def programs_below(folder: Path) -> list[Program]:
    """All programs in a tree: each folder with a main script is one, so is each other Python file.

    A program's name is its path below ``folder``, without ``.py``.
    """
    folder = folder.resolve()
    found: list[Program] = []
    pending = [folder]
    while pending:
        current = pending.pop()
        if current != folder and (current / MAIN).is_file():
            found.append(program_at(current, current.relative_to(folder).as_posix()))
            continue
        for entry in sorted(current.iterdir()):
            if entry.is_dir() and entry.name != "__pycache__":
                pending.append(entry)
            elif entry.suffix == ".py" and entry.name != "__init__.py":
                found.append(program_at(entry, entry.relative_to(folder).with_suffix("").as_posix()))
    return sorted(found, key=lambda program: program.name)


def _main_of(files: tuple[str, ...]) -> str | None:
    if MAIN in files:
        return MAIN
    tests = [file for file in files if file.startswith("test_")]
    return tests[0] if len(tests) == 1 else None
