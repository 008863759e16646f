"""Progress bars: what goes through them comes out again.

After the documentation of tqdm 4 and rich 13.
"""

from __future__ import annotations

from ...model.values import INT, NONE, LibraryObject, Value, const, library_object, range_of, unknown
from ..protocol import Call, Rule

_BAR = "tqdm.tqdm"
_ITERABLE = "iterable"


def _bar(call: Call) -> Value:
    """``tqdm(iterable)``: an object that is iterated like what it gets."""
    given = dict(call.keywords())
    iterable = given.get(_ITERABLE) or (call.positional()[0] if call.positional() else NONE)
    return library_object(_BAR, ((_ITERABLE, iterable),), call.site())


def _range_bar(call: Call) -> Value:
    """``trange(...)``: ``tqdm(range(...))``."""
    given = list(call.positional())
    if len(given) == 1:
        given = [const(0), given[0]]
    start, stop, step = [*given, const(1)][:3] if len(given) > 1 else (INT, INT, INT)
    return library_object(_BAR, ((_ITERABLE, range_of(start, stop, step)),), call.site())


def _content(call: Call) -> Value:
    found = call.receiver.get(_ITERABLE) if isinstance(call.receiver, LibraryObject) else None
    return unknown("iteration of a progress bar") if found is None else found


def _itself(call: Call) -> Value:
    return call.receiver or unknown("progress bar")


def _same(call: Call) -> Value:
    return call.positional()[0] if call.positional() else unknown("iterable of a progress bar")


RULES: dict[str, Rule] = {
    _BAR: _bar,
    "tqdm.trange": _range_bar,
    f"{_BAR}.__iter__": _content,
    f"{_BAR}.__enter__": _itself,
    **dict.fromkeys(("rich.progress.track", "progressbar.progressbar", "alive_progress.alive_it"), _same),
}
