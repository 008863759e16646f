"""tf.Module with lazily created variables, name scopes and checkpoints."""

import os
import tempfile

import tensorflow as tf


class FlexibleDense(tf.Module):
    def __init__(self, out_features, name=None):
        super().__init__(name=name)
        self.is_built = False
        self.out_features = out_features

    def __call__(self, x):
        if not self.is_built:
            self.w = tf.Variable(tf.random.normal([x.shape[-1], self.out_features]), name="w")
            self.b = tf.Variable(tf.zeros([self.out_features]), name="b")
            self.is_built = True
        y = tf.matmul(x, self.w) + self.b
        return tf.nn.relu(y)


class MySequentialModule(tf.Module):
    def __init__(self, name=None):
        super().__init__(name=name)
        self.dense_1 = FlexibleDense(out_features=3)
        self.dense_2 = FlexibleDense(out_features=2)

    @tf.Module.with_name_scope
    def __call__(self, x):
        return self.dense_2(self.dense_1(x))


def save(module, folder):
    checkpoint = tf.train.Checkpoint(model=module)
    return checkpoint.write(os.path.join(folder, "ckpt"))


def load(module, path):
    tf.train.Checkpoint(model=module).restore(path)
    return module


def same(a, b):
    return bool(tf.reduce_all(tf.abs(a - b) < 1e-6))


model = MySequentialModule(name="the_model")
x = tf.constant([[2.0, 2.0, 2.0]])
before = model(x)
path = save(model, tempfile.mkdtemp())
other = MySequentialModule()
other(tf.zeros([1, 3]))
after = load(other, path)(x)
print(same(before, after), [v.shape.as_list() for v in model.trainable_variables])
