import pytest
import tensorflow as tf


class Perceptron(tf.Module):
    def __init__(self, dim):
        super().__init__()
        self.w = tf.Variable(tf.zeros([dim]))

    def decision(self, x):
        return tf.linalg.matvec(x, self.w)

    def predict(self, x):
        return tf.sign(self.decision(x))

    def update(self, x, y):
        wrong = tf.cast(self.predict(x) != y, tf.float32)
        self.w.assign_add(tf.linalg.matvec(x, wrong * y, transpose_a=True))
        return tf.reduce_sum(wrong)


def separable(n, dim, seed):
    x = tf.random.stateless_normal([n, dim], [seed, 0])
    y = tf.sign(tf.linalg.matvec(x, tf.range(1.0, dim + 1.0)))
    return x, y


@pytest.fixture(scope="module", name="data")
def fixture_data():
    return separable(30, 3, seed=4)


@pytest.fixture
def trained(data):
    model = Perceptron(3)
    for _ in range(10):
        if float(model.update(*data)) == 0.0:
            break
    yield model


def accuracy(model, x, y):
    return float(tf.reduce_mean(tf.cast(model.predict(x) == y, tf.float32)))


def test_learns(trained, data):
    assert accuracy(trained, *data) > 0.8


@pytest.mark.parametrize("n", [1, 7])
@pytest.mark.parametrize("dim", [2, 5])
def test_shapes(n, dim):
    x, y = separable(n, dim, seed=n)
    assert Perceptron(dim).decision(x).shape == y.shape


def test_wrong_dimension(trained):
    with pytest.raises((ValueError, tf.errors.InvalidArgumentError)):
        trained.predict(tf.ones([2, 4]))
