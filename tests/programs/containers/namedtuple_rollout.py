import collections

import tensorflow as tf

Transition = collections.namedtuple("Transition", ["obs", "action", "reward", "done"])
Rollout = collections.namedtuple("Rollout", "transitions length")


def make_transition(step):
    obs = tf.random.normal([4])
    action = tf.constant(step % 2)
    reward = tf.random.uniform([])
    done = tf.constant(step == 4)
    return Transition(obs, action, reward, done)


def stack_transitions(transitions):
    return Transition(*(tf.stack(field) for field in zip(*transitions)))


def td_errors(rollout, values, gamma):
    rewards = rollout.transitions.reward
    alive = 1.0 - tf.cast(rollout.transitions.done, tf.float32)
    return rewards + gamma * alive * values[1:] - values[:-1]


def total_reward(transition):
    return tf.reduce_sum(transition.reward)


def split(rollout, index):
    left = tf.nest.map_structure(lambda t: t[:index], rollout.transitions)
    right = tf.nest.map_structure(lambda t: t[index:], rollout.transitions)
    return left, right


tf.random.set_seed(0)
steps = [make_transition(i) for i in range(5)]
stacked = stack_transitions(steps)
rollout = Rollout(stacked, len(steps))
print(td_errors(rollout, tf.zeros([6]), 0.9).shape)
left, right = split(rollout, 2)
print(total_reward(left).shape, right.obs.shape, total_reward(steps[0]).dtype.name)
