"""Layers of Keras: what the rules say of a call against what real Keras gives, for drawn options and shapes."""

from __future__ import annotations

import keras
import numpy as np
import pytest
import tensorflow as tf
from hypothesis import given, settings
from hypothesis import strategies as st

from .keras_harness import check_layer

SMALL = st.integers(1, 7)
DTYPES = st.sampled_from(["float32", "float64", "float16", "int32", "int64"])


def inputs(draw: st.DrawFn, shape: tuple[int, ...], dtype: str = "float32"):
    """The same input as a NumPy array, a tensor, a variable or a Keras tensor."""
    form = draw(st.sampled_from(["array", "tensor", "variable", "keras"]))
    if form == "array":
        return np.zeros(shape, dtype)
    if form == "tensor":
        return tf.zeros(shape, dtype)
    if form == "variable":
        return tf.Variable(tf.zeros(shape, dtype))
    return keras.Input(shape[1:], dtype=dtype)


@given(st.data())
def test_dense(data):
    draw = data.draw
    shape = (draw(SMALL), *draw(st.lists(SMALL, min_size=1, max_size=3)))
    check_layer("Dense", {"units": draw(SMALL)}, inputs(draw, shape, draw(DTYPES)), may_raise=True)


@given(st.data())
def test_embedding(data):
    draw = data.draw
    shape = (draw(SMALL), *draw(st.lists(SMALL, min_size=0, max_size=2)))
    options = {"input_dim": draw(SMALL), "output_dim": draw(SMALL), "mask_zero": draw(st.booleans())}
    check_layer(
        "Embedding", options, inputs(draw, shape, draw(st.sampled_from(["int32", "int64", "float32"]))), may_raise=True
    )


@pytest.mark.parametrize("rank", [1, 2, 3])
@given(st.data())
def test_convolution(rank, data):
    draw = data.draw
    options = {
        "filters": draw(SMALL),
        "kernel_size": draw(st.one_of(st.integers(1, 3), st.tuples(*[st.integers(1, 3)] * rank))),
        "strides": draw(st.integers(1, 3)),
        "padding": draw(st.sampled_from(["same", "valid", "SAME"] + (["causal"] if rank == 1 else []))),
    }
    if options["strides"] == 1:
        options["dilation_rate"] = draw(st.integers(1, 2))
    shape = (draw(SMALL), *draw(st.tuples(*[st.integers(1, 9)] * rank)), draw(SMALL))
    check_layer(f"Conv{rank}D", options, inputs(draw, shape), may_raise=True)


@pytest.mark.parametrize("rank", [1, 2, 3])
@given(st.data())
@settings(max_examples=15)
def test_transposed_convolution(rank, data):
    draw = data.draw
    options = {
        "filters": draw(SMALL),
        "kernel_size": draw(st.integers(1, 4)),
        "strides": draw(st.integers(1, 3)),
        "padding": draw(st.sampled_from(["same", "valid"])),
    }
    if draw(st.booleans()) and options["strides"] > 1:
        options["output_padding"] = draw(st.integers(0, options["strides"] - 1))
    shape = (draw(SMALL), *draw(st.tuples(*[st.integers(1, 5)] * rank)), draw(SMALL))
    check_layer(f"Conv{rank}DTranspose", options, inputs(draw, shape), may_raise=True)


@pytest.mark.parametrize("name", ["DepthwiseConv1D", "DepthwiseConv2D", "SeparableConv1D", "SeparableConv2D"])
@given(st.data())
@settings(max_examples=10)
def test_depthwise_convolution(name, data):
    draw = data.draw
    rank = int(name[-2])
    options = {
        "kernel_size": draw(st.integers(1, 3)),
        "padding": draw(st.sampled_from(["same", "valid"])),
        "depth_multiplier": draw(st.integers(1, 3)),
        "strides": draw(st.integers(1, 2)),
    }
    if name.startswith("Sep"):
        options["filters"] = draw(SMALL)
    shape = (draw(SMALL), *draw(st.tuples(*[st.integers(3, 9)] * rank)), draw(SMALL))
    check_layer(name, options, inputs(draw, shape), may_raise=True)


