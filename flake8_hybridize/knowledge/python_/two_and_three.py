"""``six``: what it is under Python 3.

After the documentation of six 1.17.
"""

from __future__ import annotations

from ...model.values import BYTES, FALSE, STR, TRUE, Value, symbol, tuple_of, unknown
from ..protocol import Call, Rule


def _view(method: str) -> Rule:
    def rule(call: Call) -> Value:
        """``iteritems(d)``: ``d.items()``."""
        given = call.positional()
        if not given:
            return unknown(method)
        return call.invoke(call.attribute(given[0], method), given[1:], call.keywords())

    return rule


def _bases(call: Call) -> Value:
    """``with_metaclass(meta, *bases)`` stands for the bases."""
    return tuple_of(call.positional()[1:])


def _constant(value: Value) -> Rule:
    def rule(call: Call) -> Value:
        return value

    return rule


def _one_type(name: str) -> Rule:
    def rule(call: Call) -> Value:
        """A tuple of types, for ``isinstance``."""
        return tuple_of([symbol(name)])

    return rule


RULES: dict[str, Rule] = {
    **{f"six.{prefix}{method}": _view(method) for prefix in ("iter", "view") for method in ("items", "keys", "values")},
    "six.with_metaclass": _bases,
    "six.ensure_str": _constant(STR),
    "six.ensure_text": _constant(STR),
    "six.ensure_binary": _constant(BYTES),
}
PROPERTIES: dict[str, Rule] = {
    "six.PY2": _constant(FALSE),
    "six.PY3": _constant(TRUE),
    "six.PY34": _constant(TRUE),
    "six.string_types": _one_type("builtins.str"),
    "six.integer_types": _one_type("builtins.int"),
    "six.class_types": _one_type("builtins.type"),
}
