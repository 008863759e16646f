"""What a project consists of: modules, namespace packages, and the status of each file that was asked for."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from flake8_hybridize.project.imports import ImportedName
from flake8_hybridize.project.text import SourceText

if TYPE_CHECKING:
    from astroid import nodes

Status = Literal["ok", "syntax-error", "unreadable", "no-tensorflow"]


class Module:
    """One file of the program. Compared by identity; all but the lazily built tree is fixed.

    ``name`` is the import name under the file's nearest root; two modules may have the same one. ``file`` is the
    display name. ``imports`` comes from a text scan: a superset of the module's imports.
    """

    __slots__ = ("_tree", "file", "imports", "is_package", "is_target", "name", "path", "source", "touches_tensorflow")

    def __init__(
        self,
        name: str,
        file: str,
        path: Path,
        is_target: bool,
        source: SourceText,
        imports: tuple[ImportedName, ...],
        touches_tensorflow: bool,
        tree: nodes.Module | None = None,
    ) -> None:
        self.name = name
        self.file = file
        self.path = path
        self.is_package = path.name == "__init__.py"
        self.is_target = is_target
        self.source = source
        self.imports = imports
        self.touches_tensorflow = touches_tensorflow
        self._tree = tree

    def __repr__(self) -> str:
        return f"Module({self.name!r}, {self.file!r})"

    @property
    def tree(self) -> nodes.Module:
        """The syntax tree, built once. That it can be built was found out when the project was loaded."""
        if self._tree is None:
            from flake8_hybridize.project import trees

            self._tree = trees.build(self.source, self.name, str(self.path), self.is_package)
        return self._tree


@dataclass(frozen=True, slots=True)
class NamespacePackage:
    """A folder without ``__init__.py`` through which modules are imported. ``folder`` is absolute."""

    name: str
    folder: Path


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file that was asked for. ``module`` is there if it could be parsed; ``message`` says why not."""

    file: str
    status: Status
    message: str
    module: Module | None