@pytest.mark.parametrize("rank", [1, 2, 3])
@pytest.mark.parametrize("kind", ["Max", "Average"])
@given(st.data())
@settings(max_examples=15)
def test_pooling(rank, kind, data):
    draw = data.draw
    options = {"pool_size": draw(st.integers(1, 3)), "padding": draw(st.sampled_from(["same", "valid"]))}
    if draw(st.booleans()):
        options["strides"] = draw(st.integers(1, 3))
    shape = (draw(SMALL), *draw(st.tuples(*[st.integers(1, 9)] * rank)), draw(SMALL))
    check_layer(f"{kind}Pooling{rank}D", options, inputs(draw, shape), may_raise=True)


@pytest.mark.parametrize("rank", [1, 2, 3])
@pytest.mark.parametrize("kind", ["GlobalMax", "GlobalAverage"])
@given(st.data())
@settings(max_examples=6)
def test_global_pooling(rank, kind, data):
    draw = data.draw
    shape = (draw(SMALL), *draw(st.tuples(*[st.integers(1, 5)] * rank)), draw(SMALL))
    check_layer(f"{kind}Pooling{rank}D", {"keepdims": draw(st.booleans())}, inputs(draw, shape), may_raise=True)


@pytest.mark.parametrize("name", ["AdaptiveAveragePooling2D", "AdaptiveMaxPooling1D"])
@given(st.data())
@settings(max_examples=4)
def test_adaptive_pooling(name, data):
    rank = int(name[-2])
    shape = (2, *data.draw(st.tuples(*[st.integers(4, 8)] * rank)), 3)
    check_layer(name, {"output_size": data.draw(st.integers(1, 4))}, inputs(data.draw, shape), may_raise=True)


@pytest.mark.parametrize("rank", [1, 2, 3])
@given(st.data())
@settings(max_examples=10)
def test_padding_cropping_upsampling(rank, data):
    draw = data.draw
    shape = (draw(SMALL), *draw(st.tuples(*[st.integers(3, 9)] * rank)), draw(SMALL))
    pair = st.tuples(st.integers(0, 2), st.integers(0, 2))
    nested = pair if rank == 1 else st.tuples(*[pair] * rank)
    margins = draw(st.one_of(st.integers(0, 2), nested, st.tuples(*[st.integers(0, 2)] * max(rank, 2))))
    check_layer(f"ZeroPadding{rank}D", {"padding": margins}, inputs(draw, shape), may_raise=True)
    check_layer(f"Cropping{rank}D", {"cropping": margins}, inputs(draw, shape), may_raise=True)
    size = draw(st.integers(1, 3)) if rank == 1 else draw(st.tuples(*[st.integers(1, 3)] * rank))
    check_layer(f"UpSampling{rank}D", {"size": size}, inputs(draw, shape), may_raise=True)


@given(st.data())
def test_reshaping(data):
    draw = data.draw
    shape = (draw(SMALL), *draw(st.lists(st.integers(1, 4), min_size=1, max_size=3)))
    dtype = draw(DTYPES)
    check_layer("Flatten", {}, inputs(draw, shape, dtype), may_raise=True)
    check_layer(
        "Reshape",
        {"target_shape": draw(st.sampled_from([(-1,), (-1, 1), (1, -1), (2, -1)]))},
        inputs(draw, shape),
        may_raise=True,
    )
    order = tuple(draw(st.permutations(range(1, len(shape)))))
    check_layer("Permute", {"dims": order}, inputs(draw, shape), may_raise=True)
    check_layer("RepeatVector", {"n": draw(SMALL)}, inputs(draw, shape[:2]), may_raise=True)


@pytest.mark.parametrize(
    "name",
    [
        "Dropout(0.5)",
        "GaussianNoise(0.1)",
        "GaussianDropout(0.5)",
        "AlphaDropout(0.5)",
        "ReLU()",
        "LeakyReLU()",
        "PReLU()",
        "ELU()",
        "Softmax()",
        "BatchNormalization()",
        "LayerNormalization()",
        "RMSNormalization()",
        "UnitNormalization()",
        "Activation('tanh')",
        "Identity()",
        "ActivityRegularization()",
        "Masking()",
    ],
)
@given(st.data())
@settings(max_examples=8)
def test_same_shape(name, data):
    draw = data.draw
    cls, _, rest = name.partition("(")
    argument = eval(rest[:-1]) if rest != ")" else None
    options = {} if argument is None else {{"Activation": "activation"}.get(cls, "rate"): argument}
    if cls == "GaussianNoise":
        options = {"stddev": 0.1}
    shape = (draw(SMALL), *draw(st.lists(SMALL, min_size=1, max_size=3)))
    dtype = draw(st.sampled_from(["float32", "float64", "float16"]))
    # A variable may come out of those that pass their argument on.
    check_layer(cls, options, inputs(draw, shape, dtype), exact=False, may_raise=True)
    check_layer(cls, options, np.zeros(shape, dtype), may_raise=True)


