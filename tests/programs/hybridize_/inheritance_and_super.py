"""Methods that derived classes call by super(), class methods, static methods and properties."""

import tensorflow as tf


class Base(tf.Module):
    def __init__(self, scale):
        super().__init__()
        self.scale = tf.constant(scale)

    def forward(self, x):
        return x * self.scale

    @staticmethod
    def squash(x):
        return tf.tanh(x)

    @classmethod
    def unit(cls, x):
        return x / tf.norm(x)

    @property
    def twice(self):
        return self.scale * 2.0


class Derived(Base):
    def forward(self, x):
        return super().forward(x) + self.twice


models = [Base(2.0), Derived(3.0)]
x = tf.constant([3.0, 4.0])
for _ in range(2):
    for model in models:
        print(model.forward(x).numpy().tolist(), model.squash(x).numpy().round(3).tolist(), model.unit(x).numpy().round(3).tolist())
