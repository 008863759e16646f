"""The variables of the program's own layers, models and modules, in TensorFlow's order.

Observed with TensorFlow 2.21 and Keras 3. A layer or model of Keras lists the weights that it added itself, then those
of the layers among its attributes in the order of their assignment, lists and dicts in the order of their items; what
is no layer (a ``tf.Variable``, an optimizer, a function) is left out. A ``tf.Module`` lists the variables among its
attributes in the order of the attributes' names (dicts by key), then those of the modules found in the same way;
Keras layers are left out.

Unknown where an attribute may hold several things, where a list of unknown length may hold layers, where one object
stands for several, and where a variable may be one that is not trained.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from ...model.values import NEVER, Const, LibraryObject, Tensor, Union, Unknown, Value, atoms
from ..names import is_subclass
from ..protocol import Call

LAYER = "keras.layers.Layer"
FROZEN = "variables that are not trained"
Inner = Callable[[Call, Value, bool | None], tuple[list[Value], bool] | None]


class _OpenError(Exception):
    """The variables cannot be told."""


def keras_weights(call: Call, model: Value, trainable: bool | None, inner: Inner) -> list[Value] | None:
    """The weights of an instance of a Keras class of the program; ``inner`` gives those of library layers."""
    try:
        return _keras(call, model, trainable, inner, {})
    except _OpenError:
        return None


def _keras(call: Call, model: Value, trainable: bool | None, inner: Inner, seen: dict[Value, None]) -> list[Value]:
    fields = call.fields(model)
    if fields is None:
        if not isinstance(model, LibraryObject):
            raise _OpenError
        found = inner(call, model, trainable)
        if found is None or not found[1]:
            raise _OpenError
        return found[0]
    trained, constant = call.recall(model, "own weights"), call.recall(model, "own constants")
    own: list[Value] = []
    rest: list[Value] = []
    for _, value in fields:
        for leaf in _leaves(call, value, by_key=False):
            if isinstance(leaf, Tensor) and leaf.kind == "variable":
                frozen = leaf in atoms(constant)
                if leaf not in atoms(trained) and not frozen:
                    continue
                if frozen and leaf in atoms(trained) and trainable is not None:
                    raise _OpenError
                if trainable is None or trainable is not frozen:
                    own.append(leaf)
            elif _is_layer(call, leaf):
                if leaf in seen:
                    raise _OpenError
                seen[leaf] = None
                rest.extend(_keras(call, leaf, trainable, inner, seen))
    count = sum(len(atoms(v)) for v in (trained, constant) if v is not NEVER and trainable is None)
    if trainable is None and count > len(own):
        raise _OpenError
    return [*own, *rest]


def module_variables(call: Call, module: Value, trainable: bool | None) -> list[Value] | None:
    """The variables of an instance of a ``tf.Module`` of the program."""
    try:
        return _module(call, module, trainable, {})
    except _OpenError:
        return None


def _module(call: Call, module: Value, trainable: bool | None, seen: dict[Value, None]) -> list[Value]:
    fields = call.fields(module)
    if fields is None or module in seen:
        raise _OpenError
    seen[module] = None
    found: list[Value] = []
    inner: list[Value] = []
    for _, value in sorted(fields, key=lambda field: field[0]):
        for leaf in _leaves(call, value, by_key=True):
            if isinstance(leaf, Tensor) and leaf.kind == "variable":
                found.append(leaf)
            elif (
                call.fields(leaf) is not None
                and not _is_layer(call, leaf)
                and call.is_instance(leaf, "tensorflow.Module")
            ):
                inner.append(leaf)
    if trainable is not None:
        frozen = {v for v in found if any(v in atoms(call.recall(by, FROZEN)) for by in (module, v))}
        if any(found.count(v) > 1 for v in frozen):
            raise _OpenError
        found = [v for v in found if trainable is not (v in frozen)]
    return [*found, *(v for m in inner for v in _module(call, m, trainable, seen))]


def _is_layer(call: Call, value: Value) -> bool:
    if isinstance(value, LibraryObject):
        return is_subclass(value.cls, LAYER) and not is_subclass(value.cls, "keras.metrics.Metric")
    return call.fields(value) is not None and call.is_instance(value, LAYER)


def _leaves(call: Call, value: Value, *, by_key: bool, depth: int = 5) -> Iterator[Value]:
    if isinstance(value, Union):
        if all(isinstance(a, Const) for a in value.members):
            return
        if not all(isinstance(a, Tensor) and a.kind != "variable" for a in value.members):
            raise _OpenError
        return
    if isinstance(value, Unknown) or value is NEVER or depth == 0:
        raise _OpenError
    items = call.items(value)
    if items is None:
        yield value
        return
    if items.rest is not None and not _is_plain(items.rest):
        raise _OpenError
    known = items.known
    if items.keys is not None and by_key:
        names = [str(key.value) if isinstance(key, Const) else "" for key in items.keys]
        known = tuple(item for _, item in sorted(zip(names, known, strict=True), key=lambda pair: pair[0]))
    for item in known:
        yield from _leaves(call, item, by_key=by_key, depth=depth - 1)


def _is_plain(value: Value) -> bool:
    return isinstance(value, Const) or (isinstance(value, Tensor) and value.kind == "tensor")
