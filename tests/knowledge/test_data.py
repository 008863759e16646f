"""Datasets against TensorFlow: what iteration gives, what traced code sees, how many elements there are."""

from __future__ import annotations

import collections
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import tensorflow as tf
from hypothesis import given, settings
from hypothesis import strategies as st

from flake8_hybridize.knowledge.data import batching, iterators, sources, structure, transformations
from flake8_hybridize.knowledge.tensors import attributes
from flake8_hybridize.model import values
from flake8_hybridize.model.values import NEVER, Dataset, Tensor, Value

from .harness import FakeCall, FakeDict, FakeList, Function, abstract, admits, is_exact

RULES = {**sources.RULES, **transformations.RULES, **batching.RULES, **iterators.RULES}
D = tf.data.Dataset
Real = Callable[..., Any]
SOME_DATASET = "a dataset in a dataset"


def call(name: str, *args: Any, receiver: Value | None = None, graph: bool = False, **keywords: Any) -> Any:
    made = FakeCall(f"tensorflow.data.Dataset.{name}", lambda: None, args, keywords, graph)
    made.receiver = receiver
    return made


class Twin:
    """A real dataset and what the rules say of it: every method is called on both."""

    def __init__(self, real: Any, claimed: Value) -> None:
        self.real = real
        self.claimed = claimed

    def __getattr__(self, name: str) -> Callable[..., Twin]:
        def method(*args: Any, **keywords: Any) -> Twin:
            real = getattr(self.real, name)(*[_real(a) for a in args], **{k: _real(a) for k, a in keywords.items()})
            claimed = RULES[f"tensorflow.data.Dataset.{name}"](
                call(
                    name,
                    *[_claimed(a) for a in args],
                    receiver=self.claimed,
                    **{k: _claimed(a) for k, a in keywords.items()},
                )
            )
            return Twin(real, claimed)

        return method


def make(name: str, *args: Any, **keywords: Any) -> Twin:
    """``tf.data.Dataset.name(…)`` in both worlds."""
    real = getattr(D, name)(*[_real(a) for a in args], **{k: _real(a) for k, a in keywords.items()})
    rule = RULES[f"tensorflow.data.Dataset.{name}"]
    return Twin(real, rule(call(name, *[_claimed(a) for a in args], **{k: _claimed(a) for k, a in keywords.items()})))


def _real(argument: Any) -> Any:
    if isinstance(argument, (Twin, Function)):
        return argument.real
    if isinstance(argument, (list, tuple)) and type(argument) in (list, tuple):
        return type(argument)(_real(a) for a in argument)
    return {k: _real(a) for k, a in argument.items()} if isinstance(argument, dict) else argument


def _claimed(argument: Any) -> Any:
    if isinstance(argument, Twin):
        return argument.claimed
    if isinstance(argument, Function):
        return argument
    if type(argument) is tuple:
        return values.tuple_of(abstract(_claimed(a)) for a in argument)
    if isinstance(argument, list):
        return FakeList(tuple(abstract(_claimed(a)) for a in argument))
    if isinstance(argument, dict):
        items = [abstract(_claimed(a)) for a in argument.values()]
        return FakeDict(tuple(abstract(k) for k in argument), tuple(items))
    if isinstance(argument, (tf.TensorSpec, tf.SparseTensorSpec)):
        cls = type(argument).__name__
        state = [("shape", abstract(argument.shape)), ("dtype", abstract(argument.dtype))]
        return values.library_object(f"tensorflow.{cls}", state)
    if isinstance(argument, tf.RaggedTensorSpec):
        state = [("shape", abstract(argument.shape)), ("dtype", abstract(argument.dtype))]
        state.append(("ragged_rank", abstract(argument.ragged_rank)))
        return values.library_object("tensorflow.RaggedTensorSpec", state)
    return argument


