"""The import graph of files: what it says about TensorFlow, and which files around the targets belong to them."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace

from flake8_hybridize.project.discovery import parent
from flake8_hybridize.project.importroots import STANDARD_LIBRARY, PathIndex
from flake8_hybridize.project.imports import ImportedName, is_tensorflow
from flake8_hybridize.project.reading import ReadFile

_TENSORFLOW_TOPS = frozenset({"tensorflow", "keras", "tf_keras"})


@dataclass(frozen=True, slots=True)
class ImportGraph:
    """``imports``: what each file imports, sorted. ``importers``: the reverse. ``seeds``: files that import TensorFlow.

    ``namespaces``: folders without ``__init__.py`` through which a module is imported.
    """

    imports: Mapping[str, tuple[str, ...]]
    importers: Mapping[str, tuple[str, ...]]
    seeds: frozenset[str]
    namespaces: frozenset[str]


def index_files(files: Mapping[str, ReadFile], boundaries: tuple[str, ...], extra_roots: tuple[str, ...]) -> PathIndex:
    """The index of the files, with what their texts tell about their import roots."""
    changing = {path for path, file in files.items() if file.scan.changes_path}
    folders = {parent(path) for path in changing if os.path.basename(path) == "conftest.py"}
    if folders:
        changing.update(path for path in files if not folders.isdisjoint(_folders_above(path)))
    index = PathIndex(frozenset(files), boundaries, extra_roots, frozenset(changing))
    scripts = {parent(path) for path, file in files.items() if _imports_neighbours(file, index)}
    return replace(index, script_packages=frozenset(scripts)) if scripts else index


def _imports_neighbours(file: ReadFile, index: PathIndex) -> bool:
    """Whether a script inside a regular package imports a module beside it by its plain name."""
    folder = parent(file.path)
    if not file.scan.is_script or folder not in index.packages or any(entry.level for entry in file.scan.imports):
        return False
    return any(
        (beside := index.child(folder, entry.top)) in index.files
        and beside != file.path
        and not is_tensorflow(entry.top)
        and index.absolute(file.path, entry.top) is None
        and entry.top not in STANDARD_LIBRARY
        for entry in file.scan.imports
    )


def build_graph(files: Mapping[str, ReadFile], index: PathIndex) -> ImportGraph:
    """Resolve the imports of all files."""
    imports: dict[str, tuple[str, ...]] = {}
    importers: dict[str, set[str]] = {path: set() for path in files}
    seeds: set[str] = set()
    namespaces: set[str] = set()
    for path in sorted(files):
        file = files[path]
        found: set[str] = set()
        if file.scan.names_tensorflow:
            seeds.add(path)
        for entry in file.scan.imports:
            reached = set(_reached(path, entry, index))
            found |= reached
            if not entry.level and is_tensorflow(entry.top) and (entry.top in _TENSORFLOW_TOPS or not reached):
                seeds.add(path)
            if reached:
                namespaces.update(_namespaces(path, entry, reached, index))
        found.update(_fixtures(path, index))
        found.discard(path)
        imports[path] = tuple(sorted(found))
        for other in found:
            importers[other].add(path)
    reverse = {path: tuple(sorted(others)) for path, others in importers.items()}
    return ImportGraph(imports, reverse, frozenset(seeds), frozenset(namespaces))


def _reached(path: str, entry: ImportedName, index: PathIndex) -> Iterator[str]:
    """The files that an import statement binds a name to, or reaches through the name it binds."""
    if not entry.names:
        parts = entry.module.split(".")
        for end in range(1, len(parts) + 1):
            found = index.absolute(path, ".".join(parts[:end]))
            if found in index.files:
                yield found
        return
    base = index.resolve(path, entry.module or None, entry.level)
    if base is None:
        return
    if base in index.files:
        yield base
    for name in entry.names:
        found = index.submodule(base, name)
        if found in index.files:
            yield found


def _namespaces(path: str, entry: ImportedName, reached: Collection[str], index: PathIndex) -> Iterator[str]:
    """The folders without ``__init__.py`` that an import went through: those between its root and what it reached."""
    parts = len(entry.module.split(".")) if entry.module else 0
    for found in reached:
        folder = parent(found)
        if os.path.basename(found) == "__init__.py":
            folder = parent(folder)
        for _ in range(parts):
            if folder in index.packages:
                folder = parent(folder)
                continue
            if folder in index.roots(path) and not entry.level:
                break
            yield folder
            folder = parent(folder)


def _fixtures(path: str, index: PathIndex) -> Iterator[str]:
    """The ``conftest.py`` files that pytest gives to a test without an import."""
    base = os.path.basename(path)
    if base.startswith("test_") or base.endswith("_test.py") or base == "conftest.py":
        for folder in _folders_above(path):
            conftest = os.path.join(folder, "conftest.py")
            if conftest in index.files:
                yield conftest


def _folders_above(path: str) -> Iterator[str]:
    folder = parent(path)
    while True:
        yield folder
        above = parent(folder)
        if above == folder:
            return
        folder = above


def touching(graph: ImportGraph, index: PathIndex) -> frozenset[str]:
    """Files that can touch TensorFlow: they import it, or import or are imported by one that can.

    The packages around such a file are part of its import and count too, without connecting what else is in them.
    """
    reached = set(graph.seeds)
    stack = list(graph.seeds)
    while stack:
        path = stack.pop()
        for other in (*graph.imports[path], *graph.importers[path]):
            if other not in reached:
                reached.add(other)
                stack.append(other)
    return frozenset(reached.union(*(_package_files(path, index) for path in reached)))


def surroundings(targets: Collection[str], graph: ImportGraph, index: PathIndex, limit: int) -> frozenset[str]:
    """Files that belong to the same program as the targets: what they import and what imports them, transitively.

    At most ``limit`` files: first all that the targets import, then their importers with all that those import, and so
    on outwards. Files are taken in sorted order, so the same are left out every time.
    """
    program = set(targets)
    context: set[str] = set()

    def add_imports(start: list[str]) -> None:
        queue = deque(start)
        while queue:
            path = queue.popleft()
            for other in (*_package_files(path, index), *graph.imports.get(path, ())):
                if other not in program and len(context) < limit:
                    program.add(other)
                    context.add(other)
                    queue.append(other)

    add_imports(sorted(program))
    frontier = sorted(program)
    while frontier and len(context) < limit:
        known = set(program)
        for path in frontier:
            for importer in graph.importers.get(path, ()):
                if importer not in program and len(context) < limit:
                    program.add(importer)
                    context.add(importer)
                    add_imports([importer])
        frontier = sorted(program - known)
    return frozenset(context)


def _package_files(path: str, index: PathIndex) -> Iterator[str]:
    """The ``__init__.py`` of each package around a file: without them its folder would look like a namespace."""
    folder = parent(path)
    while folder in index.packages:
        yield os.path.join(folder, "__init__.py")
        folder = parent(folder)
