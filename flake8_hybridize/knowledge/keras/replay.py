"""Calls of the program's own code with Keras tensors, and their repetition when a functional model runs.

While a model is put together, Keras calls its layers once with symbolic tensors; each call of the finished model
calls them again, with the batch size of its arguments. Which of the recorded calls belong to which model is not
followed: a functional model repeats all of them, in doubt where the program has several, or makes them in several
files.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from ...model.values import NEVER, TRUE, Const, Dim, Tensor, Tuple, Value, atoms, const, named_tuple, tensor, tuple_of
from ..protocol import Call
from .values import framework, map_leaves

_CALLS: Final = "calls with symbolic tensors"
# Calls that are repeated at most.
_LIMIT: Final = 64


def symbolic_call(
    call: Call, function: Value, args: Sequence[Value], keywords: Sequence[tuple[str, Value]] = ()
) -> Value:
    """Call ``function`` with the symbolic tensors that stand for Keras tensors, and remember it."""
    remember_call(call, function, args, keywords)
    return call.invoke(function, args, keywords)


def remember_call(call: Call, function: Value, args: Sequence[Value], keywords: Sequence[tuple[str, Value]]) -> None:
    """Remember what functional models call with these symbolic tensors: ``call`` of a layer, or the ``__call__`` that
    its class defines, with what that handed on."""
    call.remember(framework(), "symbolic", TRUE)
    call.remember(framework(), "functional.files", const(call.file()))
    named = named_tuple("keywords", [name for name, _ in keywords], [value for _, value in keywords])
    call.collect(_CALLS, tuple_of([function, tuple_of(args), named]), _LIMIT)


def note_model(call: Call, model: Value) -> None:
    """Remember that ``model`` is a functional model."""
    call.remember(framework(), "functional", model)
    call.remember(framework(), "functional.files", const(call.file()))


def replay(call: Call, batch: Dim) -> None:
    """Repeat all remembered calls with this batch size, once they are all remembered."""
    if not call.settled():
        return
    files = call.recall(framework(), "functional.files")
    # Of very many possibilities only the kind is kept.
    one = files is NEVER or isinstance(files, Const)
    if not one or len(atoms(call.recall(framework(), "functional"))) > 1:
        call.doubt()

    def leaf(item: Value) -> Value:
        if not isinstance(item, Tensor):
            return item
        dims = (batch, *item.shape[1:]) if item.shape and item.shape[0] is None else item.shape
        return tensor(item.dtype, dims, kind=item.kind, ragged_rank=item.ragged_rank, symbolic=call.graph)

    for position, record in enumerate(call.collected(_CALLS)):
        assert isinstance(record, Tuple)
        function, args, named = record.items
        # A call of any of several models repeats the same.
        if isinstance(args, Tuple) and isinstance(named, Tuple) and call.first_time((position, record, batch)):
            values = [map_leaves(call, value, leaf, f"replay {position} {i}") for i, value in enumerate(args.items)]
            keywords = [
                (name, map_leaves(call, value, leaf, f"replay {position} {name}"))
                for name, value in zip(named.names or (), named.items, strict=True)
            ]
            call.invoke(function, values, keywords)
