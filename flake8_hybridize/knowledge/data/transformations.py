"""Methods of datasets that change, choose or combine elements."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from ...model import values
from ...model.values import INFINITE, NEVER, Dataset, Tuple, Value
from ..protocol import Call, Rule
from ..tensorflow import arguments
from . import structure
from .sources import made

Count = int | None
OnDataset = Callable[[Call, Dataset], Value]


def with_cardinality(dataset: Dataset, cardinality: Count, element: Value | None = None) -> Dataset:
    """``dataset`` with another number of elements."""
    found = dataset.element if element is None else element
    head = dataset.head if element is None else element
    return values.dataset(found, cardinality, dataset.distributed, dataset.spec, head)


def apply_function(function: Value | None, args: list[Value], call: Call) -> Value:
    """What a function that ``tf.data`` traces returns."""
    if function is None:
        return values.unknown("no function")
    result = call.invoke(function, args, traced_by="dataset")
    refused = result is NEVER or type(result) is values.Unknown
    if not refused or len(args) != 1 or type(args[0]) is not values.Unknown:
        return result
    # Elements of which nothing is known may be tuples, which are spread out.
    names = call.parameters(function) or ()
    plain = [name for name in names if not name.startswith("*")]
    return call.invoke(function, args * len(plain), traced_by="dataset") if len(plain) > 1 else result


def _map(call: Call, dataset: Dataset) -> Value:
    """``map``: the function sees ``spec``; what it returns becomes tensors, a list at the top a tuple."""
    result = apply_function(call.arg("map_func"), structure.arguments(dataset.spec, call), call)
    return made(structure.returned(result, call), dataset.cardinality)


def _filter(call: Call, dataset: Dataset) -> Value:
    """``filter``, ``take_while``: the same elements, fewer."""
    apply_function(call.arg("predicate"), structure.arguments(dataset.spec, call), call)
    return with_cardinality(dataset, None, dataset.element)


def _flat(call: Call, dataset: Dataset) -> Value:
    """``flat_map``, ``interleave``: the elements of all datasets that the function returns."""
    result = apply_function(call.arg("map_func"), structure.arguments(dataset.spec, call), call)
    inner = [atom for atom in values.atoms(result) if isinstance(atom, Dataset)]
    if result is NEVER:
        return NEVER
    if len(inner) < len(values.atoms(result)):
        return values.dataset(values.unknown("elements of a mapped dataset"))
    found = structure.joined(inner, None)
    outer = dataset.cardinality
    lengths = {d.cardinality for d in inner}
    length = lengths.pop() if len(lengths) == 1 else None
    number: Count = None
    if length is not None and length != INFINITE and outer is not None:
        number = INFINITE if outer == INFINITE else outer * length
    return with_cardinality(found, number, structure.concrete(found.element))


def _same(call: Call, dataset: Dataset) -> Value:
    """The same elements in the same order."""
    return dataset


def _shuffle(call: Call, dataset: Dataset) -> Value:
    """``shuffle``: any element may come first."""
    return with_cardinality(dataset, dataset.cardinality, dataset.element)


def _unknown_count(call: Call, dataset: Dataset) -> Value:
    """Some of the elements."""
    return with_cardinality(dataset, None, dataset.element)


def _repeat(call: Call, dataset: Dataset) -> Value:
    """``repeat``: without end unless a count is given."""
    given = call.arg("count")
    count = -1 if given is None or arguments.is_none(given) else arguments.integer(given)
    total = dataset.cardinality
    number: Count = None
    if count is not None:
        number = INFINITE if count < 0 or total == INFINITE else None if total is None else total * count
    return with_cardinality(dataset, number, dataset.element)


def _take(call: Call, dataset: Dataset) -> Value:
    """``take``: fewer than all are without what is special of the last one."""
    count = arguments.integer(call.arg("count"))
    total = dataset.cardinality
    if count is None:
        return with_cardinality(dataset, None, dataset.element)
    if count < 0 or (total is not None and total != INFINITE and total <= count):
        return dataset
    if total is None:
        # Too few may be there.
        return with_cardinality(dataset, None)
    return with_cardinality(dataset, count, dataset.head)


def _skip(call: Call, dataset: Dataset) -> Value:
    """``skip``: the elements behind the first ``count``."""
    count = arguments.integer(call.arg("count"))
    total = dataset.cardinality
    if total == INFINITE:
        return dataset
    number = None if count is None or total is None else (0 if count < 0 else max(0, total - count))
    return with_cardinality(dataset, number)


def _shard(call: Call, dataset: Dataset) -> Value:
    """``shard``: every ``num_shards``-th element from ``index`` on."""
    shards, index = (arguments.integer(call.arg(name)) for name in ("num_shards", "index"))
    total = dataset.cardinality
    number: Count = None
    if total == INFINITE:
        number = INFINITE
    elif total is not None and shards and index is not None and shards > 0:
        number = len(range(index, total, shards))
    return with_cardinality(dataset, number, dataset.element)


def _enumerate(call: Call, dataset: Dataset) -> Value:
    """``enumerate``: pairs of an ``int64`` scalar and the element."""

    def pair(value: Value, symbolic: bool) -> Value:
        index = values.tensor("int64", (), symbolic=symbolic)
        return values.union(values.tuple_of((index, atom)) for atom in values.atoms(value))

    element, spec, head = pair(dataset.element, False), pair(dataset.spec, True), pair(dataset.head, False)
    return values.dataset(element, dataset.cardinality, spec=spec, head=head)


def _concatenate(call: Call, dataset: Dataset) -> Value:
    """``concatenate``: the elements of both; shapes that differ are open for traced code."""
    other = call.arg("dataset")
    if not isinstance(other, Dataset):
        return values.dataset(values.unknown("concatenation with something else"))
    a, b = dataset.cardinality, other.cardinality
    number = None if a is None or b is None else INFINITE if INFINITE in (a, b) else a + b
    return structure.joined([dataset, other], number)


def _reduce(call: Call, dataset: Dataset) -> Value:
    """``reduce``: the state, whose shape may change while it is reduced."""
    initial = call.arg("initial_state")
    if initial is None:
        return NEVER
    state = structure.normalized(initial, call)
    function = call.arg("reduce_func")
    found = _state(function, state, structure.merged(dataset.spec), call, lambda result: result)
    return structure.restored(_placed(found, call), call)


def _state(function: Value | None, state: Value, spec: Value, call: Call, of: Callable[[Value], Value]) -> Value:
    """The state after calls of ``function`` with state and element: widened until it stays."""
    for _ in range(3):
        args = [structure.restored(structure.symbolic(value), call) for value in (state, spec)]
        result = of(structure.returned(apply_function(function, args, call), call))
        if result is NEVER:
            return state
        widened = structure.merged(values.join(structure.symbolic(state), structure.symbolic(result)))
        if widened is structure.symbolic(state):
            return state
        state = widened
    return state


def _placed(value: Value, call: Call) -> Value:
    return structure.symbolic(value) if call.graph else structure.concrete(value)


def _scan(call: Call, dataset: Dataset) -> Value:
    """``scan``: the second of what the function returns."""
    initial = call.arg("initial_state")
    if initial is None:
        return NEVER
    spec = structure.merged(dataset.spec)
    outputs: list[Value] = []

    def first(result: Value) -> Value:
        if isinstance(result, Tuple) and len(result.items) == 2:
            outputs.append(result.items[1])
            return result.items[0]
        outputs.append(result if result is NEVER else values.unknown("what the scanned function returns"))
        return result if result is NEVER else values.unknown("state")

    _state(call.arg("scan_func"), structure.normalized(initial, call), spec, call, first)
    return made(structure.merged(values.union(outputs)), dataset.cardinality)


def _apply(call: Call, dataset: Dataset) -> Value:
    """``apply``: whatever the function makes of the dataset."""
    function = call.arg("transformation_func")
    return values.unknown("no function") if function is None else call.invoke(function, [dataset])


def _group_by_window(call: Call, dataset: Dataset) -> Value:
    """``group_by_window``: the elements of the datasets that ``reduce_func`` makes of a key and a window."""
    apply_function(call.arg("key_func"), structure.arguments(dataset.spec, call), call)
    window = values.dataset(structure.merged(dataset.element), None, spec=dataset.spec)
    key = values.tensor("int64", (), symbolic=True)
    result = apply_function(call.arg("reduce_func"), [key, window], call)
    inner = [atom for atom in values.atoms(result) if isinstance(atom, Dataset)]
    if result is NEVER or len(inner) < len(values.atoms(result)):
        return NEVER if result is NEVER else values.dataset(values.unknown("elements of grouped windows"))
    return structure.joined(inner, INFINITE if dataset.cardinality == INFINITE else None)


def _bucket(call: Call, dataset: Dataset) -> Value:
    """``bucket_by_sequence_length``: batches of unknown size, padded where dimensions are unknown."""
    apply_function(call.arg("element_length_func"), structure.arguments(dataset.spec, call), call)
    given = call.arg("padded_shapes")
    if given is not None and not arguments.is_none(given):
        return values.dataset(values.unknown("padded shapes of buckets"))
    leaf = structure.on_tensors(lambda t: structure.rows(t, None))
    return made(structure.mapped(structure.merged(dataset.spec), leaf), None)


def _single(call: Call, dataset: Dataset) -> Value:
    """``get_single_element``."""
    if dataset.cardinality is not None and dataset.cardinality != 1:
        return NEVER
    return structure.element(dataset, call)


def _element(call: Call, dataset: Dataset) -> Value:
    """``as_numpy_iterator``: the elements as arrays, scalars and bytes."""
    return values.stream(structure.restored(structure.mapped(dataset.element, _as_numpy), call), "python", "iterator")


def _as_numpy(leaf: Value) -> Value:
    if not isinstance(leaf, values.Tensor):
        return leaf if leaf is values.NONE else values.unknown("element as an array")
    if leaf.kind == "sparse" or leaf.kind == "ragged":
        return values.unknown("sparse or ragged element")
    if leaf.dtype == "string" and leaf.shape == ():
        return values.BYTES
    return values.array(leaf.dtype, leaf.shape, scalar=leaf.shape == ())


def _cardinality(call: Call, dataset: Dataset) -> Value:
    """``cardinality``: an ``int64`` scalar."""
    number = dataset.cardinality
    return values.tensor("int64", (), content=number, symbolic=call.graph)


def _length(call: Call, dataset: Dataset) -> Value:
    """``len(dataset)``: raises where there is no end."""
    number = dataset.cardinality
    if number == INFINITE:
        return NEVER
    return values.INT if number is None else values.const(number)


_NAMES: Final[dict[str, OnDataset]] = {
    "map": _map,
    "filter": _filter,
    "take_while": _filter,
    "flat_map": _flat,
    "interleave": _flat,
    "prefetch": _same,
    "cache": _same,
    "with_options": _same,
    "snapshot": _same,
    "fingerprint": lambda call, dataset: values.tensor("uint64", (), symbolic=call.graph),
    "ignore_errors": _unknown_count,
    "unique": _unknown_count,
    "rejection_resample": lambda call, dataset: made(
        values.tuple_of((values.tensor("int32", ()), structure.merged(dataset.spec))), None
    ),
    "shuffle": _shuffle,
    "repeat": _repeat,
    "take": _take,
    "skip": _skip,
    "shard": _shard,
    "enumerate": _enumerate,
    "concatenate": _concatenate,
    "reduce": _reduce,
    "scan": _scan,
    "apply": _apply,
    "group_by_window": _group_by_window,
    "bucket_by_sequence_length": _bucket,
    "get_single_element": _single,
    "as_numpy_iterator": _element,
    "cardinality": _cardinality,
    "__len__": _length,
    "options": lambda call, dataset: values.library_object("tensorflow.data.Options"),
    "save": lambda call, dataset: values.NONE,
}


def _guarded(rule: OnDataset) -> Rule:
    def guarded(call: Call) -> Value:
        if isinstance(call.receiver, Dataset):
            return rule(call, call.receiver)
        return values.unknown(f"{call.name} of something else")

    guarded.__doc__ = rule.__doc__
    return guarded


RULES: Final[dict[str, Rule]] = {f"tensorflow.data.Dataset.{name}": _guarded(rule) for name, rule in _NAMES.items()}
