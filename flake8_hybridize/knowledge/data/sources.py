"""Where datasets come from: tensors, generators, ranges, files, other datasets."""

from __future__ import annotations

from typing import Final

from ...model import values
from ...model.values import INFINITE, NEVER, Const, Dataset, Stream, Tensor, Value
from ..protocol import Call, Rule
from ..tensorflow import arguments
from ..tensorflow.convert import as_tensor
from . import structure, type_specs


def made(element: Value, cardinality: int | None) -> Value:
    """A dataset all of whose elements have the shapes of ``element``."""
    if element is NEVER:
        return NEVER
    return values.dataset(structure.concrete(element), cardinality, spec=structure.symbolic(structure.merged(element)))


def _from_tensor_slices(call: Call) -> Value:
    """The rows of all components; a tuple is a structure, a list is one tensor. Scalars raise."""
    whole = structure.normalized(call.arg("tensors") or NEVER, call)
    count = structure.first_dim(whole)
    found = structure.mapped(whole, structure.on_tensors(structure.row))
    if found is NEVER:
        return NEVER
    return made(found, count)


def _from_tensors(call: Call) -> Value:
    """One element: the structure itself."""
    return made(structure.normalized(call.arg("tensors") or NEVER, call), 1)


def _from_generator(call: Call) -> Value:
    """Elements of the types and shapes that were given; where shapes were not, what the generator yields tells."""
    generator = call.arg("generator")
    signature = call.arg("output_signature")
    if signature is not None and not arguments.is_none(signature):
        spec = type_specs.component(signature, call)
    else:
        spec = _typed(call.arg("output_types"), call.arg("output_shapes"), call)
    yielded = _yielded(generator, call) if generator is not None else values.unknown()
    element = _refined(structure.concrete(spec), structure.merged(structure.normalized(yielded, call)))
    return values.dataset(element, None, spec=structure.symbolic(spec))


def _yielded(generator: Value, call: Call) -> Value:
    given = call.arg("args")
    items = call.items(given) if given is not None and not arguments.is_none(given) else None
    args = []
    for item in items.known if items is not None else ():
        found = as_tensor(call, item)
        # The generator gets its arguments as arrays.
        args.append(values.unknown() if found is None else values.array(found.dtype, found.shape))
    stream = call.invoke(generator, args, traced_by="eager")
    elements = []
    for atom in values.atoms(stream):
        if isinstance(atom, Stream):
            elements.append(atom.element)
            continue
        found_items = None if isinstance(atom, values.Unknown) else call.items(atom)
        if found_items is None:
            return values.unknown("what the generator yields")
        elements.extend(found_items.known)
        if found_items.rest is not None:
            elements.append(found_items.rest)
    return values.union(elements)


def _refined(spec: Value, seen: Value) -> Value:
    """``spec`` with the dimensions that ``seen`` knows."""
    if isinstance(spec, values.Tuple):
        if isinstance(seen, values.Tuple) and len(spec.items) == len(seen.items):
            items = [_refined(a, b) for a, b in zip(spec.items, seen.items, strict=True)]
            if spec.names is None:
                return values.tuple_of(items)
            return values.named_tuple(spec.type_name or "", spec.names, items) if spec.names == seen.names else spec
        return spec
    if not (isinstance(spec, Tensor) and isinstance(seen, Tensor) and spec.kind == seen.kind == "tensor"):
        return spec
    if spec.shape is None:
        return structure.reshaped(spec, seen.shape)
    if seen.shape is None or len(seen.shape) != len(spec.shape):
        return spec
    return structure.reshaped(spec, tuple(b if a is None else a for a, b in zip(spec.shape, seen.shape, strict=True)))


def _typed(types: Value | None, shapes: Value | None, call: Call) -> Value:
    """The structure that ``output_types`` and ``output_shapes`` spell."""
    if types is None or arguments.is_none(types):
        return values.unknown("types of the generator")
    if isinstance(types, values.Tuple):
        inner = call.items(shapes) if shapes is not None and not arguments.is_none(shapes) else None
        parts = (
            inner.known if inner is not None and len(inner.known) == len(types.items) else (None,) * len(types.items)
        )
        return values.tuple_of(_typed(t, s, call) for t, s in zip(types.items, parts, strict=True))
    dtype = arguments.dtype_of(types)
    if dtype is not None:
        shape = None if shapes is None or arguments.is_none(shapes) else arguments.dims(call, shapes)
        return values.tensor(dtype, shape)
    items = None if isinstance(types, (Const, values.DType, values.Symbol, values.Unknown)) else call.items(types)
    if items is None or items.keys is None or items.rest is not None:
        return values.unknown("types of the generator")
    names = [str(key.value) for key in items.keys if isinstance(key, Const)]
    if len(names) < len(items.known):
        return values.unknown("types of the generator")
    given = call.items(shapes) if shapes is not None and not arguments.is_none(shapes) else None
    of_key = dict(zip(given.keys, given.known, strict=True)) if given is not None and given.keys is not None else {}
    made_of = [_typed(t, of_key.get(key), call) for key, t in zip(items.keys, items.known, strict=True)]
    return values.named_tuple(structure.DICT, names, made_of)


