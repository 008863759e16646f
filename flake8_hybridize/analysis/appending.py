"""Appending to lists: positions are kept where control is sure to pass, so that short loops build exact lists."""

from __future__ import annotations

from astroid import nodes

from ..model.values import Value
from .objects import ListValue, acyclic, summarize
from .state import Cell, Frame
from .truth import truth


def append(frame: Frame, node: nodes.NodeNG, target: ListValue, item: Value, position: int = 0) -> None:
    """``target.append(item)``: keeps the position where the body that made the list is sure to come here."""
    machine = frame.machine
    cell = _appended(frame, target, (node, position))
    if cell is None:
        summarize(machine, target)
        cell = target.rest
    machine.write(cell, acyclic(target, item))


def _appended(frame: Frame, target: ListValue, place: tuple[nodes.NodeNG, int]) -> Cell | None:
    """The cell of the next item, appended at ``place``; ``None`` if it cannot be told which one that is."""
    items = target.items
    if items is None or target.owner is not frame.activation or not _straight(frame, target):
        return None
    at = len(items)
    if target.seen <= at:
        return None
    key = (*place, frame.rounds)
    cell = target.cells.get(key)
    if cell is None:
        cell = target.cells[key] = Cell()
    order = at - len(target.base)
    if order >= len(target.order) or target.order[order] != key:
        del target.order[order:]
        target.order.append(key)
        frame.machine.mark(target.rest.readers)
    items.append(cell)
    return cell


def _straight(frame: Frame, target: ListValue) -> bool:
    """From where ``target`` was made control is sure to come here, as often as the rounds of loops tell."""
    if not frame.loops and not frame.conditions:
        return not frame.comprehensions
    loops, conditions = target.depth
    return (
        not frame.comprehensions
        and all(loop.rounds and not (loop.left or loop.breaks or loop.continues) for loop in frame.loops[loops:])
        and not any(
            isinstance(test, nodes.ExceptHandler) or truth(value) is None
            for test, value in frame.conditions[conditions:]
        )
    )
