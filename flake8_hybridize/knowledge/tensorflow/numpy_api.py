"""``tf.experimental.numpy``: the functions of NumPy, with tensors for arrays.

Types are promoted as in NumPy, so that the rules of NumPy answer. Observed with TensorFlow 2.21 (without
``experimental_enable_numpy_behavior``): numbers become 64 bits wide like there.
"""

from __future__ import annotations

from ...model.values import Array, Tuple, Value, atoms, named_tuple, tensor, tuple_of, union
from ..numpy_ import arrays, constructors, elementwise, joining, linear, random, reductions, shaping
from ..protocol import Call, Rule

_PREFIX = "tensorflow.experimental.numpy."
_WANTED = """
    abs absolute add all amax amin any arange arctan arctan2 argmax argmin argsort around array asarray atleast_1d
    atleast_2d average broadcast_to ceil clip concatenate copy cos cosh cross cumprod cumsum deg2rad diag diagonal diff
    divide dot dstack empty empty_like equal exp expand_dims expm1 eye flip fliplr flipud floor floor_divide full
    full_like greater greater_equal hstack identity inner isfinite isinf isnan kron less less_equal linspace log log10
    log1p log2 logaddexp logical_and logical_not logical_or matmul max maximum mean meshgrid min minimum mod moveaxis
    multiply ndim negative nonzero not_equal ones ones_like outer pad power prod ravel reciprocal remainder repeat
    reshape roll round sign sin sinh sort split sqrt square squeeze stack std subtract sum swapaxes take tan tanh
    tensordot tile trace transpose tri tril triu true_divide var vstack where zeros zeros_like
    random.rand random.randn random.randint random.uniform random.standard_normal"""


def _tensor(value: Value, call: Call) -> Value:
    return union(_atom(atom, call) for atom in atoms(value))


def _atom(value: Value, call: Call) -> Value:
    if isinstance(value, Array):
        return tensor(value.dtype, value.shape, content=value.content, symbolic=call.graph)
    if isinstance(value, Tuple) and value.names is not None:
        return named_tuple(value.type_name or "", value.names, [_tensor(item, call) for item in value.items])
    if isinstance(value, Tuple):
        rest = None if value.rest is None else _tensor(value.rest, call)
        return tuple_of([_tensor(item, call) for item in value.items], rest)
    items = call.items(value)
    if items is not None and items.keys is None and items.mutable:
        rest = None if items.rest is None else _tensor(items.rest, call)
        return call.new_list([_tensor(item, call) for item in items.known], rest, "tensors")
    return value


def _wrapped(rule: Rule) -> Rule:
    def wrapped(call: Call) -> Value:
        made = _tensor(rule(call), call)
        if call.name == _PREFIX + "meshgrid" and isinstance(made, Tuple):
            return call.new_list(made.items, made.rest)
        return made

    wrapped.__doc__ = rule.__doc__
    return wrapped


def _rules() -> dict[str, Rule]:
    found: dict[str, Rule] = {}
    wanted = frozenset(_WANTED.split())
    for module in (arrays, constructors, elementwise, joining, linear, random, reductions, shaping):
        for name, rule in getattr(module, "RULES", {}).items():
            plain = name.removeprefix("numpy.")
            if plain in wanted:
                found[_PREFIX + plain] = _wrapped(rule)
    return found


RULES: dict[str, Rule] = _rules()
