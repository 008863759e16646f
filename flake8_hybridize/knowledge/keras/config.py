"""What a layer (or loss, metric, optimizer) was constructed with, and the dtype policy that follows from it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from ...model.values import (
    NEVER,
    NONE,
    Array,
    Const,
    DType,
    LibraryObject,
    Shape,
    Tensor,
    Value,
    atoms,
    const,
    join,
    tensor,
    union,
)
from ..protocol import Call
from ..tensorflow import dtypes
from .values import constant, dims_of, dtype_name, flag, framework, integer, sizes, text

Policy = tuple[str | None, str | None]
# Policies that a program uses, one after the other, that are told apart.
POLICY_LIMIT = 4
# Compute dtype and variable dtype of the policies with names of their own.
MIXED = {"mixed_float16": ("float16", "float32"), "mixed_bfloat16": ("bfloat16", "float32")}


@dataclass(frozen=True, slots=True)
class Config:
    """The options of ``receiver``: the state of a library object, or what an instance of a user's class passed to
    ``super().__init__`` (the analysis remembers it under the names of the parameters)."""

    call: Call
    receiver: Value
    chosen: Policy | None = None
    """One of :attr:`policies`, to see what comes of it."""

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
    def policies(self) -> tuple[Policy, ...]:
        """What the policy may be: a program may set several, one after the other."""
        return policies(self.call, self.value("dtype")) if self.chosen is None else (self.chosen,)

    @property
    def compute_dtype(self) -> str | None:
        """The dtype that float inputs are cast to and results have."""
        return _common(compute for compute, _ in self.policies)

    @property
    def variable_dtype(self) -> str | None:
        """The dtype of weights."""
        return _common(variable for _, variable in self.policies)

    def converter(self) -> Callable[[Value], Value]:
        """What makes of a leaf of the arguments what ``call`` gets.

        Arrays and Keras variables become tensors; float tensors and arrays are cast to the compute dtype unless
        ``autocast=False``; ints, bools and strings keep their type.
        """
        cast = self.flag("autocast", True) is not False
        targets = tuple(dict.fromkeys(compute for compute, _ in self.policies)) if cast else ()

        def converted(leaf: Value) -> Value:
            if isinstance(leaf, Array):
                made: Value = tensor(leaf.dtype, leaf.shape, content=leaf.content, symbolic=self.call.graph)
            else:
                made = leaf
            if not isinstance(made, Tensor) or not cast:
                return made
            if made.dtype is None or made.dtype not in dtypes.FLOATS:
                return made
            return union(made if target == made.dtype else cast_to(made, target) for target in targets)

        return converted


def cast_to(value: Tensor, dtype: str | None) -> Tensor:
    """``value`` with this type; a variable becomes a tensor."""
    kind = "tensor" if value.kind == "variable" else value.kind
    return tensor(dtype, value.shape, kind=kind, ragged_rank=value.ragged_rank, symbolic=value.symbolic)


def policy(call: Call, value: Value | None) -> Policy:
    """What all :func:`policies` have in common."""
    found = policies(call, value)
    return _common(compute for compute, _ in found), _common(variable for _, variable in found)


def policies(call: Call, value: Value | None) -> tuple[Policy, ...]:
    """Compute and variable dtype of a ``dtype`` argument: a name, a dtype, a policy object; the global policy
    if there is none. One for each possibility; of a single one that is not known if there are many."""
    if value is None or value is NONE:
        value = call.recall(framework(), "policy")
        if value is NEVER:
            return (("float32", "float32"),)
    found: dict[Policy, None] = {}
    for atom in atoms(value):
        if atom is NONE:
            found.update(dict.fromkeys(policies(call, None)))
        else:
            found[_policy(atom)] = None
    if len(found) > POLICY_LIMIT or any(None in one for one in found):
        return ((None, None),)
    return tuple(found)


def _common(names: Iterable[str | None]) -> str | None:
    """The one name that all are."""
    found = set(names)
    return found.pop() if len(found) == 1 else None


def _policy(value: Value) -> Policy:
    if isinstance(value, LibraryObject):
        value = value.get("name") or const("float32")
    name = text(value)
    if name in MIXED:
        return MIXED[name]
    found = dtype_name(value)
    if found is None and not isinstance(value, (DType, Const)):
        return None, None
    return found, found
