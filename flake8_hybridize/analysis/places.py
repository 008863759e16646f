"""Places of astroid nodes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from astroid import nodes

from ..model.places import Place

if TYPE_CHECKING:
    from ..project import Module


def place_of(module: Module, node: nodes.NodeNG) -> Place:
    """The span of ``node``; of a function or class the span of its ``def`` or ``class`` keyword and name."""
    position = getattr(node, "position", None)
    if position is not None:
        line, column, end_line, end_column = (
            position.lineno,
            position.col_offset,
            position.end_lineno,
            position.end_col_offset,
        )
    else:
        line, column = node.lineno or 1, node.col_offset or 0
        end_line, end_column = (
            node.end_lineno or line,
            node.end_col_offset if node.end_col_offset is not None else column,
        )
    source = module.source
    return Place(module.file, line, source.column_of(line, column), end_line, source.column_of(end_line, end_column))
