"""What HYB101 and HYB102 share: which functions would gain from ``tf.function``, and the fix that adds it."""

from __future__ import annotations

from collections.abc import Iterator

from ..model.facts import FunctionFacts, ProgramFacts
from ..model.findings import SAFE, UNSAFE, Fix
from ..model.source import Sources
from .edits import decorate
from .shapes import can_relax

_Key = tuple[str, str]


def outermost(facts: ProgramFacts, *, assumed: bool) -> Iterator[FunctionFacts]:
    """The functions to hybridize that no other function to hybridize covers.

    ``assumed`` picks those that rest on assumptions, else those that are proven. What is proven is never left to the
    cover of something that is only assumed, nor what is safe to the cover of something that is not.
    """
    chosen = [f for f in facts.functions if _qualifies(f)]
    safe = [f for f in chosen if not f.assumptions and f.random_order is None]
    proven = [f for f in chosen if not f.assumptions]
    by_safe, by_proven = (_run_from(facts, {(f.file, f.name) for f in roots}) for roots in (safe, proven))
    if assumed:
        covered = _run_from(facts, {(f.file, f.name) for f in chosen})
        yield from (f for f in chosen if f.assumptions and not _is_covered(f, covered))
    else:
        yield from (f for f in proven if not _is_covered(f, by_safe if f.random_order is None else by_proven))


def addition(function: FunctionFacts, facts: ProgramFacts, sources: Sources) -> Fix | None:
    """The fix that adds the decorator; ``None`` where the text does not allow it."""
    arguments = []
    if facts.input_signatures and function.input_signature:
        arguments.append(f"input_signature={function.input_signature}")
    elif can_relax(function, facts, sources):
        arguments.append("reduce_retracing=True")
    change = decorate(function, sources, ", ".join(arguments))
    if change is None:
        return None
    safe = change.safe and not function.assumptions and function.random_order is None
    return Fix(SAFE if safe else UNSAFE, f"Decorate {function.name}() with @tf.function", change.edits)


def tensor_source(function: FunctionFacts) -> str:
    """Which parameter is a tensor and from where, in words."""
    name = next((p.name for p in function.parameters if p.tensor.value), None)
    place = next((p.tensor.place for p in function.parameters if p.tensor.value and p.tensor.place is not None), None)
    place = place or function.tensor_parameter.place
    subject = "it gets tensors" if name is None else f"{name!r} is a tensor"
    return f"{subject} ({place})" if place is not None else subject


def _qualifies(function: FunctionFacts) -> bool:
    return function.hybrid is None and function.decision == "hybridize"


def _run_from(facts: ProgramFacts, roots: set[_Key]) -> set[_Key]:
    """The functions that run only when one of ``roots`` (or code that is traced already) calls them; ``roots`` too."""
    functions: dict[_Key, list[FunctionFacts]] = {}
    called_by: dict[_Key, set[_Key]] = {}
    for function in facts.functions:
        key = (function.file, function.name)
        functions.setdefault(key, []).append(function)
        for site in function.call_sites:
            called_by.setdefault((site.place.file, site.caller), set()).add(key)
    inside = {key for key, same in functions.items() if key in roots or all(f.call_sites for f in same)}
    waiting = list(inside)
    while waiting:
        key = waiting.pop()
        if key in inside and key not in roots and not all(_is_covered(f, inside) for f in functions[key]):
            inside.discard(key)
            waiting.extend(called_by.get(key, ()))
    return inside


def _is_covered(function: FunctionFacts, covered: set[_Key]) -> bool:
    sites = function.call_sites
    return bool(sites) and all(
        (site.place.file, site.caller) in covered or (site.traced and not site.eager) for site in sites
    )