@pytest.mark.parametrize("dtype", ["float64", "float16", "mixed_float16", "bfloat16"])
@pytest.mark.parametrize("name,options", [("Dense", {"units": 3}), ("LayerNormalization", {}), ("LSTM", {"units": 2})])
def test_dtype_policy(name, options, dtype):
    # Keras cannot initialise recurrent weights of bfloat16.
    refused = (name, dtype) == ("LSTM", "bfloat16")
    check_layer(name, {**options, "dtype": dtype}, np.zeros((2, 4, 3), "float32"), may_raise=refused)


@pytest.mark.parametrize("name", ["LSTM", "GRU", "SimpleRNN"])
@given(st.data())
@settings(max_examples=10)
def test_recurrent(name, data):
    draw = data.draw
    options = {"units": draw(SMALL), "return_sequences": draw(st.booleans()), "return_state": draw(st.booleans())}
    shape = (draw(SMALL), draw(SMALL), draw(SMALL))
    check_layer(name, options, inputs(draw, shape), may_raise=True)


def test_convolutional_recurrent():
    x = np.zeros((2, 4, 6, 6, 3), "float32")
    for options in ({}, {"return_sequences": True, "return_state": True, "padding": "same"}):
        check_layer("ConvLSTM2D", {"filters": 5, "kernel_size": 3, **options}, x)


@pytest.mark.parametrize("name,count", [("LSTMCell", 2), ("GRUCell", 1), ("SimpleRNNCell", 1)])
def test_cells(name, count):
    check_layer(name, {"units": 4}, tf.zeros((2, 3)), [tf.zeros((2, 4))] * count)


@pytest.mark.parametrize("name", ["Add", "Subtract", "Multiply", "Maximum", "Minimum", "Average", "Concatenate"])
@given(st.data())
@settings(max_examples=10)
def test_merging(name, data):
    draw = data.draw
    shape = (draw(SMALL), draw(SMALL), draw(SMALL))
    other = draw(st.sampled_from([shape, (shape[0], shape[1], 1), (shape[0], 1, shape[2]), (shape[0], shape[2])]))
    first = draw(st.sampled_from(["array", "tensor", "keras"]))
    dtypes = [draw(st.sampled_from(["float32", "float64", "int32", "int64", "uint8"])) for _ in range(2)]
    make = {
        "array": lambda s, d: np.zeros(s, d),
        "tensor": lambda s, d: tf.zeros(s, d),
        "keras": lambda s, d: keras.Input(s[1:], dtype=d),
    }[first]
    options = {"axis": draw(st.integers(-2, -1))} if name == "Concatenate" else {}
    check_layer(
        name, options, [make(shape, dtypes[0]), make(other, dtypes[1])], exact=name != "Average", may_raise=True
    )


@pytest.mark.parametrize("axes", [1, 2, (1, 2), (2, 1), -1])
def test_dot(axes):
    check_layer("Dot", {"axes": axes}, [np.zeros((2, 3, 3), "float32"), np.zeros((2, 3, 3), "float32")])
    pair = [np.zeros((2, 3), "float32"), np.zeros((2, 3), "float32")]
    check_layer("Dot", {"axes": axes}, pair, may_raise=True)


@pytest.mark.parametrize("scores", [True, False])
def test_attention(scores):
    q, v = np.zeros((2, 5, 4), "float32"), np.zeros((2, 6, 3), "float32")
    k = np.zeros((2, 6, 4), "float32")
    check_layer("Attention", {}, [q, v, k], return_attention_scores=scores)
    check_layer("AdditiveAttention", {}, [q, k], return_attention_scores=scores)
    options = {"num_heads": 2, "key_dim": 3}
    check_layer("MultiHeadAttention", options, q, v, return_attention_scores=scores)
    check_layer("MultiHeadAttention", {**options, "output_shape": 7}, q, v, key=k, return_attention_scores=scores)
    group = {"head_dim": 3, "num_query_heads": 4, "num_key_value_heads": 2}
    check_layer("GroupQueryAttention", group, q, k, return_attention_scores=scores)


