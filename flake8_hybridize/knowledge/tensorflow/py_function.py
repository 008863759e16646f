"""``tf.py_function`` and ``tf.numpy_function``: Python code behind an op."""

from __future__ import annotations

from ...model.values import NEVER, LibraryObject, Unknown, Value, array, atoms, tensor, unknown
from ..protocol import Call, Rule
from .arguments import dims, dtype_of, given, is_none, sequence
from .convert import as_tensor
from .nest import content

# The function runs as plain Python, whatever the context.
_EAGERLY = "eager"


def _arguments(call: Call, *, arrays: bool) -> list[Value]:
    items = sequence(call, given(call, "inp"))
    found: list[Value] = []
    for item in () if items is None else items.known:
        x = as_tensor(call, item)
        if x is None:
            found.append(unknown("an argument that is no tensor"))
        elif arrays:
            found.append(array(x.dtype, x.shape, scalar=x.shape == ()))
        else:
            found.append(tensor(x.dtype, x.shape))
    return found


def _rule(*, arrays: bool, bare_single: bool) -> Rule:
    """Results have the dtypes of ``Tout``; their shapes are known only where the call is eager."""

    def rule(call: Call) -> Value:
        function, out = given(call, "func"), given(call, "Tout")
        got: Value = unknown("an unknown function")
        if function is not None:
            got = call.invoke(function, _arguments(call, arrays=arrays), traced_by=_EAGERLY)
        if out is None:
            return unknown("results not known")
        items = content(call, out)
        if items is None:
            # A list of dtypes makes a list: where one may be given, the result need not be a tensor.
            if any(isinstance(atom, Unknown) or content(call, atom) is not None for atom in atoms(out)):
                return unknown("results not known")
            return _result(call, out, got)
        if items.rest is not None:
            return unknown("results not known")
        parts = sequence(call, got)
        if len(items.known) == 1 and bare_single and not call.graph:
            return _result(call, items.known[0], parts.known[0] if parts is not None and parts.known else got)
        results = list(parts.known) if parts is not None and parts.rest is None else [got]
        if len(results) != len(items.known):
            results = [unknown("a result")] * len(items.known)
        return call.new_list([_result(call, t, r) for t, r in zip(items.known, results, strict=True)])

    return rule


def _result(call: Call, out: Value, got: Value) -> Value:
    if isinstance(out, LibraryObject):
        shape = out.get("shape")
        if out.cls != "tensorflow.TensorSpec":
            return unknown(f"a result described by {out.cls}")
        kind = out.get("dtype")
        known = None if shape is None or is_none(shape) else dims(call, shape)
        return tensor("float32" if kind is None else dtype_of(kind), known, symbolic=call.graph)
    kind_name = dtype_of(out)
    if call.graph:
        return tensor(kind_name, None, symbolic=True)
    shapes = {_shape(call, atom) for atom in atoms(got) if atom is not NEVER}
    return tensor(kind_name, shapes.pop() if len(shapes) == 1 else None)


def _shape(call: Call, value: Value) -> tuple[int | None, ...] | None:
    x = as_tensor(call, value)
    return None if x is None else x.shape


RULES: dict[str, Rule] = {
    "tensorflow.py_function": _rule(arrays=False, bare_single=False),
    "tensorflow.numpy_function": _rule(arrays=True, bare_single=True),
    "tensorflow.compat.v1.py_func": _rule(arrays=True, bare_single=True),
}
