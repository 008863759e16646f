"""``value[index]`` of tensors, arrays and tensor shapes."""

from __future__ import annotations

from ...model import values
from ...model.values import NEVER, Array, Const, Dim, Prim, Shape, Slice, Tensor, TensorShape, Value
from ..numpy_.arrays import integer
from ..protocol import Call
from ..tensorflow.shapes import INCOMPATIBLE, ShapeOr, same
from . import array_indexing, ragged_indexing
from .indices import Index, Many, Number, Span, Special, expanded, split


def subscript(value: Value, index: Value, call: Call) -> Value:
    """``value[index]`` of one tensor, array or tensor shape; ``index`` may be a union.

    An index that is not known leaves the dtype; the shape is then unknown. ``NEVER`` where it raises.
    """
    if isinstance(value, TensorShape):
        return values.union(_of_shape(value, atom) for atom in values.atoms(index))
    if isinstance(value, Array):
        parts = split(index, call, lists_are_tuples=False)
        return values.union(array_indexing.subscript(value, part) for part in parts)
    if not isinstance(value, Tensor):
        return values.unknown("subscript of unknown type")
    if value.kind in ("sparse", "indexed_slices", "tensorarray"):
        return NEVER
    if value.kind == "ragged":
        parts = split(index, call, lists_are_tuples=True)
        return values.union(ragged_indexing.subscript(value, part, call) for part in parts)
    alternatives: list[Value] = []
    for atom in values.atoms(index):
        alone = not isinstance(atom, values.Tuple)
        alternatives.extend(_of_tensor(value, part, alone, call) for part in split(atom, call, lists_are_tuples=True))
    return values.union(alternatives)


def _of_tensor(value: Tensor, parts: tuple[Index, ...], alone: bool, call: Call) -> Value:
    kind = "keras_tensor" if value.kind == "keras_tensor" else "tensor"
    symbolic = value.symbolic or call.graph

    def result(shape: Shape, content: Dim | tuple[Dim, ...] = None) -> Value:
        return values.tensor(value.dtype, shape, kind=kind, content=content, symbolic=symbolic)

    if alone and len(parts) == 1 and isinstance(parts[0], Many):
        mask = parts[0]
        if mask.mask is False:
            # Lists were taken apart before; vectors of positions raise.
            positions = kind == "tensor" and mask.shape is not None and len(mask.shape) == 1
            return NEVER if positions else result(None)
        if mask.mask is None:
            return result(None)
        shape = _masked(value.shape, mask.shape)
        return NEVER if shape is INCOMPATIBLE else result(shape)
    checked = []
    for part in parts:
        if isinstance(part, Many):
            if part.mask and part.shape == () and not part.is_tensor:
                part = Number(None)
            elif part.shape is not None and (part.shape != () or part.mask) and kind == "tensor":
                return NEVER
            elif kind != "tensor" or part.mask is not False or part.shape is None:
                return result(None)
        if part is Special.INVALID or (
            isinstance(part, Span) and Special.INVALID in (part.lower, part.upper, part.step)
        ):
            return NEVER
        if isinstance(part, Span) and part.step == 0:
            return NEVER
        checked.append(part)
    if value.shape is None or Special.UNKNOWN in checked:
        return result(None)
    full = expanded(tuple(checked), len(value.shape))
    if full is None:
        return NEVER
    dims: list[Dim] = []
    source = iter(value.shape)
    for part in full:
        if part is Special.NEW_AXIS:
            dims.append(1)
            continue
        dim = next(source)
        if isinstance(part, Number):
            if part.value is not None and dim is not None and not -dim <= part.value < dim:
                return NEVER
            if dim == 0:
                return NEVER
        elif isinstance(part, Span):
            dims.append(part.length(dim))
    return result(tuple(dims), _content(value.content, full))


def _masked(shape: Shape, mask: Shape) -> ShapeOr:
    """``tf.boolean_mask``: the dimensions of the mask become one of unknown length."""
    if mask == ():
        return INCOMPATIBLE
    if mask is None or shape is None:
        return None
    if len(mask) > len(shape) or same(mask, shape[: len(mask)]) is INCOMPATIBLE:
        return INCOMPATIBLE
    return (None, *shape[len(mask) :])


def _content(content: Dim | tuple[Dim, ...], parts: tuple[Index, ...]) -> Dim | tuple[Dim, ...]:
    if not isinstance(content, tuple) or len(parts) != 1:
        return content if not isinstance(content, tuple) and not parts else None
    part = parts[0]
    if isinstance(part, Number):
        return content[part.value] if part.value is not None else None
    return part.of(content) if isinstance(part, Span) else None


def _of_shape(shape: TensorShape, index: Value) -> Value:
    """``tf.TensorShape.__getitem__``: an int or ``None``, or a shape again.

    A dimension that is not known here is a number in eager execution and may be ``None`` in a graph.
    """
    some_dim = values.join(values.INT, values.NONE)
    if isinstance(index, Slice):
        bounds = []
        for bound in (index.lower, index.upper, index.step):
            number = integer(bound)
            if number is None and not (isinstance(bound, Const) and bound.value is None):
                return values.tensor_shape(None)
            bounds.append(number)
        if bounds[2] == 0:
            return NEVER
        if shape.dims is None:
            return values.tensor_shape(None)
        return values.tensor_shape(shape.dims[slice(*bounds)])
    number = integer(index)
    if number is None:
        integral = (isinstance(index, Prim) and index.name in ("int", "bool")) or isinstance(
            index, (Tensor, Array, values.Unknown)
        )
        if not integral:
            return NEVER if shape.dims is not None else values.NONE
        return values.union(_dim(d) for d in shape.dims) if shape.dims else some_dim
    if shape.dims is None:
        return some_dim
    if not -len(shape.dims) <= number < len(shape.dims):
        return NEVER
    return _dim(shape.dims[number])


def _dim(dim: Dim) -> Value:
    return values.join(values.INT, values.NONE) if dim is None else values.const(dim)
