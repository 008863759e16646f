"""From import names to files: the import roots of a program and the search through them.

An importing file's roots, from the nearest to the farthest:

1. its package's top, which for a script is its own folder;
2. every folder above that is no package, up to the root of the run, each with its ``src`` and ``lib``;
3. the roots given by option;
4. the tops of all other packages, those that share most of the path first;
5. other folders of plain modules, if the importing file (or a ``conftest.py``) changes ``sys.path``;
6. a package folder whose scripts import their neighbours by plain names, for the files in it.

A name is searched in full under each root in turn, so that the nearest root wins. A folder without ``__init__.py`` is
a namespace package if a dotted import goes through it to a module; it yields to any module or regular package.
Names of the standard library are found in root 1 alone, because there alone Python lets a module hide it.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field

from flake8_hybridize.project.discovery import is_below, parent
from flake8_hybridize.project.imports import is_tensorflow

STANDARD_LIBRARY = frozenset(sys.stdlib_module_names)
_SOURCE_FOLDERS = ("src", "lib")


@dataclass(slots=True)
class PathIndex:
    """The files of a program and the folders that hold them, all absolute.

    ``boundaries``: folders above which no import root is looked for. ``extra_roots``: roots by option.
    ``path_changers``: files that touch ``sys.path``. ``script_packages``: root 6. All but the caches are fixed.
    """

    files: frozenset[str]
    boundaries: tuple[str, ...]
    extra_roots: tuple[str, ...] = ()
    path_changers: frozenset[str] = frozenset()
    script_packages: frozenset[str] = frozenset()
    folders: frozenset[str] = field(init=False)
    packages: frozenset[str] = field(init=False)
    _package_roots: tuple[str, ...] = field(init=False)
    _plain_roots: tuple[str, ...] = field(init=False)
    _roots: dict[tuple[str, bool], tuple[str, ...]] = field(init=False, default_factory=dict)
    _found: dict[tuple[str, bool, str], str | None] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        folders: set[str] = set()
        for path in self.files:
            folder = parent(path)
            while folder not in folders:
                folders.add(folder)
                folder = parent(folder)
        self.folders = frozenset(folders)
        self.packages = frozenset(parent(path) for path in self.files if _is_init(path))
        tops = {top for folder in self.packages if (top := parent(folder)) not in self.packages}
        self._package_roots = tuple(sorted(tops))
        plain = {parent(path) for path in self.files} - self.packages - tops
        self._plain_roots = tuple(sorted(plain))

    def top(self, path: str) -> str:
        """The import root of a file: the first folder at or above its own that is no regular package."""
        folder = parent(path)
        while folder in self.packages:
            folder = parent(folder)
        return folder

    def naming_packages(self, namespaces: AbstractSet[str]) -> frozenset[str]:
        """The folders whose names belong to import names: packages, given namespaces, and all folders inside them."""
        known = set(self.packages | namespaces)
        for folder in sorted(self.folders):  # a folder sorts before what is in it
            if parent(folder) in known:
                known.add(folder)
        return frozenset(known)

    def roots(self, importer: str) -> tuple[str, ...]:
        """The import roots for a file, nearest first."""
        changes_path = importer in self.path_changers
        key = (parent(importer), changes_path)
        known = self._roots.get(key)
        if known is None:
            known = self._roots[key] = self._find_roots(importer, changes_path)
        return known

    def _find_roots(self, importer: str, changes_path: bool) -> tuple[str, ...]:
        top = self.top(importer)
        roots: dict[str, None] = {top: None}
        at = top
        while True:
            if at not in self.packages:
                roots[at] = None
            for name in _SOURCE_FOLDERS:
                child = os.path.join(at, name)
                if child in self.folders and child not in self.packages:
                    roots[child] = None
            above = parent(at)
            if above == at or not any(is_below(above, boundary) for boundary in self.boundaries):
                break
            at = above
        roots.update(dict.fromkeys(self.extra_roots))
        folder = parent(importer)
        roots.update(dict.fromkeys(_by_nearness(self._package_roots, folder)))
        if changes_path:
            roots.update(dict.fromkeys(_by_nearness(self._plain_roots, folder)))
        roots.update(
            dict.fromkeys(
                package for package in _by_nearness(self.script_packages, folder) if is_below(folder, package)
            )
        )
        return tuple(roots)

    def absolute(self, importer: str, name: str) -> str | None:
        """The file, or the folder of a namespace package, that an absolute import in a file means."""
        key = (parent(importer), importer in self.path_changers, name)
        if key not in self._found:
            self._found[key] = self._search(importer, name)
        return self._found[key]

    def _search(self, importer: str, name: str) -> str | None:
        roots = self.roots(importer)
        parts = name.split(".")
        if parts[0] in STANDARD_LIBRARY:
            roots = roots[:1]
        installed = parts[0] in STANDARD_LIBRARY or is_tensorflow(parts[0])
        namespace: str | None = None
        for root in roots:
            top = os.path.join(root, parts[0])
            if installed and top not in self.packages and (len(parts) > 1 or top + ".py" not in self.files):
                continue  # a folder without ``__init__.py`` yields to the library of its name
            found = self.below(root, parts)
            if found is not None and found in self.files:
                return found
            namespace = namespace or found
        return namespace

    def below(self, folder: str, parts: Sequence[str]) -> str | None:
        """The file or namespace folder that the parts of a dotted name lead to from a folder."""
        for part in parts[:-1]:
            child = os.path.join(folder, part)
            if child not in self.folders:
                return None
            if child not in self.packages and child + ".py" in self.files:
                return None  # a module hides a namespace package of its name
            folder = child
        return self.child(folder, parts[-1])

    def child(self, folder: str, name: str) -> str | None:
        """The package, module or namespace folder of a name in a folder, in Python's order."""
        path = os.path.join(folder, name)
        if path in self.packages:
            return os.path.join(path, "__init__.py")
        if path + ".py" in self.files:
            return path + ".py"
        return path if path in self.folders else None

    def relative(self, importer: str, name: str | None, level: int) -> str | None:
        """What a relative import in a file means; ``from . import x`` asks for the package (``name`` None)."""
        folder = parent(importer)
        for _ in range(level - 1):
            folder = parent(folder)
        if name:
            return self.below(folder, name.split("."))
        if folder in self.packages:
            return os.path.join(folder, "__init__.py")
        return folder if folder in self.folders else None

    def resolve(self, importer: str, name: str | None, level: int) -> str | None:
        """The file or namespace folder that an import in a file means, or None if it isn't in the program."""
        if level:
            return self.relative(importer, name, level)
        return self.absolute(importer, name) if name else None

    def submodule(self, found: str, name: str) -> str | None:
        """The submodule of what ``resolve`` found."""
        if found in self.files:
            return self.child(parent(found), name) if _is_init(found) else None
        return self.child(found, name)


def dotted_name(path: str, packages: AbstractSet[str]) -> str:
    """The import name of a file, given the folders that are packages, regular or namespace."""
    folder, base = os.path.split(path)
    stem = base.removesuffix(".py")
    parts = [] if stem == "__init__" else [stem]
    while folder in packages:
        folder, last = os.path.split(folder)
        parts.append(last)
    return ".".join(reversed(parts)) or os.path.basename(parent(path))


def _is_init(path: str) -> bool:
    return os.path.basename(path) == "__init__.py"


def _by_nearness(folders: Iterable[str], folder: str) -> list[str]:
    """Sorted by how much of its path a folder shares with another, most first, then by name."""
    parts = folder.split(os.sep)

    def key(other: str) -> tuple[int, str]:
        shared = 0
        for mine, theirs in zip(parts, other.split(os.sep), strict=False):
            if mine != theirs:
                break
            shared += 1
        return -shared, other

    return sorted(folders, key=key)