def _range(call: Call) -> Value:
    """``int64`` scalars, or of ``output_type``."""
    bounds = [arguments.integer(value) for value in call.positional()]
    keywords = dict(call.keywords())
    dtype = arguments.dtype_of(keywords["output_type"]) if "output_type" in keywords else "int64"
    count: int | None = None
    if bounds and None not in bounds:
        count = len(range(*[bound for bound in bounds if bound is not None][:3]))
    return made(values.tensor(dtype, ()), count)


def _zip(call: Call) -> Value:
    """Elements of several datasets side by side, in the structure given: as many as the shortest has."""
    given = call.positional()
    whole: Value | None = call.arg("datasets")
    if len(given) > 1:
        whole = values.tuple_of(given)
    elif given:
        whole = given[0]
    found = structure.normalized(whole, call) if whole is not None else values.unknown()
    parts = structure.leaves(found)
    datasets = [part for part in parts if isinstance(part, Dataset)]
    if len(datasets) < len(parts):
        return values.dataset(values.unknown("zip of something else"))
    counts = [d.cardinality for d in datasets]
    finite = [c for c in counts if c is not None and c != INFINITE]
    count = None if None in counts else min(finite, default=INFINITE)
    return values.dataset(
        structure.mapped(found, lambda d: d.element if isinstance(d, Dataset) else d),
        count,
        spec=structure.mapped(found, lambda d: d.spec if isinstance(d, Dataset) else d),
        head=structure.mapped(found, lambda d: d.head if isinstance(d, Dataset) else d),
    )


def _text(call: Call) -> Value:
    """Strings read from files."""
    return made(values.tensor("string", ()), None)


def _counter(call: Call) -> Value:
    """``int64`` scalars without end."""
    return made(values.tensor(arguments.dtype(call, "dtype", default="int64"), ()), INFINITE)


def _random(call: Call) -> Value:
    """``int64`` scalars without end."""
    return made(values.tensor("int64", ()), INFINITE)


def _sampled(call: Call) -> Value:
    """Elements of any of ``datasets``."""
    items = call.items(call.arg("datasets") or values.unknown())
    if items is None:
        return values.dataset(values.unknown("datasets to sample"))
    found = [*items.known, *(() if items.rest is None else (items.rest,))]
    atoms = [atom for value in found for atom in values.atoms(value)]
    datasets = [atom for atom in atoms if isinstance(atom, Dataset)]
    if len(datasets) < len(atoms) or not datasets:
        return values.dataset(values.unknown("datasets to sample"))
    endless = all(d.cardinality == INFINITE for d in datasets)
    return structure.joined(datasets, INFINITE if endless else None)


def _load(call: Call) -> Value:
    """A saved dataset: of the ``element_spec`` given, else unknown."""
    given = call.arg("element_spec")
    if given is None or arguments.is_none(given):
        return values.dataset(values.unknown("saved dataset"))
    return made(type_specs.component(given, call), None)


def _csv(call: Call) -> Value:
    """``CsvDataset``: one scalar per column, by ``record_defaults``."""
    items = call.items(call.arg("record_defaults") or values.unknown())
    if items is None or items.rest is not None:
        return values.dataset(values.unknown("columns of a file"))
    columns = []
    for default in items.known:
        dtype = arguments.dtype_of(default) if isinstance(default, (values.DType, values.Symbol)) else None
        if dtype is None:
            found = as_tensor(call, default)
            dtype = None if found is None else found.dtype
        columns.append(values.tensor(dtype, ()))
    return made(values.tuple_of(columns), None)


def _opaque(call: Call) -> Value:
    """A dataset of which the elements are not known."""
    return values.dataset(values.unknown(f"elements of {call.name.rpartition('.')[2]}"))


_DATASET: Final = "tensorflow.data.Dataset."
RULES: Final[dict[str, Rule]] = {
    _DATASET + "from_tensor_slices": _from_tensor_slices,
    _DATASET + "from_tensors": _from_tensors,
    _DATASET + "from_generator": _from_generator,
    _DATASET + "range": _range,
    _DATASET + "zip": _zip,
    _DATASET + "list_files": _text,
    _DATASET + "counter": _counter,
    _DATASET + "random": _random,
    _DATASET + "sample_from_datasets": _sampled,
    _DATASET + "choose_from_datasets": _sampled,
    _DATASET + "load": _load,
    "tensorflow.data.experimental.sample_from_datasets": _sampled,
    "tensorflow.data.experimental.choose_from_datasets": _sampled,
    "tensorflow.data.experimental.Counter": _counter,
    "tensorflow.data.experimental.RandomDataset": _random,
    "tensorflow.data.experimental.CsvDataset": _csv,
    "tensorflow.data.experimental.make_csv_dataset": _opaque,
    "tensorflow.data.experimental.make_batched_features_dataset": _opaque,
    "tensorflow.data.experimental.SqlDataset": _opaque,
    "tensorflow.data.experimental.load": _load,
    "tensorflow.data.TFRecordDataset": _text,
    "tensorflow.data.TextLineDataset": _text,
    "tensorflow.data.FixedLengthRecordDataset": _text,
}
