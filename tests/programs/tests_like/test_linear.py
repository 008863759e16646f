import numpy as np
import pytest
import tensorflow as tf


class Linear(tf.Module):
    def __init__(self, n_in, n_out, dtype=tf.float32):
        super().__init__()
        self.w = tf.Variable(tf.random.normal([n_in, n_out], dtype=dtype))
        self.b = tf.Variable(tf.zeros([n_out], dtype))

    def __call__(self, x):
        return affine(x, self.w, self.b)


def affine(x, w, b):
    return tf.matmul(x, w) + b


def mse(y, p):
    return tf.reduce_mean(tf.square(y - p))


@pytest.fixture
def batch():
    return tf.ones([4, 3]), tf.zeros([4, 2])


@pytest.fixture(params=[tf.float32, tf.float64])
def layer(request):
    return Linear(3, 2, request.param)


@pytest.mark.parametrize("n_in, n_out", [(2, 3), (5, 1)])
def test_shape(n_in, n_out):
    out = Linear(n_in, n_out)(tf.ones([7, n_in]))
    assert out.shape == (7, n_out)


def test_dtype(layer):
    x = tf.ones([2, 3], layer.w.dtype)
    assert layer(x).dtype == layer.w.dtype


@pytest.mark.parametrize("dtype", ["float32", "float64"])
@pytest.mark.parametrize("rows", [1, 4])
def test_mse(dtype, rows):
    a = tf.zeros([rows, 2], dtype)
    assert mse(a, a + 1).numpy() == 1.0


def test_batch(batch):
    x, y = batch
    model = Linear(3, 2)
    assert mse(y, model(x)).shape == ()


@pytest.mark.parametrize("value", [np.zeros((2, 2), np.float32), tf.ones([3, 2])])
def test_numpy(value):
    assert mse(tf.convert_to_tensor(value), 0.0) >= 0


def test_raises():
    with pytest.raises(Exception):
        affine(tf.ones([2, 3]), tf.ones([2, 3]), 0.0)


class TestClass:
    def setup_method(self):
        self.model = Linear(1, 1)

    def test_call(self):
        assert self.model(tf.ones([1, 1])).shape == (1, 1)
