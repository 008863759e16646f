from typing import NamedTuple

import tensorflow as tf


class Batch(NamedTuple):
    x: tf.Tensor
    y: tf.Tensor

    def take(self, n: int) -> "Batch":
        return Batch(first(self.x, n), first(self.y, n))


def first(tensor, n):
    return tensor[:n]