def check(twin: Twin, *, exact: bool = True, spec_exact: bool = True, limit: int = 40) -> Dataset:
    """Every element is admitted (``exact``: and every alternative arrives); the spec is what traced code sees."""
    claimed = twin.claimed
    assert isinstance(claimed, Dataset), claimed
    element = structure.element(claimed, call("element"))
    observed = list(twin.real.take(limit))
    for one in observed:
        assert _matches(element, one), f"claimed {element}, observed {one!r:.300}"
    if exact and observed:
        for alternative in values.atoms(element):
            assert any(_exactly(alternative, one) for one in observed), f"{alternative} never came"
    seen: list[Any] = []

    def look(*arguments: Any) -> int:
        seen.append([SOME_DATASET if isinstance(a, tf.data.Dataset) else a for a in tf.nest.flatten(arguments)])
        return 0

    twin.real.map(look)
    arguments = structure.arguments(claimed.spec, call("spec", graph=True))
    arguments = [leaf for argument in arguments for leaf in _flat(argument)]
    assert len(arguments) == len(seen[0]), (arguments, seen[0])
    for told, one in zip(arguments, seen[0], strict=True):
        assert _matches(told, one), f"spec {told}, observed {one!r:.300}"
        if spec_exact:
            assert _exactly(told, one), f"spec {told}, observed {one!r:.300}"
    count = twin.real.cardinality().numpy()
    if claimed.cardinality is not None:
        assert claimed.cardinality == count or (count == -2 and claimed.cardinality == len(observed))
    elif exact:
        assert count in (-2, -1), "cardinality is known"
    return claimed


def _flat(told: Value) -> list[Value]:
    if isinstance(told, values.Tuple):
        return [leaf for item in told.items for leaf in _flat(item)]
    if isinstance(told, FakeDict):
        ordered = sorted(zip(told.keys, told.items, strict=True), key=lambda entry: entry[0].value)  # type: ignore[attr-defined]
        return [leaf for _, item in ordered for leaf in _flat(item)]
    return [told]


def _matches(told: Value, one: Any) -> bool:
    if one is SOME_DATASET:
        return isinstance(told, Dataset)
    if isinstance(one, tf.data.Dataset):
        return isinstance(told, Dataset) and all(_matches(told.element, e) for e in one.take(5))
    if isinstance(one, tuple) and isinstance(told, values.Tuple):
        return len(one) == len(told.items) and all(_matches(t, o) for t, o in zip(told.items, one, strict=True))
    if isinstance(one, dict) and isinstance(told, FakeDict):
        return all(_matches(t, one[k.value]) for k, t in zip(told.keys, told.items, strict=True))  # type: ignore[attr-defined]
    if isinstance(told, values.Union):
        return any(_matches(member, one) for member in told.members)
    return admits(told, one)


def _exactly(told: Value, one: Any) -> bool:
    if one is SOME_DATASET or isinstance(one, tf.data.Dataset):
        return isinstance(told, Dataset)
    if isinstance(one, tuple) and isinstance(told, values.Tuple):
        return len(one) == len(told.items) and all(_exactly(t, o) for t, o in zip(told.items, one, strict=True))
    if isinstance(one, dict) and isinstance(told, FakeDict):
        return all(_exactly(t, one[k.value]) for k, t in zip(told.keys, told.items, strict=True))  # type: ignore[attr-defined]
    if isinstance(told, values.Union):
        return any(_exactly(member, one) for member in told.members)
    if isinstance(told, Tensor) and told.kind == "ragged":
        return admits(told, one)
    if isinstance(told, Tensor) and isinstance(one, tf.Tensor) and not tf.is_symbolic_tensor(one):
        return admits(told, one)
    return is_exact(told, one)


def both(real: Real, claimed: Real) -> Function:
    """A function for both worlds."""
    return Function(real, claimed)


def same(function: Real) -> Function:
    """A function that only moves its arguments about."""

    def claimed(*args: Value) -> Value:
        found = function(*args)
        return found if isinstance(found, Value) else abstract(_wrapped(found))

    return Function(function, claimed)


