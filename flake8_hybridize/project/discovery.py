"""Which files are meant: flake8's rules for what is linted, and a bounded walk for what belongs to the same program."""

from __future__ import annotations

import fnmatch
import os
import re
from collections import deque
from collections.abc import Iterable, Iterator, Sequence

#: flake8's own list; used if the options have none.
DEFAULT_EXCLUDE = (".svn", "CVS", ".bzr", ".hg", ".git", "__pycache__", ".tox", ".nox", ".eggs", "*.egg")
#: A folder with one of these is taken for the top of a project: context isn't looked for above it.
PROJECT_MARKERS = (".git", ".hg", "pyproject.toml", "setup.cfg", "setup.py", "tox.ini", ".flake8", "requirements.txt")
#: Most files that are listed while looking for context, nearest folders first.
CANDIDATE_LIMIT = 5000
#: Most folders that are entered for it.
FOLDER_LIMIT = 5000
_NEVER_CONTEXT = frozenset({"__pycache__", "site-packages", "node_modules", "build", "dist", "CVS"})


def absolute(path: str, root: str) -> str:
    """Absolute, normalised form of a path that is relative to ``root``. Symbolic links stay as they are."""
    return os.path.normpath(os.path.join(root, path))


def exclusion(exclude: Sequence[str], root: str) -> re.Pattern[str]:
    """One expression for flake8's patterns: those with a slash are relative to ``root``, the others match any name."""
    patterns = (absolute(pattern, root) if "/" in pattern else pattern for pattern in exclude or DEFAULT_EXCLUDE)
    return re.compile("|".join(fnmatch.translate(os.path.normcase(pattern)) for pattern in patterns))


def is_excluded(path: str, excluded: re.Pattern[str]) -> bool:
    """Whether flake8 excludes an absolute path: by its base name or as a whole."""
    path = os.path.normcase(path)
    return excluded.match(os.path.basename(path)) is not None or excluded.match(path) is not None


def parent(path: str) -> str:
    """``os.path.dirname`` of a normalised absolute path, faster."""
    end = path.rfind(os.sep)
    return path[:end] if end > 0 else os.path.dirname(path)


def targets(
    paths: Sequence[str], root: str, excluded: re.Pattern[str], overlay: Iterable[str]
) -> tuple[list[str], list[str]]:
    """Absolute paths of the files to lint, sorted, and the given paths that don't exist.

    Folders give their ``*.py`` files; a file that is named is taken whatever its suffix. Both are subject to exclusion.
    Links to folders aren't followed below a named folder, so loops are harmless. Virtual environments below a named
    folder are passed over. Files of ``overlay`` (absolute) that don't exist on disk count as existing.
    """
    unsaved = set(overlay)
    found: set[str] = set()
    missing: list[str] = []
    for given in paths:
        path = absolute(given, root)
        if os.path.isdir(path):
            if not is_excluded(path, excluded):
                found.update(_walk(path, excluded))
                found.update(_unsaved_below(path, unsaved, excluded))
        elif path not in unsaved and not os.path.lexists(path):
            missing.append(given)
        elif not is_excluded(path, excluded):
            found.add(path)
    return sorted(found), sorted(set(missing))


def _walk(top: str, excluded: re.Pattern[str]) -> Iterable[str]:
    for folder, names, files in os.walk(top):
        names[:] = [
            name
            for name in names
            if not is_excluded(path := os.path.join(folder, name), excluded)
            and not os.path.exists(os.path.join(path, "pyvenv.cfg"))
        ]
        for name in files:
            if name.endswith(".py") and not is_excluded(path := os.path.join(folder, name), excluded):
                yield path


def _unsaved_below(top: str, unsaved: set[str], excluded: re.Pattern[str]) -> Iterable[str]:
    prefix = os.path.join(top, "")
    for path in unsaved:
        if path.startswith(prefix) and path.endswith(".py"):
            parts = path[len(prefix) :].split(os.sep)
            if not any(is_excluded(os.path.join(top, *parts[:end]), excluded) for end in range(1, len(parts) + 1)):
                yield path


def package_files(path: str) -> Iterator[str]:
    """The ``__init__.py`` of each regular package around a file on disk, from the innermost."""
    folder = parent(path)
    while os.path.isfile(init := os.path.join(folder, "__init__.py")) and parent(folder) != folder:
        yield init
        folder = parent(folder)


def nearby(path: str, root: str) -> str:
    """The folder whose files are most likely of one program with a file: the top of its package or its script folder.

    If the root of the run is itself a package, its neighbours aren't looked at: the root is the answer.
    """
    folder = parent(path)
    for init in package_files(path):
        folder = parent(parent(init))
    return root if is_below(root, folder) else folder


def project_top(folder: str, root: str) -> str:
    """The nearest folder at or above with a marker of a project, at most ``root``; else ``root``, or the folder."""
    inside = is_below(folder, root)
    at = folder
    while not any(os.path.lexists(os.path.join(at, marker)) for marker in PROJECT_MARKERS):
        parent = os.path.dirname(at)
        if at == root or parent == at:
            return root if inside else folder
        at = parent
    return at


def is_below(path: str, folder: str) -> bool:
    """Whether a path is the folder or inside it."""
    return path == folder or path.startswith(os.path.join(folder, ""))


def candidates(tops: Sequence[str], limit: int = CANDIDATE_LIMIT) -> list[str]:
    """Python files below the folders that could belong to the program, sorted; at most ``limit``, from near to far.

    Passed over are hidden folders, virtual environments, installed packages, build results and links to folders.
    """
    found: dict[str, None] = {}
    seen: set[str] = set()
    queue = deque(tops)
    while queue and len(found) < limit and len(seen) < FOLDER_LIMIT:
        folder = queue.popleft()
        if folder in seen:
            continue
        seen.add(folder)
        try:
            with os.scandir(folder) as entries:
                content = sorted(entries, key=lambda entry: entry.name)
        except OSError:
            continue
        if any(entry.name == "pyvenv.cfg" for entry in content):
            continue
        for entry in content:
            if entry.is_dir(follow_symlinks=False):
                if not entry.name.startswith(".") and entry.name not in _NEVER_CONTEXT:
                    queue.append(entry.path)
            elif entry.name.endswith(".py") and len(found) < limit:
                found[entry.path] = None
    return sorted(found)
