"""Random numbers, stateful, stateless and of generators."""

from __future__ import annotations

from ...model.values import NEVER, Shape, Value, library_object
from ..protocol import Call, Rule
from .arguments import dims, dtype, for_dense, give, given, integer, is_none, operand
from .shapes import ShapeOr, broadcast, dim_at, prefixed

_R = "tensorflow.random."
_G = "tensorflow.random.Generator."


def _shape(call: Call) -> Shape:
    return dims(call, given(call, "shape"))


def _plain(call: Call) -> Value:
    """Draws of ``shape``, float32 unless ``dtype`` is given."""
    return give(call, dtype(call, "dtype", default="float32"), _shape(call))


def _uniform_full_int(call: Call) -> Value:
    return give(call, dtype(call, "dtype", default="uint64"), _shape(call))


def _with_parameters(front: str, back: str | None = None) -> Rule:
    """``shape`` in front of the broadcast shape of the parameters (gamma, Poisson)."""

    def rule(call: Call) -> Value:
        first = operand(call, front)
        second = None if back is None or is_none(given(call, back)) else operand(call, back)
        if first is None:
            return NEVER
        own: ShapeOr = first.shape if second is None else broadcast(first.shape, second.shape)
        if own is None or isinstance(own, tuple):
            return give(call, dtype(call, "dtype", default="float32"), prefixed(_shape(call), own))
        return NEVER

    return rule


def _categorical(call: Call) -> Value:
    """``num_samples`` draws for each row of ``logits``."""
    x = operand(call, "logits")
    if x is None or (x.shape is not None and len(x.shape) != 2):
        return NEVER
    shape = (dim_at(x.shape, 0), integer(given(call, "num_samples")))
    return give(call, dtype(call, "dtype", "output_dtype", default="int64"), shape, operands=[x])


def _shuffle(call: Call) -> Value:
    x = operand(call, "value")
    return NEVER if x is None else give(call, x.dtype, x.shape, operands=[x])


def _split(call: Call) -> Value:
    number = integer(given(call, "num"), 2)
    seed = operand(call, "seed")
    kind = seed.dtype if seed is not None else None
    return give(call, kind, (number, 2))


def _fold_in(call: Call) -> Value:
    seed = operand(call, "seed")
    return NEVER if seed is None else give(call, seed.dtype, (2,))


def _binomial(call: Call) -> Value:
    return give(call, dtype(call, "dtype", default="int32"), _shape(call))


def _make_seeds(call: Call) -> Value:
    return give(call, "int64", (2, integer(given(call, "count"), 1)))


def _generator(call: Call) -> Value:
    """A ``tf.random.Generator``, whatever it starts from."""
    return library_object("tensorflow.random.Generator", (), call.site())


_DENSE: dict[str, Rule] = {
    **{_R + n: _plain for n in ("uniform", "normal", "truncated_normal")},
    **{
        _R + f"stateless_{n}": _plain
        for n in ("uniform", "normal", "truncated_normal", "parameterized_truncated_normal")
    },
    _R + "gamma": _with_parameters("alpha", "beta"),
    _R + "poisson": _with_parameters("lam"),
    _R + "stateless_gamma": _plain,
    _R + "stateless_poisson": _binomial,
    _R + "stateless_binomial": _binomial,
    _R + "categorical": _categorical,
    _R + "stateless_categorical": _categorical,
    _R + "shuffle": _shuffle,
    _R + "experimental.stateless_shuffle": _shuffle,
    _R + "split": _split,
    _R + "fold_in": _fold_in,
    _G + "from_seed": _generator,
    _G + "from_state": _generator,
    _G + "from_non_deterministic_state": _generator,
    _G + "from_key_counter": _generator,
    "tensorflow.random.get_global_generator": _generator,
    _G + "uniform": _plain,
    _G + "normal": _plain,
    _G + "truncated_normal": _plain,
    _G + "uniform_full_int": _uniform_full_int,
    _G + "binomial": _binomial,
    _G + "make_seeds": _make_seeds,
}

RULES: dict[str, Rule] = for_dense(_DENSE)