def _wrapped(found: Any) -> Any:
    if isinstance(found, dict):
        return FakeDict(tuple(abstract(k) for k in found), tuple(abstract(_wrapped(v)) for v in found.values()))
    if isinstance(found, list):
        return FakeList(tuple(abstract(_wrapped(v)) for v in found))
    return found


RAGGED = tf.ragged.constant([[1.0, 2.0], [3.0], [4.0, 5.0]])
DEEP = tf.ragged.constant([[[1.0, 2.0], [3.0]], [[4.0]]])
INNER = tf.RaggedTensor.from_row_splits(tf.ones([3, 2]), [0, 2, 3])
SPARSE = tf.sparse.from_dense([[1.0, 0, 2.0], [0, 0, 3.0]])
Pair = collections.namedtuple("Pair", "x y")

STRUCTURES = [
    [1, 2, 3],
    [1.0, 2.0],
    [True],
    ["a", "b"],
    np.arange(3),
    np.ones([3, 2]),
    np.ones([3, 2], "f4"),
    [np.ones(2), np.ones(2)],
    ([1, 2], [3.0, 4.0]),
    [[1, 2], [3, 4]],
    {"a": [1, 2], "b": np.ones([2, 3])},
    ({"a": [1, 2]}, [1, 2]),
    ({"a": ([1, 2], [1.0, 2.0])}, ([1, 2], [[1], [2]])),
    tf.ones([4, 2, 3]),
    tf.Variable([1.0, 2.0]),
    range(4),
    ([1, 2],),
    RAGGED,
    DEEP,
    INNER,
    SPARSE,
    (RAGGED, [1, 2, 3]),
]


@pytest.mark.parametrize("tensors", STRUCTURES, ids=lambda t: repr(t)[:30])
def test_slices_and_tensors(tensors: Any) -> None:
    ragged = isinstance(tensors, tf.RaggedTensor) or (isinstance(tensors, tuple) and tensors[0] is RAGGED)
    slices = make("from_tensor_slices", tensors)
    check(slices, exact=not ragged)
    check(slices.batch(2), exact=not ragged)
    check(slices.batch(2).unbatch(), exact=False)
    check(make("from_tensors", tensors), exact=not ragged)
    check(make("from_tensors", tensors).batch(3), exact=not ragged)


def test_scalars_have_no_slices() -> None:
    for tensors in (3, (1, 2), tf.constant(1.0)):
        assert RULES["tensorflow.data.Dataset.from_tensor_slices"](call("from_tensor_slices", tensors)) is NEVER
        with pytest.raises(ValueError):
            D.from_tensor_slices(tensors)


def test_empty_list() -> None:
    check(make("from_tensor_slices", []))


@settings(max_examples=10)
@given(
    st.integers(1, 12), st.integers(1, 5), st.booleans(), st.integers(0, 5), st.sampled_from(["", "repeat", "shuffle"])
)
def test_batches(count: int, size: int, drop: bool, taken: int, before: str) -> None:
    twin = make("from_tensor_slices", (np.ones([count, 2], "f4"), np.arange(count)))
    if before == "repeat":
        twin = twin.repeat(2)
    if before == "shuffle":
        twin = twin.shuffle(3)
    batched = twin.batch(size, drop_remainder=drop)
    check(batched)
    check(batched.take(taken), exact=taken > 0)
    check(batched.skip(taken), exact=False)
    check(batched.take(1).prefetch(1).cache())
    check(batched.repeat(2))
    check(batched.shuffle(2).take(1), exact=False)
    check(batched.unbatch(), exact=False)
    check(batched.shard(2, 1), exact=False)
    check(batched.map(same(lambda x, y: (x, y))), exact=drop)
    check(batched.enumerate())
    check(twin.batch(size, drop_remainder=drop).take(-1))


def test_batches_without_end() -> None:
    twin = make("range", 5).repeat()
    assert check(twin.batch(3)).element is values.tensor("int64", (3,))
    assert check(twin.batch(3).take(4)).element is values.tensor("int64", (3,))
    check(twin.skip(2))
    check(twin.window(2))