@pytest.mark.parametrize("kt", [True, False])
def test_einsum_dense(kt):
    x = keras.Input((5, 3)) if kt else np.zeros((2, 5, 3), "float32")
    check_layer("EinsumDense", {"equation": "abc,cd->abd", "output_shape": (None, 8)}, x)
    check_layer("EinsumDense", {"equation": "...x,xy->...y", "output_shape": 6}, x)


PREPROCESSING = [
    ("Rescaling", {"scale": 0.5}, np.zeros((2, 3), "uint8")),
    ("Rescaling", {"scale": 0.5}, [[1, 2], [3, 4]]),
    ("Normalization", {"mean": 0.0, "variance": 1.0}, np.zeros((2, 3), "int64")),
    ("Resizing", {"height": 4, "width": 5}, np.zeros((2, 8, 8, 3), "uint8")),
    ("Resizing", {"height": 4, "width": 5}, np.zeros((8, 8, 3), "float64")),
    ("CenterCrop", {"height": 4, "width": 5}, np.zeros((2, 8, 8, 3), "float32")),
    ("RandomFlip", {}, np.zeros((2, 8, 8, 3), "float32")),
    ("RandomZoom", {"height_factor": 0.1}, np.zeros((2, 8, 8, 3), "float32")),
    ("StringLookup", {"vocabulary": ["a", "b"]}, tf.constant([["a"], ["b"]])),
    ("StringLookup", {"vocabulary": ["a", "b"]}, ["a", "b"]),
    ("StringLookup", {"vocabulary": ["a", "b"], "output_mode": "one_hot"}, tf.constant(["a", "b"])),
    ("StringLookup", {"vocabulary": ["a", "b"], "output_mode": "multi_hot"}, tf.constant([["a", "b"]])),
    ("StringLookup", {"vocabulary": ["a", "b"], "output_mode": "count", "num_oov_indices": 3}, tf.constant([["a"]])),
    ("StringLookup", {"vocabulary": ["a", "b"], "invert": True}, np.array([1, 2])),
    ("IntegerLookup", {"vocabulary": [1, 2]}, np.array([1, 2])),
    ("IntegerLookup", {"vocabulary": [1, 2], "output_mode": "one_hot"}, np.array([[1], [2]])),
    ("TextVectorization", {"vocabulary": ["a"], "output_sequence_length": 5}, tf.constant(["a", "b"])),
    ("TextVectorization", {"vocabulary": ["a"], "output_sequence_length": 5}, ["a", "b"]),
    ("TextVectorization", {"vocabulary": ["a"], "output_sequence_length": 5}, tf.constant([["a"], ["b"]])),
    ("TextVectorization", {"vocabulary": ["a"], "output_mode": "multi_hot"}, tf.constant(["a", "b"])),
    ("TextVectorization", {"vocabulary": ["a"], "output_mode": "count"}, tf.constant(["a", "b"])),
    ("Hashing", {"num_bins": 3}, np.array([["a"], ["b"]])),
    ("Discretization", {"bin_boundaries": [0.0, 1.0]}, np.zeros((2, 3), "float32")),
    ("CategoryEncoding", {"num_tokens": 4}, np.zeros((2, 3), "int64")),
    ("CategoryEncoding", {"num_tokens": 4, "output_mode": "one_hot"}, np.zeros((2,), "int64")),
    ("CategoryEncoding", {"num_tokens": 4, "output_mode": "count"}, np.zeros((2, 3), "int64")),
]


@pytest.mark.parametrize("name,options,x", PREPROCESSING)
def test_preprocessing(name, options, x):
    check_layer(name, options, x)


def test_text_lengths_that_depend_on_the_data_stay_open():
    claimed = check_layer("TextVectorization", {"vocabulary": ["a"]}, tf.constant(["a b c", "b"]), exact=False)
    assert claimed.shape == (2, None)
    claimed = check_layer("TextVectorization", {"vocabulary": ["a"], "ragged": True}, tf.constant(["a"]), exact=False)
    assert claimed.kind == "ragged"


@pytest.mark.parametrize(
    "name,options", [("Dense", {"units": 3}), ("Flatten", {}), ("Conv1D", {"filters": 2, "kernel_size": 2})]
)
def test_in_a_graph(name, options):
    check_layer(name, options, np.zeros((2, 4, 3), "float64"), graph=True)
