"""One parameter: what was seen against what is claimed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from .recording import TENSOR_KINDS, ParameterSeen, Seen, holds_tensor
from .shapes import admits, join


@dataclass(slots=True)
class Assessment:
    """How the claims about a parameter (or a place in a container) compare with what was seen.

    ``kind_right``: every kind of tensor seen is claimed and nothing is left unknown; ``kind_exact``: no other either.
    ``dtype_right`` and ``dtype_exact`` likewise. ``shape_sound``: each shape seen is admitted by a claimed one;
    ``shape_exact``: the claimed shapes are those seen, or their join. ``contradictions``: claims that exclude
    what was seen, each with its place in the parameter.
    """

    kind_right: bool = True
    kind_exact: bool = True
    dtype_right: bool = True
    dtype_exact: bool = True
    shape_sound: bool = True
    shape_exact: bool = True
    contradictions: list[str] = field(default_factory=list)

    def score(self) -> tuple[int, ...]:
        """For choosing the better of two views."""
        return (
            -len(self.contradictions),
            self.shape_sound,
            self.kind_right + self.dtype_right + self.shape_exact,
            self.kind_exact + self.dtype_exact,
        )

    def include(self, other: Assessment) -> None:
        """Both must hold."""
        self.kind_right &= other.kind_right
        self.kind_exact &= other.kind_exact
        self.dtype_right &= other.dtype_right
        self.dtype_exact &= other.dtype_exact
        self.shape_sound &= other.shape_sound
        self.shape_exact &= other.shape_exact
        self.contradictions.extend(other.contradictions)


def assess(parameter: ParameterSeen, claimed: tuple[Seen, ...]) -> Assessment:
    """The claims about a parameter that received a tensor.

    For a compiled function, what its body gets (NumPy arrays turned into tensors, relaxed shapes) and what callers
    pass are both good answers: the better view counts.
    """
    views = [view for view in (parameter.types, parameter.passed) if view and any(map(holds_tensor, view))]
    return max((_assess(view, claimed, "") for view in views), key=Assessment.score)


def receives_tensor(parameter: ParameterSeen) -> bool:
    """True if a tensor arrived, for callers or for the body."""
    return any(map(holds_tensor, (*parameter.types, *(parameter.passed or ()))))


def _assess(seen: Iterable[Seen], claimed: tuple[Seen, ...], path: str) -> Assessment:
    result = Assessment()
    tensors = [one for one in seen if one.kind in TENSOR_KINDS]
    if tensors:
        result.include(_assess_tensors(tensors, claimed, path))
    groups: dict[tuple[object, ...], list[Seen]] = {}
    for one in seen:
        if one.kind not in TENSOR_KINDS and holds_tensor(one):
            groups.setdefault(_structure(one), []).append(one)
    for group in groups.values():
        result.include(_assess_containers(group, claimed, path))
    return result


def _structure(one: Seen) -> tuple[object, ...]:
    keys = None if one.fields is None else tuple(key for key, _ in one.fields)
    return one.kind, one.repeated, None if one.elements is None or one.repeated else len(one.elements), keys


def _nothing_known(claimed: tuple[Seen, ...]) -> bool:
    return any(claim.kind == "unknown" for claim in claimed)


def _assess_tensors(seen: list[Seen], claimed: tuple[Seen, ...], path: str) -> Assessment:
    open_ = _nothing_known(claimed)
    tensors = [claim for claim in claimed if claim.kind in TENSOR_KINDS]
    result = Assessment()
    if not claimed:
        return Assessment(False, False, False, False, False, False)

    kinds, claimed_kinds = {one.kind for one in seen}, {claim.kind for claim in tensors}
    result.kind_right = not open_ and kinds <= claimed_kinds
    result.kind_exact = not open_ and kinds == claimed_kinds
    if not open_ and not kinds <= claimed_kinds:
        result.contradictions.append(
            f"{path or 'kind'}: {_words(kinds)} arrives, claimed {_words(c.kind for c in claimed)}"
        )

    dtypes, claimed_dtypes = {one.dtype for one in seen}, {claim.dtype for claim in tensors}
    known = not open_ and None not in claimed_dtypes
    result.dtype_right = known and dtypes <= claimed_dtypes
    result.dtype_exact = known and dtypes == claimed_dtypes
    if known and tensors and not dtypes <= claimed_dtypes:
        result.contradictions.append(f"{path or 'dtype'}: {_words(dtypes)} arrives, claimed {_words(claimed_dtypes)}")

    shapes, claimed_shapes = {one.shape for one in seen}, {claim.shape for claim in tensors}
    refused = [shape for shape in shapes if not any(admits(claim, shape) for claim in claimed_shapes)]
    result.shape_sound = open_ or not refused
    result.shape_exact = not open_ and (shapes == claimed_shapes or claimed_shapes == {join(shapes)})
    if not result.shape_sound and tensors:
        result.contradictions.append(f"{path or 'shape'}: {_words(refused)} arrives, claimed {_words(claimed_shapes)}")
    return result


def _assess_containers(seen: list[Seen], claimed: tuple[Seen, ...], path: str) -> Assessment:
    first = seen[0]
    same_kind = [claim for claim in claimed if claim.kind == first.kind]
    if not same_kind:
        open_ = _nothing_known(claimed)
        text = [] if open_ or not claimed else [f"{path or 'kind'}: {first.kind} arrives, claimed {_kinds(claimed)}"]
        return Assessment(False, False, False, False, open_, False, text)
    result = Assessment()
    for key, values in _places(seen):
        claims: list[Seen] = []
        for claim in same_kind:
            claims.extend(_element(claim, key, first))
        if _nothing_known(claimed):
            claims.append(Seen("unknown"))
        if not claims:
            if any(map(holds_tensor, values)):
                result.contradictions.append(f"{path}{_step(key)}: arrives, but no claimed {first.kind} has it")
        result.include(_assess(values, tuple(dict.fromkeys(claims)), path + _step(key)))
    return result


_ANY = object()


def _places(seen: list[Seen]) -> list[tuple[object, list[Seen]]]:
    """The places of containers of one structure, each with all that was seen there."""
    first = seen[0]
    if first.fields is not None:
        return [(key, [dict(one.fields or ())[key] for one in seen]) for key, _ in first.fields]
    if first.repeated:
        return [(_ANY, [element for one in seen for element in one.elements or ()])]
    count = len(first.elements or ())
    return [(position, [(one.elements or ())[position] for one in seen]) for position in range(count)]


def _element(claim: Seen, key: object, like: Seen) -> list[Seen]:
    """What ``claim`` says of the place ``key`` in a container with the structure of ``like``.

    The key ``*`` of a dict stands for keys that are not known.
    """
    if claim.fields is not None:
        return [element for name, element in claim.fields if name in (key, "*")]
    if claim.elements is None:
        return [Seen("unknown")]
    if claim.repeated or key is _ANY:
        return list(claim.elements) or ([Seen("unknown")] if claim.repeated else [])
    if len(claim.elements) != len(like.elements or ()) or not isinstance(key, int):
        return []
    return [claim.elements[key]]


def _step(key: object) -> str:
    return "[…]" if key is _ANY else f"[{key!r}]"


def _kinds(claimed: Iterable[Seen]) -> str:
    return _words(claim.kind for claim in claimed)


def _words(values: Iterable[object]) -> str:
    return " | ".join(sorted({shape_text(v) if isinstance(v, tuple) else str(v) for v in values})) or "nothing"


def shape_text(shape: object) -> str:
    """``(None, 3)`` as ``[?, 3]``."""
    if not isinstance(shape, tuple):
        return "[…]"
    return "[" + ", ".join("?" if d is None else str(d) for d in shape) + "]"


def type_text(seen: Seen) -> str:
    """A type on one line: ``float32 tensor [?, 3]``, ``list(…)``."""
    if seen.elements is not None:
        inner = ", ".join(map(type_text, seen.elements)) + (", …" if seen.repeated else "")
        return f"{seen.kind}({inner})"
    if seen.fields is not None:
        return seen.kind + "{" + ", ".join(f"{key}: {type_text(value)}" for key, value in seen.fields) + "}"
    if seen.kind in TENSOR_KINDS or seen.kind == "ndarray":
        return f"{seen.kind} {seen.dtype or '?'}{shape_text(seen.shape)}"
    return seen.kind
