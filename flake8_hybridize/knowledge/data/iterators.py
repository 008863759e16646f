"""Iterators of datasets, their specs, and datasets spread over devices."""

from __future__ import annotations

from typing import Final

from ...model import values
from ...model.values import Dataset, LibraryObject, Stream, Tensor, Value
from ..protocol import Call, Rule
from ..tensorflow import arguments
from . import structure, type_specs


def iterator(dataset: Dataset, call: Call) -> Value:
    """``iter(dataset)``."""
    return values.stream(structure.element(dataset, call), "dataset", "iterator")


def _next(call: Call) -> Value:
    """``Iterator.get_next``, ``next(iterator)``."""
    if isinstance(call.receiver, Stream):
        return call.receiver.element
    return values.unknown("element of something else")


def _optional(call: Call) -> Value:
    """``Iterator.get_next_as_optional``."""
    element = call.receiver.element if isinstance(call.receiver, Stream) else values.unknown()
    return values.library_object("tensorflow.experimental.Optional", [("element", element)])


def _optional_value(call: Call) -> Value:
    """``Optional.get_value``."""
    found = call.receiver.get("element") if isinstance(call.receiver, LibraryObject) else None
    return values.unknown("value of an optional") if found is None else found


def _optional_has_value(call: Call) -> Value:
    """``Optional.has_value``."""
    return values.tensor("bool", (), symbolic=call.graph)


def _single_element(call: Call) -> Value:
    """``tf.data.experimental.get_single_element(dataset)``."""
    given = call.arg("dataset")
    return structure.element(given, call) if isinstance(given, Dataset) else values.unknown("element of something else")


def _count(call: Call) -> Value:
    """``tf.data.experimental.cardinality(dataset)``."""
    given = call.arg("dataset")
    number = given.cardinality if isinstance(given, Dataset) else None
    return values.tensor("int64", (), content=number, symbolic=call.graph)


def _element_spec(call: Call) -> Value:
    """``Dataset.element_spec``: nested like the elements."""
    if isinstance(call.receiver, Dataset):
        return type_specs.spec_of(call.receiver.spec, call)
    if isinstance(call.receiver, Stream):
        return type_specs.spec_of(structure.normalized(call.receiver.element, call), call)
    return values.unknown("spec of something else")


def _one_device(strategy: Value | None, call: Call) -> bool:
    if not isinstance(strategy, LibraryObject):
        return False
    if strategy.cls.endswith("OneDeviceStrategy"):
        return True
    devices = strategy.get("devices")
    found = None if devices is None or arguments.is_none(devices) else call.items(devices)
    return found is not None and found.rest is None and len(found.known) == 1


def _distribute(call: Call) -> Value:
    """``Strategy.experimental_distribute_dataset``: every device gets its part of a batch.

    How large it is depends on the machine, unless the strategy names one device.
    """
    given = call.arg("dataset")
    if not isinstance(given, Dataset):
        return values.dataset(values.unknown("distributed dataset"), distributed=True)
    if _one_device(call.receiver, call):
        return values.dataset(given.element, given.cardinality, True, given.spec, given.head)
    open_batch = structure.on_tensors(_open_batch)
    element = structure.mapped(structure.merged(given.element), open_batch)
    return values.dataset(element, given.cardinality, True, structure.mapped(given.spec, open_batch))


def _open_batch(t: Tensor) -> Tensor:
    return structure.reshaped(t, (None, *t.shape[1:]) if t.shape else t.shape, t.kind, t.ragged_rank)


def _from_function(call: Call) -> Value:
    """``Strategy.distribute_datasets_from_function``: the function makes the dataset of one device."""
    function = call.arg("dataset_fn")
    if function is None:
        return values.unknown("no function")
    context = values.library_object("tensorflow.distribute.InputContext")
    made = call.invoke(function, [context])
    return values.union(
        values.dataset(atom.element, atom.cardinality, True, atom.spec, atom.head)
        if isinstance(atom, Dataset)
        else values.dataset(values.unknown("distributed dataset"), distributed=True)
        for atom in values.atoms(made)
    )


_STRATEGY: Final = "tensorflow.distribute.Strategy."
RULES: Final[dict[str, Rule]] = {
    "tensorflow.data.Iterator.get_next": _next,
    "tensorflow.data.Iterator.next": _next,
    "tensorflow.data.Iterator.get_next_as_optional": _optional,
    "tensorflow.experimental.Optional.get_value": _optional_value,
    "tensorflow.experimental.Optional.has_value": _optional_has_value,
    "tensorflow.data.experimental.get_single_element": _single_element,
    "tensorflow.data.experimental.cardinality": _count,
    _STRATEGY + "experimental_distribute_dataset": _distribute,
    _STRATEGY + "distribute_datasets_from_function": _from_function,
    _STRATEGY + "experimental_distribute_datasets_from_function": _from_function,
}
PROPERTIES: Final[dict[str, Rule]] = {
    "tensorflow.data.Dataset.element_spec": _element_spec,
    "tensorflow.data.Iterator.element_spec": _element_spec,
}