def test_batches_of_batches() -> None:
    twin = make("from_tensor_slices", np.ones([8, 3])).batch(2).batch(2)
    check(twin)
    check(make("from_tensor_slices", np.ones([8, 3])).batch(2, drop_remainder=True).batch(3, drop_remainder=True))


RETURNS: list[Real] = [
    lambda x: x,
    lambda x: [x, x],
    lambda x: (x, [x, 1]),
    lambda x: (x, None),
    lambda x: {"a": x, "b": [1.0, 2.0]},
    lambda x: (x,),
    lambda x: ((x, x), x),
    lambda x: ((x, x),),
    lambda x: [x, (x, x)],
    lambda x: {"a": {"b": x}, "c": (x, 1.5)},
    lambda x: Pair(x, x),
    lambda x: (1, 1.5, "a", True, b"b"),
    lambda x: np.ones(3),
    lambda x: (np.float64(1), np.arange(2)),
    lambda x: 1,
]


@pytest.mark.parametrize("index", range(len(RETURNS)))
def test_what_mapped_functions_return(index: int) -> None:
    twin = make("range", 4).map(same(RETURNS[index]))
    check(twin)
    check(twin.map(same(lambda *a: a[0])))
    if index != 3:
        check(twin.batch(3))


def test_arguments_are_spread_for_plain_tuples_alone() -> None:
    pairs = make("from_tensor_slices", ([1, 2], [3.0, 4.0]))
    check(pairs.map(same(lambda a, b: (b, a))))
    check(pairs.enumerate().map(same(lambda i, ab: (i, ab))))
    named = make("range", 3).map(same(lambda x: Pair(x, x)))
    check(named.map(same(lambda p: p)))
    dicts = make("from_tensor_slices", {"a": [1, 2], "b": [1.0, 2.0]})
    check(dicts.map(same(lambda d: d)))
    check(dicts.batch(2).enumerate().map(same(lambda i, d: (d, i))), exact=False)


def test_shapes_unknown_while_tracing_stay_unknown() -> None:
    grow = both(lambda x: tf.fill([x], x), lambda x: values.tensor("int64", (None,), symbolic=True))
    twin = make("range", 5).map(grow)
    check(twin, exact=False)
    check(twin.padded_batch(2), exact=False)
    check(twin.padded_batch(2, padded_shapes=(None,)), exact=False)
    check(twin.padded_batch(2, padded_shapes=[7]), exact=True)
    check(twin.ragged_batch(2), exact=False)
    check(twin.ragged_batch(2, drop_remainder=True).unbatch(), exact=False)


PADDED = [
    ([1, 2, 3], None),
    (([1, 2, 3], [[1], [2], [3]]), None),
    ([[1, 2], [3, 4], [5, 6]], [5]),
    ([[1, 2], [3, 4], [5, 6]], [None]),
    ([[1, 2], [3, 4], [5, 6]], (tf.TensorShape([None]))),
    (([1, 2, 3], [[1], [2], [3]]), ([], [None])),
    (([1, 2, 3], [[1], [2], [3]]), ([], [4])),
    (([1, 2, 3], [[1], [2], [3]]), ((), (-1,))),
    ({"a": [1, 2, 3], "b": [[1], [2], [3]]}, {"b": [2], "a": []}),
    ({"a": [1, 2, 3]}, None),
]


@pytest.mark.parametrize(("tensors", "shapes"), PADDED, ids=repr)
def test_padded_batches(tensors: Any, shapes: Any) -> None:
    for drop in (False, True):
        keywords = {"drop_remainder": drop} | ({} if shapes is None else {"padded_shapes": shapes})
        check(make("from_tensor_slices", tensors).padded_batch(2, **keywords))


def test_ragged_batches_of_known_shapes_are_dense() -> None:
    check(make("from_tensor_slices", [[1, 2], [3, 4], [5, 6]]).ragged_batch(2))
    check(make("range", 3).ragged_batch(2))


