"""State dataclasses replaced functionally, defaults, nested lists of states, sort by score."""

import dataclasses
import heapq
from typing import List

import tensorflow as tf


@dataclasses.dataclass(frozen=True)
class Hypothesis:
    tokens: tuple
    score: float
    hidden: tf.Tensor

    def extend(self, token, log_prob, hidden):
        return dataclasses.replace(self, tokens=self.tokens + (token,), score=self.score + log_prob, hidden=hidden)


@dataclasses.dataclass
class Beam:
    width: int
    hypotheses: List[Hypothesis] = dataclasses.field(default_factory=list)

    def push(self, hypothesis):
        self.hypotheses.append(hypothesis)
        self.hypotheses = heapq.nlargest(self.width, self.hypotheses, key=lambda h: h.score)

    def hidden_batch(self):
        return tf.stack([h.hidden for h in self.hypotheses])


class Cell:
    def __init__(self, dim, vocab):
        self.w = tf.random.stateless_normal([dim, dim], [0, 1]) * 0.5
        self.out = tf.random.stateless_normal([dim, vocab], [0, 2])
        self.embed = tf.random.stateless_normal([vocab, dim], [0, 3])

    def __call__(self, tokens, hidden):
        hidden = tf.tanh(tf.gather(self.embed, tokens) + hidden @ self.w)
        return hidden, tf.nn.log_softmax(hidden @ self.out)


def last_tokens(hypotheses):
    return tf.constant([h.tokens[-1] for h in hypotheses])


def expand(beam, cell, branching):
    hidden, log_probs = cell(last_tokens(beam.hypotheses), beam.hidden_batch())
    values, indices = tf.math.top_k(log_probs, branching)
    successor = Beam(beam.width)
    for row, hypothesis in enumerate(beam.hypotheses):
        for value, token in zip(values[row].numpy(), indices[row].numpy()):
            successor.push(hypothesis.extend(int(token), float(value), hidden[row]))
    return successor


beam = Beam(3)
beam.push(Hypothesis((0,), 0.0, tf.zeros([4])))
cell = Cell(4, 6)
for _ in range(3):
    beam = expand(beam, cell, 2)
print(len(beam.hypotheses), beam.hidden_batch().shape, len(beam.hypotheses[0].tokens))
