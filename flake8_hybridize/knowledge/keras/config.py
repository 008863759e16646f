"""What a layer (or loss, metric, optimizer) was constructed with, and the dtype policy that follows from it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from ...model.values import (
    NEVER,
    Array,
    Const,
    DType,
    LibraryObject,
    Shape,
    Tensor,
    Value,
    const,
    join,
    tensor,
)
from ..protocol import Call
from ..tensorflow import dtypes
from .values import constant, dims_of, dtype_name, flag, framework, integer, sizes, text

# Compute dtype and variable dtype of the policies with names of their own.
MIXED = {"mixed_float16": ("float16", "float32"), "mixed_bfloat16": ("bfloat16", "float32")}


@dataclass(frozen=True, slots=True)
class Config:
    """The options of ``receiver``: the state of a library object, or what an instance of a user's class passed to
    ``super().__init__`` (the analysis remembers it under the names of the parameters)."""

    call: Call
    receiver: Value

    def value(self, name: str) -> Value | None:
        """The option ``name``; ``None`` if it was not given."""
        if isinstance(self.receiver, LibraryObject):
            found = self.receiver.get(name)
            if found is not None:
                # ``layer.padding = "valid"`` counts as much as what the constructor was given.
                return join(found, self.call.recall(self.receiver, "." + name))
        recalled = self.call.recall(self.receiver, name)
        return None if recalled is NEVER else recalled

    def integer(self, name: str, default: int | None = None) -> int | None:
        """A known int; ``default`` if not given, ``None`` if unknown."""
        value = self.value(name)
        return default if value is None else integer(value)

    def flag(self, name: str, default: bool) -> bool | None:
        """A known truth value."""
        return flag(self.value(name), default)

    def text(self, name: str, default: str | None = None) -> str | None:
        """A known string."""
        value = self.value(name)
        return default if value is None else text(value)

    def sizes(self, name: str, count: int, default: int | None = 1) -> tuple[int | None, ...]:
        """One int per dimension."""
        return sizes(self.call, self.value(name), count, default)

    def dims(self, name: str) -> Shape:
        """A shape argument."""
        value = self.value(name)
        return None if value is None else dims_of(self.call, value)

    def constant(self, name: str, default: object = None) -> object:
        """The Python constant; ``...`` if unknown."""
        value = self.value(name)
        return default if value is None else constant(value)

    @property
    def compute_dtype(self) -> str | None:
        """The dtype that float inputs are cast to and results have."""
        return policy(self.call, self.value("dtype"))[0]

    @property
    def variable_dtype(self) -> str | None:
        """The dtype of weights."""
        return policy(self.call, self.value("dtype"))[1]

    def converter(self) -> Callable[[Value], Value]:
        """What makes of a leaf of the arguments what ``call`` gets.

        Arrays and Keras variables become tensors; float tensors and arrays are cast to the compute dtype unless
        ``autocast=False``; ints, bools and strings keep their type.
        """
        cast = self.flag("autocast", True) is not False
        target = self.compute_dtype if cast else None

        def converted(leaf: Value) -> Value:
            if isinstance(leaf, Array):
                made: Value = tensor(leaf.dtype, leaf.shape, content=leaf.content, symbolic=self.call.graph)
            else:
                made = leaf
            if not isinstance(made, Tensor) or not cast:
                return made
            if made.dtype is None or made.dtype not in dtypes.FLOATS or made.dtype == target:
                return made
            kind = "tensor" if made.kind == "variable" else made.kind
            return tensor(target, made.shape, kind=kind, ragged_rank=made.ragged_rank, symbolic=made.symbolic)

        return converted


def policy(call: Call, value: Value | None) -> tuple[str | None, str | None]:
    """Compute and variable dtype of a ``dtype`` argument: a name, a dtype, a policy object; the global policy
    if there is none."""
    if value is None or (isinstance(value, Const) and value.value is None):
        value = call.recall(framework(), "policy")
        if value is NEVER:
            return "float32", "float32"
    if isinstance(value, LibraryObject):
        value = value.get("name") or const("float32")
    name = text(value)
    if name in MIXED:
        return MIXED[name]
    found = dtype_name(value)
    if found is None and not isinstance(value, (DType, Const)):
        return None, None
    return found, found