def test_windows() -> None:
    check(make("range", 10).window(3))
    check(make("range", 10).window(3, shift=1, drop_remainder=True))
    check(make("range", 10).window(3, shift=2, stride=2, drop_remainder=True))
    check(make("from_tensor_slices", ([1, 2, 3], [1.0, 2.0, 3.0])).window(2))
    check(make("from_tensor_slices", {"a": [1, 2, 3]}).window(2))
    windows = make("range", 10).window(3, shift=1, drop_remainder=True)

    def batched(drop: bool) -> Function:
        def claimed(window: Value) -> Value:
            return RULES["tensorflow.data.Dataset.batch"](
                call("batch", 3, receiver=window, drop_remainder=drop, graph=True)
            )

        return both(lambda window: window.batch(3, drop_remainder=drop), claimed)

    assert check(windows.flat_map(batched(False))).element is values.tensor("int64", (3,))
    assert check(windows.flat_map(batched(True))).element is values.tensor("int64", (3,))
    pairs = windows.flat_map(batched(True)).map(both(lambda w: (w[:-1], w[-1]), _split))
    check(pairs)


def _split(window: Value) -> Value:
    assert window is values.tensor("int64", (3,), symbolic=True)
    head = values.tensor("int64", (2,), symbolic=True)
    return values.tuple_of((head, values.tensor("int64", (), symbolic=True)))


def test_combinations() -> None:
    a, b = make("range", 3), make("range", 5)
    check(make("zip", (a, b)))
    check(make("zip", a, b))
    check(make("zip", {"a": a, "b": b.batch(2)}))
    check(make("zip", (a.batch(2), (b, a))))
    check(make("zip", (a.repeat(), b)))
    check(make("zip", (a.repeat(), b.repeat())))
    check(a.concatenate(b))
    check(a.batch(2).concatenate(b.batch(3)))
    check(a.concatenate(b.repeat()))
    check(make("sample_from_datasets", [a, b]))
    check(make("choose_from_datasets", [a, b], make("range", 2)))


def test_flat_map_and_interleave() -> None:
    inner = make("range", 2)
    fixed = both(lambda x: D.range(2), lambda x: inner.claimed)
    assert check(make("range", 3).flat_map(fixed), exact=False).cardinality == 6
    assert check(make("range", 3).interleave(fixed, cycle_length=2), exact=False).cardinality == 6
    batches = make("range", 3).batch(2)
    check(make("range", 3).flat_map(both(lambda x: D.range(3).batch(2), lambda x: batches.claimed)), exact=False)


def test_the_rest() -> None:
    twin = make("range", 10)
    keep = both(lambda x: x > 2, lambda x: values.tensor("bool", ()))
    check(twin.filter(keep))
    check(twin.take_while(keep))
    check(twin.unique())
    check(twin.batch(4).rebatch(3))
    check(twin.with_options(tf.data.Options()))
    check(make("range", 1, 10, 3))
    check(make("range", 5, output_type=tf.int32))
    check(make("random", seed=1))
    check(make("counter"))
    count = both(
        lambda s, x: (s + x, (x, s)),
        lambda s, x: values.tuple_of((s, values.tuple_of((x, s)))),
    )
    check(twin.scan(tf.constant(0, tf.int64), count))
    bucket = both(lambda x: 1, lambda x: values.const(1))
    check(twin.bucket_by_sequence_length(bucket, [2, 3], [2, 2, 2]), exact=False)
    window = both(
        lambda k, d: d.batch(3),
        lambda k, d: RULES["tensorflow.data.Dataset.batch"](call("batch", 3, receiver=d, graph=True)),
    )
    key = both(lambda x: x % 2, lambda x: x)
    check(twin.group_by_window(key, window, window_size=3), exact=False)


def test_apply() -> None:
    twin = make("range", 5)
    batch = both(lambda d: d.batch(2), lambda d: RULES["tensorflow.data.Dataset.batch"](call("batch", 2, receiver=d)))
    check(twin.apply(batch))


