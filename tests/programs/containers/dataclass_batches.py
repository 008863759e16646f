from __future__ import annotations

import dataclasses
from typing import Dict, List, Optional

import tensorflow as tf


@dataclasses.dataclass
class Example:
    tokens: tf.Tensor
    label: int
    weight: Optional[tf.Tensor] = None


@dataclasses.dataclass
class Batch:
    tokens: tf.Tensor
    labels: tf.Tensor
    extras: Dict[str, tf.Tensor] = dataclasses.field(default_factory=dict)

    @property
    def size(self) -> int:
        return self.tokens.shape[0]

    def masked(self, mask: tf.Tensor) -> Batch:
        return Batch(select(self.tokens, mask), select(self.labels, mask), self.extras)


def select(tensor, mask):
    return tf.boolean_mask(tensor, mask)


def collate(examples: List[Example]) -> Batch:
    tokens = stack_padded([e.tokens for e in examples])
    labels = tf.constant([e.label for e in examples])
    weights = [tf.ones([]) if e.weight is None else e.weight for e in examples]
    return Batch(tokens, labels, {"weight": tf.stack(weights)})


def stack_padded(rows):
    longest = max(row.shape[0] for row in rows)
    return tf.stack([tf.pad(row, [[0, longest - row.shape[0]]]) for row in rows])


def weighted_count(batch: Batch, weight):
    return tf.reduce_sum(tf.cast(batch.labels, tf.float32) * weight)


examples = [
    Example(tf.constant([1, 2, 3]), 0),
    Example(tf.constant([4]), 1, tf.constant(0.5)),
    Example(tf.constant([5, 6]), 1),
]
batch = collate(examples)
print(batch.size, batch.tokens.shape)
print(weighted_count(batch, batch.extras["weight"]).numpy())
print(batch.masked(tf.constant([True, False, True])).size)
