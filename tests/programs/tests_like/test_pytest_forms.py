"""Parameters of tests on classes, in ``pytest.param``, through fixtures of classes and requests of fixtures."""

import sys

import pytest
import tensorflow as tf

ROWS = [tf.ones([2]), tf.ones([3])]


def doubled(x):
    return 2 * x


def scaled(x, factor):
    return x * factor


def normalized(x):
    return x / tf.norm(x)


def summed(x):
    return tf.reduce_sum(x)


def cast(x):
    return tf.cast(x, tf.float64)


def stacked(x):
    return tf.stack([x, x])


def shifted(x):
    return x + 1


@pytest.mark.parametrize("x", [pytest.param(tf.ones([4]), id="short"), pytest.param(tf.ones([5]), marks=[])])
def test_param(x):
    doubled(x)


@pytest.mark.parametrize(("x", "factor"), [pytest.param(tf.ones([2]), 3, id="three")])
def test_params(x, factor):
    scaled(x, factor)


@pytest.mark.parametrize("x", ROWS)
class TestRows:
    def test_normalized(self, x):
        normalized(x)

    @pytest.mark.parametrize("factor", [1.0, 2.0])
    def test_scaled(self, x, factor):
        scaled(x, factor)


@pytest.fixture
def filled(request):
    return tf.fill([request.param], 1.0)


@pytest.mark.parametrize("filled", [2, 3], indirect=True)
def test_indirect(filled):
    summed(filled)


@pytest.fixture(params=[tf.int32, pytest.param(tf.int64, id="long")])
def dtype(request):
    return request.param


@pytest.fixture
def typed(dtype):
    return tf.ones([2], dtype)


def test_requested(typed):
    cast(typed)


class TestFixturesOfClass:
    @pytest.fixture
    def own(self):
        return tf.ones([6])

    @pytest.fixture(autouse=True)
    def prepare(self):
        self.prepared = tf.ones([7])

    def test_own(self, own):
        stacked(own)

    def test_prepared(self):
        stacked(self.prepared)


class CommonTests:
    shape = None

    def setup_method(self):
        self.x = tf.zeros(self.shape)

    def make(self):
        raise NotImplementedError

    def test_make(self):
        shifted(self.make())

    def test_shape(self):
        shifted(self.x)


class TestDerived(CommonTests):
    shape = [8]

    def make(self):
        return tf.zeros([9])


if __name__ == "__main__":
    sys.exit(pytest.main([__file__, "-q", "--assert=plain", "-p", "no:cacheprovider"]))