def test_reduce() -> None:
    twin = make("range", 5)
    for initial, function in [
        (0, lambda s, x: s),
        (np.int64(0), lambda s, x: x),
        ((0, tf.zeros(2)), lambda s, x: s),
        ({"a": 0.0}, lambda s, x: s),
    ]:
        reduced = twin.reduce(initial, same(function))
        assert is_exact(reduced.claimed, reduced.real), reduced.claimed
    varying = both(lambda s, x: tf.concat([s, s], 0), lambda s, x: values.tensor("float32", (2,), symbolic=True))
    claimed = RULES["tensorflow.data.Dataset.reduce"](call("reduce", tf.zeros(1), varying, receiver=twin.claimed))
    assert claimed is values.tensor("float32", (None,))


def _yields(*items: Any) -> Function:
    return both(
        lambda: iter(items), lambda: values.stream(values.union(abstract(i) for i in items), "python", "generator")
    )


def test_generators() -> None:
    numbers = _yields(1, 2)
    arrays = _yields((np.ones([1]), 0), (np.ones([2]), 1))
    check(make("from_generator", numbers, tf.int32))
    check(make("from_generator", numbers, tf.int32, ()))
    check(make("from_generator", numbers, output_types=tf.float32, output_shapes=[]))
    check(make("from_generator", arrays, (tf.float32, tf.int32)), exact=False)
    check(make("from_generator", arrays, (tf.float32, tf.int32), ((None,), ())), exact=False)
    signature = (tf.TensorSpec([None], tf.float32), tf.TensorSpec([], tf.int32))
    check(make("from_generator", arrays, output_signature=signature), exact=False)
    dicts = _yields({"a": 1})
    check(make("from_generator", dicts, output_signature={"a": tf.TensorSpec([], tf.int32)}))
    ragged = _yields(RAGGED)
    check(make("from_generator", ragged, output_signature=tf.RaggedTensorSpec([None, None], tf.float32)), exact=False)
    fixed = _yields(np.ones([2, 3]), np.zeros([2, 3]))
    claimed = check(make("from_generator", fixed, output_signature=tf.TensorSpec([None, 3], tf.float64)))
    assert claimed.element is values.tensor("float64", (2, 3))


def test_files(tmp_path: Path) -> None:
    text = tmp_path / "lines.txt"
    text.write_text("a\nb\n")
    for cls in (tf.data.TextLineDataset, tf.data.TFRecordDataset):
        name = f"tensorflow.data.{cls.__name__.removesuffix('V2')}"
        real = cls(str(text)) if cls is tf.data.TextLineDataset else cls([])
        check(Twin(real, RULES[name](FakeCall(name, None, [str(text)], {}, False))))
    check(make("list_files", str(tmp_path / "*.txt")), exact=False)
    columns = tmp_path / "table.csv"
    columns.write_text("1,2.5,a\n")
    name = "tensorflow.data.experimental.CsvDataset"
    defaults = [tf.int32, 0.5, tf.constant(["x"])]
    real = tf.data.experimental.CsvDataset(str(columns), defaults)
    check(Twin(real, RULES[name](FakeCall(name, None, [str(columns), defaults], {}, False))))


def test_as_numpy_iterator() -> None:
    for tensors in ([1, 2], [[1, 2]], (["x"], [1.0]), {"a": [[1, 2]]}):
        twin = make("from_tensor_slices", tensors)
        claimed = RULES["tensorflow.data.Dataset.as_numpy_iterator"](call("as_numpy_iterator", receiver=twin.claimed))
        assert isinstance(claimed, values.Stream)
        for one in twin.real.as_numpy_iterator():
            assert _matches(claimed.element, one)


