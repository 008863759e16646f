"""Load a program: from the paths that were given to its modules."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from flake8_hybridize.model.options import Options
from flake8_hybridize.project import discovery, graph
from flake8_hybridize.project.collector import collector_paused
from flake8_hybridize.project.importroots import PathIndex, dotted_name
from flake8_hybridize.project.module import Module, NamespacePackage, SourceFile
from flake8_hybridize.project.reading import ReadFile, read_all

#: Most files that are taken into the program besides those that were asked for.
CONTEXT_LIMIT = 100


@dataclass(frozen=True, slots=True)
class Sources:
    """A program's files, found, read and connected, but not yet parsed. Paths are absolute.

    ``files``: what could be read of targets and context. ``unreadable``: targets that couldn't, with the reason.
    """

    root: str
    targets: tuple[str, ...]
    missing: tuple[str, ...]
    files: Mapping[str, ReadFile]
    unreadable: Mapping[str, str]
    touching: frozenset[str]
    index: PathIndex
    namespaces: frozenset[str]


@dataclass(frozen=True, slots=True)
class Project:
    """A loaded program.

    ``modules``: of targets and of context, sorted by file, one a file. Context that can't touch TensorFlow or can't be
    parsed is left out. ``files``: every file that was asked for, sorted. ``missing``: given paths that don't exist.
    """

    root: Path
    modules: tuple[Module, ...]
    files: tuple[SourceFile, ...]
    missing: tuple[str, ...]
    _by_path: Mapping[str, Module] = field(repr=False, compare=False)
    _index: PathIndex = field(repr=False, compare=False)
    _namespaces: frozenset[str] = field(repr=False, compare=False)
    _packages: frozenset[str] = field(repr=False, compare=False)

    def resolve_import(self, importer: Module, name: str | None, level: int) -> Module | NamespacePackage | None:
        """The module or package that ``import name`` or ``from <level dots>name import …`` in a module means.

        None if it isn't in the program. ``import a.b`` binds ``a``: ask for that too.
        """
        found = self._index.resolve(str(importer.path), name, level)
        return None if found is None else self._entry(found, bool(level))

    def submodule(self, package: Module | NamespacePackage, name: str) -> Module | NamespacePackage | None:
        """The module or package of that name inside a package, or None."""
        place = str(package.path if isinstance(package, Module) else package.folder)
        found = self._index.submodule(place, name)
        return None if found is None else self._entry(found, True)

    def _entry(self, found: str, inside: bool) -> Module | NamespacePackage | None:
        module = self._by_path.get(found)
        if module is not None:
            return module
        if found in self._index.files:
            return None  # context that can't be parsed
        if inside or found in self._namespaces or discovery.parent(found) in self._index.packages:
            name = dotted_name(os.path.join(found, "__init__.py"), self._packages | {found})
            return NamespacePackage(name, Path(found))
        return None


def load(
    paths: Sequence[str],
    root: Path,
    options: Options,
    overlay: Mapping[str, bytes | str] | None = None,
) -> Project:
    """Load the program that the paths belong to. Never raises for what is in the files; see ``SourceFile.status``.

    ``paths`` and the keys of ``overlay`` (unsaved texts, which win over the disk) are relative to ``root`` or absolute.
    """
    return parse(gather(paths, root, options, overlay or {}))


def gather(paths: Sequence[str], root: Path, options: Options, overlay: Mapping[str, bytes | str]) -> Sources:
    """Find and read the files of the program: the targets, and what imports them or is imported, near them."""
    top = os.path.abspath(root)
    unsaved = {discovery.absolute(path, top): text for path, text in overlay.items()}
    targets, missing = discovery.targets(paths, top, discovery.exclusion(options.exclude, top), unsaved)
    extra_roots = tuple(dict.fromkeys(discovery.absolute(path, top) for path in options.import_roots))

    near = sorted({discovery.nearby(path, top) for path in targets})
    projects = sorted({discovery.project_top(folder, top) for folder in near})
    around = discovery.candidates([*near, *projects, *extra_roots]) if targets else []
    inits = (init for path in targets for init in discovery.package_files(path))
    beside = (path for path in unsaved if path.endswith(".py")) if targets else ()
    files, unreadable = read_all(sorted({*targets, *around, *inits, *beside}), unsaved)

    boundaries = (top, *projects)
    index = graph.index_files(files, boundaries, extra_roots)
    connections = graph.build_graph(files, index)
    touching = graph.touching(connections, index)
    readable = [path for path in targets if path in files]
    concerned = [path for path in readable if path in touching]
    context = graph.surroundings(concerned, connections, index, CONTEXT_LIMIT) - set(readable)
    chosen = {path: files[path] for path in sorted({*readable, *context})}
    return Sources(
        root=top,
        targets=tuple(targets),
        missing=tuple(missing),
        files=chosen,
        unreadable={path: unreadable[path] for path in targets if path in unreadable},
        touching=touching & chosen.keys(),
        index=index if len(chosen) == len(files) else graph.index_files(chosen, boundaries, extra_roots),
        namespaces=connections.namespaces,
    )


def parse(sources: Sources) -> Project:
    """Build the trees of all modules that can touch TensorFlow, and find out if the other targets can be parsed."""

    targets = frozenset(sources.targets)
    packages = sources.index.naming_packages(sources.namespaces)
    modules: dict[str, Module] = {}
    files: list[SourceFile] = [
        SourceFile(display_name(path, sources.root), "unreadable", reason, None)
        for path, reason in sources.unreadable.items()
    ]
    with collector_paused():
        for path, file in sources.files.items():
            module = Module(
                name=dotted_name(path, packages),
                file=display_name(path, sources.root),
                path=Path(path),
                is_target=path in targets,
                source=file.source,
                imports=file.scan.imports,
                touches_tensorflow=path in sources.touching,
            )
            outcome = _parsed(module)
            if outcome.module is not None and (module.is_target or module.touches_tensorflow):
                modules[path] = module
            if module.is_target:
                files.append(outcome)
    return Project(
        root=Path(sources.root),
        modules=tuple(sorted(modules.values(), key=lambda module: module.file)),
        files=tuple(sorted(files, key=lambda entry: entry.file)),
        missing=sources.missing,
        _by_path=modules,
        _index=sources.index,
        _namespaces=sources.namespaces,
        _packages=packages,
    )


def _parsed(module: Module) -> SourceFile:
    from flake8_hybridize.project import trees

    try:
        if module.touches_tensorflow:
            _ = module.tree
            return SourceFile(module.file, "ok", "", module)
        if module.is_target:
            trees.check(module.source)
        return SourceFile(module.file, "no-tensorflow", "", module)
    except trees.BadSource as error:
        place = f"line {error.line}: " if error.line else ""
        return SourceFile(module.file, "syntax-error", place + error.message, None)
    except trees.TooDeep as error:
        return SourceFile(module.file, "unreadable", str(error), None)


def display_name(path: str, root: str) -> str:
    """A path relative to the root of the run, ``/``-separated; absolute if it is outside."""
    if discovery.is_below(path, root):
        path = os.path.relpath(path, root)
    return path.replace(os.sep, "/")


def target_files(paths: Iterable[str], root: Path, options: Options) -> tuple[str, ...]:
    """Display names of the files that would be linted, sorted, without reading any."""
    top = os.path.abspath(root)
    found, _ = discovery.targets(list(paths), top, discovery.exclusion(options.exclude, top), ())
    return tuple(display_name(path, top) for path in found)
