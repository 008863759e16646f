"""Distributions of TensorFlow Probability: what their methods give, by batch and event shapes.

Observed with TensorFlow Probability 0.25. A distribution that is not listed is left to the coarse tables.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from ...model.values import LibraryObject, Shape, Value, tensor, unknown
from ..protocol import Call, Rule
from .arguments import dims, dtype_of, given, integer, is_none
from .convert import Operand, as_tensor
from .shapes import INCOMPATIBLE, broadcast, prefixed

_D = "tensorflow_probability.distributions."
_BASE = _D + "Distribution."


@dataclass(frozen=True, slots=True)
class Family:
    """``parameters`` with the number of dimensions that each uses up; ``event`` is the rank of one sample, of the
    last dimensions of the first given parameter; ``whole`` says that samples are ints unless ``dtype`` was given."""

    parameters: tuple[tuple[str, int], ...]
    event: int = 0
    whole: bool = False


def _scalars(*names: str) -> Family:
    return Family(tuple((name, 0) for name in names))


FAMILIES: dict[str, Family] = {
    "Normal": _scalars("loc", "scale"),
    "LogNormal": _scalars("loc", "scale"),
    "Laplace": _scalars("loc", "scale"),
    "Logistic": _scalars("loc", "scale"),
    "Cauchy": _scalars("loc", "scale"),
    "Gumbel": _scalars("loc", "scale"),
    "HalfNormal": _scalars("scale"),
    "HalfCauchy": _scalars("loc", "scale"),
    "StudentT": _scalars("df", "loc", "scale"),
    "TruncatedNormal": _scalars("loc", "scale", "low", "high"),
    "Uniform": _scalars("low", "high"),
    "Beta": _scalars("concentration1", "concentration0"),
    "Gamma": _scalars("concentration", "rate", "log_rate"),
    "InverseGamma": _scalars("concentration", "scale"),
    "Exponential": _scalars("rate"),
    "Poisson": _scalars("rate", "log_rate"),
    "Bernoulli": Family((("logits", 0), ("probs", 0)), 0, whole=True),
    "Categorical": Family((("logits", 1), ("probs", 1)), 0, whole=True),
    "OneHotCategorical": Family((("logits", 1), ("probs", 1)), 1, whole=True),
    "RelaxedOneHotCategorical": Family((("logits", 1), ("probs", 1)), 1),
    "Dirichlet": Family((("concentration", 1),), 1),
    "MultivariateNormalDiag": Family((("loc", 1), ("scale_diag", 1)), 1),
    "MultivariateNormalTriL": Family((("loc", 1), ("scale_tril", 2)), 1),
    "MultivariateNormalFullCovariance": Family((("loc", 1), ("covariance_matrix", 2)), 1),
}


@dataclass(frozen=True, slots=True)
class Described:
    """``dtype`` is that of samples, ``real`` that of densities and moments."""

    batch: Shape
    event: Shape
    dtype: str | None
    real: str | None


def describe(call: Call, value: Value | None) -> Described | None:
    """What is known of a distribution; ``None`` if it is none of those listed."""
    if not isinstance(value, LibraryObject) or not value.cls.startswith(_D):
        return None
    name = value.cls.removeprefix(_D)
    if name == "Independent":
        return _independent(call, value)
    if name == "MixtureSameFamily":
        inner = describe(call, value.get("components_distribution"))
        if inner is None or not inner.batch:
            return None
        return Described(inner.batch[:-1], inner.event, inner.dtype, inner.real)
    family = FAMILIES.get(name)
    return None if family is None else _of_family(call, value, family)


def _of_family(call: Call, value: LibraryObject, family: Family) -> Described | None:
    found: list[tuple[Operand, int]] = []
    for name, used in family.parameters:
        given_value = value.get(name)
        if given_value is None or is_none(given_value):
            continue
        x = as_tensor(call, given_value)
        if x is None or not x.dense:
            return None
        found.append((x, used))
    if not found:
        return None
    batch: object = ()
    for x, used in found:
        part = None if x.shape is None else x.shape[: len(x.shape) - used] if used else x.shape
        batch = broadcast(batch, part) if batch is not INCOMPATIBLE else INCOMPATIBLE  # type: ignore[arg-type]
    if batch is INCOMPATIBLE:
        return None
    event: Shape = ()
    if family.event:
        known = [x.shape[-1] for x, _ in found if x.shape]
        event = (next((d for d in known if d is not None), None),)
    real = _dtype([x for x, _ in found])
    asked = value.get("dtype")
    whole = "int32" if asked is None or is_none(asked) else dtype_of(asked)
    return Described(batch, event, whole if family.whole else real, real)  # type: ignore[arg-type]


def _dtype(found: list[Operand]) -> str | None:
    """That of the tensors and arrays among the parameters; ``float32`` for numbers."""
    strong = [x.dtype for x in found if x.origin != "python"]
    if not strong:
        return "float32"
    return strong[0] if len(set(strong)) == 1 else None


def _independent(call: Call, value: LibraryObject) -> Described | None:
    inner = describe(call, value.get("distribution"))
    count = value.get("reinterpreted_batch_ndims")
    if inner is None or inner.batch is None or inner.event is None:
        return None
    moved = len(inner.batch) - 1 if count is None or is_none(count) else integer(count)
    if moved is None or not 0 <= moved <= len(inner.batch):
        return None
    cut = len(inner.batch) - moved
    return Described(inner.batch[:cut], (*inner.batch[cut:], *inner.event), inner.dtype, inner.real)


def _rule(make: Callable[[Call, Described], Value]) -> Rule:
    def rule(call: Call) -> Value:
        own = describe(call, call.receiver)
        return tensor(symbolic=call.graph) if own is None else make(call, own)

    return rule


def _sample(call: Call, own: Described) -> Value:
    wanted = given(call, "sample_shape")
    first: Shape = () if wanted is None else dims(call, wanted)
    return tensor(own.dtype, prefixed(first, prefixed(own.batch, own.event)), symbolic=call.graph)


def _density(call: Call, own: Described) -> Value:
    x = as_tensor(call, given(call, "value") or unknown())
    if x is None or x.shape is None or own.event is None or len(x.shape) < len(own.event):
        return tensor(own.real, None, symbolic=call.graph)
    shape = broadcast(x.shape[: len(x.shape) - len(own.event)], own.batch)
    return tensor(own.real, None if shape is INCOMPATIBLE else shape, symbolic=call.graph)


def _moment(call: Call, own: Described) -> Value:
    return tensor(own.real, prefixed(own.batch, own.event), symbolic=call.graph)


def _mode(call: Call, own: Described) -> Value:
    return tensor(own.dtype, prefixed(own.batch, own.event), symbolic=call.graph)


def _entropy(call: Call, own: Described) -> Value:
    return tensor(own.real, own.batch, symbolic=call.graph)


def _covariance(call: Call, own: Described) -> Value:
    return tensor(own.real, prefixed(own.batch, prefixed(own.event, own.event)), symbolic=call.graph)


def _divergence(call: Call) -> Value:
    """``kl_divergence(a, b)``, as a function and as a method."""
    first = call.receiver or given(call, "distribution_a")
    a, b = describe(call, first), describe(call, given(call, "distribution_b", "other"))
    if a is None or b is None:
        return tensor(symbolic=call.graph)
    shape = broadcast(a.batch, b.batch)
    return tensor(a.real, None if shape is INCOMPATIBLE else shape, symbolic=call.graph)


_METHODS = {
    "sample": _sample,
    **dict.fromkeys(("log_prob", "prob", "cdf", "log_cdf", "survival_function", "quantile"), _density),
    **dict.fromkeys(("mean", "stddev", "variance"), _moment),
    "mode": _mode,
    "entropy": _entropy,
    "covariance": _covariance,
}
RULES: dict[str, Rule] = {
    **{_BASE + name: _rule(make) for name, make in _METHODS.items()},
    _BASE + "kl_divergence": _divergence,
    _D + "kl_divergence": _divergence,
}
