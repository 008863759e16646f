"""Named tuples, dataclasses and typed records of tensors passed around."""
from collections import namedtuple
from dataclasses import dataclass, field, replace
from typing import Dict, List, NamedTuple, Optional

import tensorflow as tf

Transition = namedtuple("Transition", ["state", "action", "reward", "next_state"])


class Stats(NamedTuple):
    mean: tf.Tensor
    std: tf.Tensor
    count: int = 0


@dataclass
class Config:
    width: int = 8
    rate: float = 0.1


@dataclass(frozen=True)
class State:
    position: tf.Tensor
    velocity: tf.Tensor
    step: int = 0
    extras: Dict[str, tf.Tensor] = field(default_factory=dict)


@dataclass
class Trace:
    states: List[State] = field(default_factory=list)
    best: Optional[tf.Tensor] = None

    def add(self, state, score):
        self.states.append(state)
        if self.best is None or score > self.best:
            self.best = score


def td_error(t: Transition, gamma):
    return t.reward + gamma * value(t.next_state) - value(t.state)


def value(state):
    return tf.reduce_sum(state, axis=-1)


def summarise(x):
    return Stats(tf.reduce_mean(x, 0), tf.math.reduce_std(x, 0), len(x))


def standardise(x, stats):
    return (x - stats.mean) / stats.std


def advance(state, config):
    force = -state.position
    velocity = kick(state.velocity, force, config.rate)
    return replace(state, position=state.position + config.rate * velocity, velocity=velocity, step=state.step + 1)


def kick(velocity, force, rate):
    return velocity + rate * force


def energy(state):
    return 0.5 * tf.reduce_sum(state.velocity**2 + state.position**2)


def as_pair(state):
    return consume((state.position, state.velocity))


def consume(pair):
    a, b = pair
    return a + b


t = Transition(tf.ones([3, 4]), tf.constant([0, 1, 1]), tf.ones([3]), tf.zeros([3, 4]))
td_error(t, 0.9)
value(t._replace(state=tf.ones([2, 4])).state)
x = tf.random.normal([10, 3])
stats = summarise(x)
standardise(x, stats)
config = Config(rate=0.05)
state = State(tf.ones([2]), tf.zeros([2]))
trace = Trace()
for _ in range(5):
    state = advance(state, config)
    trace.add(state, energy(state))
as_pair(state)
kick(trace.states[0].velocity, trace.best, 0.5)
