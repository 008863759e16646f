"""What comes from libraries that no table describes: it is unknown, but has a name, and names have effects and rules.

An object made by such a class is named after the call that makes it (``pandas.DataFrame()``).
"""

from __future__ import annotations

from astroid import nodes

from .. import knowledge
from ..model.values import Unknown, Value, symbol, unknown
from . import library
from .state import Arguments, Frame

MADE = "()"


def named(frame: Frame, node: nodes.NodeNG, name: str, reason: str = "") -> Value:
    """The library object ``name``: what a rule says of it, a symbol if it is known to be a function or class."""
    from .builtin_calls import FUNCTIONS
    from .classes import DECORATORS

    plain = knowledge.plain(name.replace(MADE, ""))
    rule = knowledge.attribute_rule(plain)
    if rule is not None:
        return library.property_value(frame, node, rule, plain, symbol(plain.rpartition(".")[0]))
    entry = knowledge.find(plain)
    if entry is not None and entry.kind != "module":
        return symbol(entry.name)
    if knowledge.rule(plain) is not None or plain in FUNCTIONS or plain in DECORATORS:
        return symbol(plain)
    return unknown(reason or f"{name} not found", name)


def attribute(frame: Frame, node: nodes.NodeNG, value: Unknown, name: str) -> Value:
    """``value.name``."""
    return named(frame, node, f"{value.name}.{name}", value.reason) if value.name else value


def call(frame: Frame, node: nodes.NodeNG, function: Unknown, arguments: Arguments) -> Value:
    """A call of a library function, of a class, or of a method of an object that such a class has made.

    What a method changes is not known, so an effect is assumed of it where no table has one.
    """
    plain = function.name.replace(MADE, "")
    library.note_effects(frame, node, plain, None, arguments)
    if knowledge.effect(plain) is None and (MADE in function.name or not _is_pure(frame, plain)):
        library.unknown_call(frame, node, function, arguments)
    last = plain.rpartition(".")[2]
    is_class = last[:1].isupper() and not last.isupper()
    return unknown(f"result of {function.name}", f"{function.name}{MADE}" if is_class else "")


def _is_pure(frame: Frame, name: str) -> bool:
    top = name.partition(".")[0]
    return knowledge.is_pure_library(top) or top in frame.machine.options.assume_pure
