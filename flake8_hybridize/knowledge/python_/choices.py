"""What ``random`` picks out of a sequence.

After the documentation of Python 3.13.
"""

from __future__ import annotations

from ...model.values import NEVER, Const, Value, const, union, unknown
from ..protocol import Call, Rule

_APART = 16
"""Lists that are drawn keep their length up to this one."""


def _content(call: Call, name: str) -> Value | None:
    value = call.arg(name)
    if value is None and call.positional():
        value = call.positional()[0]
    items = None if value is None else call.structure(value)
    if items is None:
        return None
    found = items.keys if items.keys is not None else items.known
    return union([*found, *((items.rest,) if items.rest is not None else ())])


def _choice(call: Call) -> Value:
    each = _content(call, "seq")
    return unknown("choice of something that is no sequence") if each is None else each


def _several(default: int | None) -> Rule:
    def rule(call: Call) -> Value:
        each = _content(call, "population")
        if each is None:
            return unknown("sample of something that is no sequence")
        count = call.arg("k") or (None if default is None else const(default))
        if isinstance(count, Const) and type(count.value) is int and 0 <= count.value <= _APART and each is not NEVER:
            return call.new_list([each] * count.value)
        return call.new_list([], each)

    return rule


RULES: dict[str, Rule] = {
    name: rule
    for prefix in ("random.", "random.Random.")
    for name, rule in (
        (prefix + "choice", _choice),
        (prefix + "sample", _several(None)),
        (prefix + "choices", _several(1)),
    )
}
