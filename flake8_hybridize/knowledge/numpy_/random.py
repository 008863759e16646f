"""Random numbers of NumPy: the module's functions, ``RandomState`` and ``Generator``."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from ...model import values
from ...model.values import NEVER, Const, Shape, Value
from ..protocol import Call, Rule
from ..tensorflow import arguments, shapes
from ..tensorflow.shapes import INCOMPATIBLE
from .arrays import as_array
from .reading import array_at, at, dims_at, dtype_at, given

_GENERATOR: Final = "numpy.random.Generator."


def _sized(call: Call, dtype: str | None, size_at: int, parameters: int, scalar: Value) -> Value:
    """Numbers of the ``size`` given; without one as many as the parameters, a Python number if these are numbers."""
    value = at(call, size_at, "size")
    if value is not None:
        return given(dtype, dims_at(call, size_at, "size"), scalar=False)
    shape: Shape = ()
    for index in range(parameters):
        given_value = at(call, index)
        if given_value is None:
            continue
        found = shapes.broadcast(shape, array_at(call, index).shape)
        if found is INCOMPATIBLE:
            return NEVER
        shape = found
    if any(name in dict(call.keywords()) for name in ("loc", "scale", "low", "high", "lam", "p", "n", "a", "b")):
        for name in ("loc", "scale", "low", "high", "lam", "p", "n", "a", "b"):
            keyword = dict(call.keywords()).get(name)
            array = as_array(keyword, call) if keyword is not None else values.array(None, ())
            found = shapes.broadcast(shape, None if array is None else array.shape)
            shape = None if found is INCOMPATIBLE else found
    return scalar if shape == () else given(dtype, shape)


def _distribution(size_at: int, dtype: str = "float64") -> Rule:
    python: Value = values.FLOAT if dtype == "float64" else values.INT

    def rule(call: Call) -> Value:
        """A distribution with parameters before ``size``."""
        return _sized(call, dtype, size_at, size_at, python)

    return rule


def _spread(call: Call) -> Value:
    """``rand``, ``randn``: dimensions one by one, without any a Python float."""
    found = call.positional()
    if not found:
        return values.FLOAT
    return given("float64", tuple(arguments.integer(value) for value in found), scalar=False)


def _randint(call: Call) -> Value:
    """``randint``, ``integers``: ``int64`` unless told otherwise; a Python int without a size."""
    named = at(call, 3, "dtype")
    dtype = dtype_at(call, 3, "int64")
    generator = call.name.startswith(_GENERATOR)
    scalar: Value = values.INT
    if generator or named is not None:
        scalar = values.array(dtype, (), scalar=True)
    if named is not None and not generator:
        scalar = values.unknown("a number of Python or NumPy")
    return _sized(call, dtype, 2, 2, scalar)


def _standard(call: Call) -> Value:
    """``Generator.random`` and standard distributions: ``size``, then ``dtype``."""
    dtype = dtype_at(call, 1, "float64")
    if at(call, 0, "size") is None:
        return values.FLOAT
    return given(dtype, dims_at(call, 0, "size"), scalar=False)


def _choice(call: Call) -> Value:
    """``choice``: elements of a vector, or of ``arange`` for an integer."""
    source = at(call, 0, "a")
    array = array_at(call, 0, "a")
    size = at(call, 1, "size")
    number = array.shape == ()
    dtype = ("int64" if array.dtype == "int64" else None) if number else array.dtype
    if array.shape is None or (len(array.shape) > 1 and not call.name.startswith(_GENERATOR)):
        return values.array(dtype, None if size is None else dims_at(call, 1, "size"))
    rest = () if number else array.shape[1:]
    if size is None:
        if number and isinstance(source, (Const, values.Prim)):
            return values.INT if not call.name.startswith(_GENERATOR) else values.array("int64", (), scalar=True)
        return given(dtype, rest)
    dims = dims_at(call, 1, "size")
    if len(rest) and at(call, 4, "axis") is not None:
        return values.array(dtype, None)
    return given(dtype, None if dims is None else (*dims, *rest), scalar=False)


def _permutation(call: Call) -> Value:
    """``permutation``: of the rows, or of ``arange`` for an integer."""
    source = at(call, 0, "x")
    array = array_at(call, 0, "x")
    if array.shape == ():
        return values.array("int64", (arguments.integer(source),))
    return values.array(array.dtype, array.shape)


def _none(call: Call) -> Value:
    """``shuffle``, ``seed``: nothing comes back."""
    return values.NONE


def _multivariate(call: Call) -> Value:
    """``multivariate_normal``: vectors as long as the mean."""
    mean = array_at(call, 0, "mean").shape
    size = at(call, 2, "size")
    dims: Shape = () if size is None else dims_at(call, 2, "size")
    return given("float64", shapes.prefixed(dims, mean), scalar=False)


def _state(name: str) -> Rule:
    def rule(call: Call) -> Value:
        """A source of random numbers."""
        return values.library_object(f"numpy.random.{name}", (), call.site())

    return rule


def _bytes(call: Call) -> Value:
    """``bytes``."""
    return values.BYTES


# Position of ``size`` behind the parameters of the distribution.
_FLOATS: Final = {
    **dict.fromkeys(("uniform", "normal", "laplace", "logistic", "gumbel", "lognormal"), 2),
    **dict.fromkeys(("beta", "f", "wald", "vonmises"), 2),
    **dict.fromkeys(("exponential", "rayleigh", "chisquare", "standard_gamma", "standard_t", "weibull", "power"), 1),
    **dict.fromkeys(("pareto",), 1),
    **dict.fromkeys(("gamma",), 2),
    **dict.fromkeys(("triangular",), 3),
    **dict.fromkeys(("random_sample", "standard_normal", "standard_exponential", "standard_cauchy"), 0),
    **dict.fromkeys(("random", "sample", "ranf"), 0),
}
_INTEGERS: Final = {"poisson": 1, "binomial": 2, "geometric": 1, "negative_binomial": 2}
_LEGACY: Final[dict[str, Callable[[Call], Value]]] = {
    **{name: _distribution(position) for name, position in _FLOATS.items()},
    **{name: _distribution(position, "int64") for name, position in _INTEGERS.items()},
    "rand": _spread,
    "randn": _spread,
    "randint": _randint,
    "choice": _choice,
    "permutation": _permutation,
    "shuffle": _none,
    "seed": _none,
    "multivariate_normal": _multivariate,
    "bytes": _bytes,
}
_ONLY_LEGACY: Final = ("rand", "randn", "randint", "seed", "sample", "ranf", "random_sample", "bytes")
_MODERN: Final[dict[str, Callable[[Call], Value]]] = {
    **{name: rule for name, rule in _LEGACY.items() if name not in _ONLY_LEGACY},
    "integers": _randint,
    "random": _standard,
    "standard_normal": _standard,
    "standard_exponential": _standard,
    "permuted": _permutation,
}
RULES: Final[dict[str, Rule]] = {
    **{f"numpy.random.{name}": rule for name, rule in _LEGACY.items()},
    **{f"numpy.random.RandomState.{name}": rule for name, rule in _LEGACY.items() if name not in ("sample", "ranf")},
    **{_GENERATOR + name: rule for name, rule in _MODERN.items()},
    "numpy.random.default_rng": _state("Generator"),
    "numpy.random.RandomState": _state("RandomState"),
}
