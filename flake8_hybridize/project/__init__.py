"""Paths to modules: discovery, decoding, syntax trees, import names, import graph, "can it touch TensorFlow at all?".

Nothing of the linted program is imported or executed, and nothing of ``sys.path`` or ``sys.modules`` is changed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from flake8_hybridize.project.collector import collector_paused
from flake8_hybridize.project.imports import ImportedName
from flake8_hybridize.project.module import Module, NamespacePackage, SourceFile
from flake8_hybridize.project.project import Project, Sources, gather, load, parse, target_files
from flake8_hybridize.project.stack import run_deep
from flake8_hybridize.project.text import SourceText

if TYPE_CHECKING:
    from astroid import nodes

__all__ = [
    "ImportedName",
    "Module",
    "NamespacePackage",
    "Project",
    "SourceFile",
    "SourceText",
    "Sources",
    "collector_paused",
    "exported_names",
    "gather",
    "load",
    "parse",
    "run_deep",
    "target_files",
]


def exported_names(tree: nodes.Module) -> tuple[str, ...] | None:
    """See ``exports.exported_names``; astroid is imported at the first call."""
    from flake8_hybridize.project.exports import exported_names as evaluate

    return evaluate(tree)