def test_single_element_and_cardinality() -> None:
    twin = make("from_tensors", (1, 2.0))
    claimed = RULES["tensorflow.data.Dataset.get_single_element"](call("get_single_element", receiver=twin.claimed))
    assert is_exact(claimed, twin.real.get_single_element())
    count = RULES["tensorflow.data.Dataset.cardinality"](call("cardinality", receiver=make("range", 7).claimed))
    assert count is values.tensor("int64", (), content=7)
    length = RULES["tensorflow.data.Dataset.__len__"](call("__len__", receiver=make("range", 7).claimed))
    assert length is values.const(7)


def test_element_spec() -> None:
    twin = make("from_tensor_slices", ({"a": np.ones([3, 2])}, [1, 2, 3])).batch(2)
    spec = iterators.PROPERTIES["tensorflow.data.Dataset.element_spec"](call("element_spec", receiver=twin.claimed))
    observed = twin.real.element_spec
    assert isinstance(spec, values.Tuple)
    first, second = spec.items
    assert isinstance(first, FakeDict)
    for told, one in [(first.items[0], observed[0]["a"]), (second, observed[1])]:
        assert isinstance(told, values.LibraryObject)
        assert told.cls == "tensorflow.TensorSpec"
        assert told.get("shape") is values.tensor_shape(one.shape.as_list())
        assert told.get("dtype") is values.dtype_value(one.dtype.name)


def test_element_spec_as_an_attribute() -> None:
    twin = make("from_tensor_slices", (np.ones([3, 2]), [1, 2, 3])).batch(2)
    spec = attributes.attribute(twin.claimed, "element_spec")
    assert isinstance(spec, values.Tuple)
    for told, one in zip(spec.items, twin.real.element_spec, strict=True):
        assert isinstance(told, values.LibraryObject)
        assert told.get("shape") is values.tensor_shape(one.shape.as_list())
    dicts = make("from_tensor_slices", {"a": [1, 2]})
    assert isinstance(attributes.attribute(dicts.claimed, "element_spec"), values.Unknown)


def test_distribution() -> None:
    twin = make("from_tensor_slices", np.ones([5, 2], "f4")).batch(2)
    rule = RULES["tensorflow.distribute.Strategy.experimental_distribute_dataset"]
    for strategy, devices, exact in [
        (tf.distribute.OneDeviceStrategy("/cpu:0"), values.NONE, True),
        (tf.distribute.MirroredStrategy(["/cpu:0"]), FakeList((values.const("/cpu:0"),)), True),
        (tf.distribute.MirroredStrategy(), values.NONE, False),
    ]:
        made = call("x", twin.claimed)
        made._bound = {"dataset": twin.claimed}
        name = f"tensorflow.distribute.{type(strategy).__name__}"
        made.receiver = values.library_object(name, [("devices", devices)])
        claimed = rule(made)
        assert isinstance(claimed, Dataset)
        assert claimed.distributed
        for one in strategy.experimental_distribute_dataset(twin.real):
            assert admits(claimed.element, one)
            assert is_exact(claimed.element, one) == exact


def test_unknown_structures_stay_unknown() -> None:
    rule = RULES["tensorflow.data.Dataset.from_tensor_slices"]
    claimed = rule(call("from_tensor_slices", values.unknown("elsewhere")))
    assert isinstance(claimed, Dataset)
    assert isinstance(claimed.element, values.Unknown)
    batched = RULES["tensorflow.data.Dataset.batch"](call("batch", 2, receiver=claimed))
    assert isinstance(batched, Dataset)
    assert isinstance(batched.element, values.Unknown)


def test_a_function_not_analysed_yet() -> None:
    twin = make("range", 3)
    never = both(lambda x: x, lambda x: NEVER)
    assert RULES["tensorflow.data.Dataset.map"](call("map", never, receiver=twin.claimed)) is NEVER


def test_unknown_batch_sizes() -> None:
    twin = make("from_tensor_slices", np.ones([5, 2]))
    batched = RULES["tensorflow.data.Dataset.batch"](call("batch", values.INT, receiver=twin.claimed))
    assert isinstance(batched, Dataset)
    assert batched.element is values.tensor("float64", (None, 2))
    assert batched.spec is values.tensor("float64", (None, 2), symbolic=True)
