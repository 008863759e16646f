"""Convolutions, pooling, losses and normalisation against TensorFlow."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
import tensorflow as tf
from hypothesis import given
from hypothesis import strategies as st

from .harness import at_least_inferred, check, hide, inferred

IMAGE = tf.ones([2, 9, 8, 6])
SMALL = st.integers(1, 3)
PADDING = st.sampled_from(["SAME", "VALID"])


@given(st.integers(1, 9), SMALL, SMALL, SMALL, PADDING, st.sets(st.integers(0, 3)))
def test_windows(size: int, kernel: int, stride: int, dilation: int, padding: str, hidden: set[int]) -> None:
    x, filters = tf.ones([2, size, 5, 4]), tf.ones([kernel, 2, 4, 7])
    if stride > 1:
        dilation = 1
    check("nn.conv2d", x, filters, stride, padding, dilations=dilation)
    check("nn.conv2d", hide(x, *hidden), filters, stride, padding, dilations=dilation, exact=False)
    check("nn.max_pool2d", x, [kernel, 2], stride, padding)
    check("nn.avg_pool", hide(x, *hidden), kernel, stride, padding, exact=False)
    check("nn.pool", x, [kernel, 1], "MAX", strides=[stride, 1], padding=padding)
    check("nn.conv1d", x[:, :, 0], tf.ones([kernel, 4, 3]), stride, padding)
    check("nn.conv3d", x[:, :, :, :, None], tf.ones([kernel, 1, 2, 1, 2]), [1, stride, 1, 1, 1], padding)
    try:
        claimed, observed = inferred("nn.conv2d", hide(x, *hidden), filters, stride, padding)
    except ValueError:
        return
    assert at_least_inferred(claimed, observed), (claimed, observed)


def test_forms_of_convolutions() -> None:
    filters = tf.ones([3, 3, 6, 5])
    check("nn.conv2d", IMAGE, filters, 1, "SAME")
    check("nn.conv2d", IMAGE, filters, [1, 2, 2, 1], "SAME")
    check("nn.conv2d", IMAGE, filters, [2, 1], "VALID")
    check("nn.conv2d", IMAGE, filters, 1, [[0, 0], [1, 2], [0, 0], [0, 0]])
    check("nn.conv2d", IMAGE, tf.ones([3, 3, 3, 4]), 1, "SAME")
    check("nn.conv2d", IMAGE, tf.ones([3, 3, 5, 4]), 1, "SAME")
    check("nn.conv2d", tf.ones([5, 2, 9, 8, 6]), filters, 1, "SAME")
    check("nn.conv2d", IMAGE[0], filters, 1, "SAME")
    check("nn.conv2d", np.ones((2, 9, 8, 6)), filters, 1, "SAME")
    check("nn.conv2d", IMAGE, hide(filters, 3), 1, "SAME", exact=False)
    check("nn.convolution", IMAGE, filters, padding="SAME")
    check("nn.convolution", IMAGE, filters, strides=[2, 2], padding="VALID")
    check("nn.depthwise_conv2d", IMAGE, tf.ones([3, 3, 6, 2]), [1, 1, 1, 1], "VALID")
    check("nn.separable_conv2d", IMAGE, tf.ones([3, 3, 6, 2]), tf.ones([1, 1, 12, 4]), [1, 2, 2, 1], "SAME")
    check("nn.atrous_conv2d", IMAGE, filters, 2, "VALID")
    transposed = tf.ones([3, 3, 5, 6])
    check("nn.conv2d_transpose", IMAGE, transposed, [2, 18, 16, 5], 2)
    check("nn.conv2d_transpose", IMAGE, transposed, tf.constant([2, 18, 16, 5]), [1, 2, 2, 1], "SAME")
    check("nn.conv1d_transpose", IMAGE[:, :, 0], tf.ones([3, 5, 6]), [2, 18, 5], 2)


def test_forms_of_pooling() -> None:
    check("nn.max_pool", IMAGE, 2, 2, "SAME")
    check("nn.max_pool", IMAGE, [1, 2, 2, 1], [1, 2, 2, 1], "VALID")
    check("nn.max_pool", IMAGE[:, :, 0], 3, 2, "SAME")
    check("nn.max_pool1d", IMAGE[:, :, 0], 3, 2, "SAME")
    check("nn.avg_pool3d", IMAGE[..., None], 2, 2, "SAME")
    check("nn.avg_pool2d", IMAGE, ksize=(2, 2), strides=(1, 1), padding="VALID")
    check("nn.max_pool_with_argmax", IMAGE, 2, 2, "SAME")
    check("nn.max_pool", IMAGE, [1, 1, 1, 2], [1, 1, 1, 2], "SAME", exact=False)
    check("nn.dilation2d", IMAGE, tf.ones([3, 3, 6]), [1, 1, 1, 1], "VALID", "NHWC", [1, 1, 1, 1])


def test_losses() -> None:
    logits = tf.ones([4, 5])
    labels = tf.constant([1, 2, 3, 4])
    check("nn.sparse_softmax_cross_entropy_with_logits", labels, logits)
    check("nn.sparse_softmax_cross_entropy_with_logits", labels=labels, logits=hide(logits, 0), exact=False)
    check("nn.sparse_softmax_cross_entropy_with_logits", tf.zeros([2, 3], tf.int64), tf.ones([2, 3, 5], tf.float16))
    check("nn.softmax_cross_entropy_with_logits", logits, logits)
    check("nn.softmax_cross_entropy_with_logits", labels=tf.ones([2, 3, 5]), logits=tf.ones([2, 3, 5]), axis=1)
    check("nn.softmax_cross_entropy_with_logits", tf.ones([1, 5]), logits, exact=False)
    check("nn.sigmoid_cross_entropy_with_logits", logits, logits)
    check("nn.sigmoid_cross_entropy_with_logits", logits, tf.ones([5]))
    check("nn.weighted_cross_entropy_with_logits", logits, logits, 2.0)
    check("nn.log_poisson_loss", logits, logits)
    check("nn.compute_average_loss", tf.ones([4]), global_batch_size=8)
    check("nn.ctc_loss", tf.constant([[1, 2]]), tf.ones([5, 1, 4]), tf.constant([2]), tf.constant([5]), blank_index=0)
    check("nn.ctc_greedy_decoder", tf.ones([5, 2, 4]), [5, 5], exact=False)
    check("nn.ctc_beam_search_decoder", tf.ones([5, 2, 4]), [5, 5], top_paths=2, exact=False)


def test_normalisation() -> None:
    check("nn.bias_add", IMAGE, tf.ones([6]))
    check("nn.bias_add", IMAGE, np.ones(6))
    check("nn.dropout", IMAGE, 0.5)
    check("nn.dropout", [1.0, 2.0], rate=0.5)
    check("nn.dropout", tf.ones([2], tf.int32), rate=0.5)
    mean, variance = tf.ones([6]), tf.ones([6])
    check("nn.batch_normalization", IMAGE, mean, variance, None, None, 1e-3)
    check("nn.batch_normalization", IMAGE, mean, variance, mean, tf.ones([1, 1, 1, 6]), 1e-3)
    check("compat.v1.nn.fused_batch_norm", IMAGE, mean, mean)
    check("nn.local_response_normalization", IMAGE)
    check("nn.weighted_moments", IMAGE, [0, 1], tf.ones([1, 1, 1, 1]))
    check("nn.crelu", IMAGE)
    check("nn.sufficient_statistics", IMAGE, [0])
    check("quantization.fake_quant_with_min_max_vars", IMAGE, 0.0, 1.0)


@pytest.mark.parametrize("name", ["max_pool", "avg_pool"])
def test_pooling_dtypes(name: str) -> None:
    for dtype in (tf.float32, tf.float16, tf.int32, tf.bool):
        argument: Any = tf.cast(IMAGE, dtype)
        check(f"nn.{name}", argument, 2, 2, "SAME")
