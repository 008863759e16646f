import collections

import numpy as np
import tensorflow as tf

Step = collections.namedtuple("Step", "observation action reward discount")


class Environment:
    def __init__(self, seed):
        self.rng = np.random.default_rng(seed)
        self.t = 0

    def reset(self):
        self.t = 0
        return self.rng.normal(size=3).astype(np.float32)

    def step(self, action):
        self.t += 1
        observation = self.rng.normal(size=3).astype(np.float32) + action
        return observation.astype(np.float32), float(-np.abs(observation).sum()), self.t >= 4


class Policy(tf.Module):
    def __init__(self, actions):
        super().__init__()
        self.w = tf.Variable(tf.zeros([3, actions]))

    def distribution(self, observation):
        return tf.nn.softmax(tf.matmul(observation, self.w))

    def act(self, observation):
        probabilities = self.distribution(observation[None])
        return int(tf.random.categorical(tf.math.log(probabilities), 1, seed=3)[0, 0])


def collect(env, policy):
    observation, steps, done = env.reset(), [], False
    while not done:
        action = policy.act(observation)
        following, reward, done = env.step(action)
        steps.append(Step(observation, action, reward, 0.0 if done else 1.0))
        observation = following
    return steps


def batch(trajectories):
    stacked = [Step(*map(np.array, zip(*steps))) for steps in trajectories]
    return tf.nest.map_structure(lambda *xs: tf.constant(np.stack(xs)), *stacked)


def n_step(rewards, discounts, gamma, n):
    result = tf.zeros_like(rewards)
    for k in reversed(range(n)):
        shifted = tf.pad(rewards[:, k:], [[0, 0], [0, k]])
        result = shifted + gamma * result
    return result * tf.cast(discounts >= 0.0, result.dtype)


def loss(policy, trajectories):
    flat = tf.reshape(trajectories.observation, [-1, 3])
    probabilities = policy.distribution(flat)
    taken = tf.gather(probabilities, tf.reshape(trajectories.action, [-1]), batch_dims=1)
    returns = n_step(trajectories.reward, trajectories.discount, 0.9, 2)
    return -tf.reduce_mean(tf.math.log(taken) * tf.cast(tf.reshape(returns, [-1]), tf.float32))


tf.random.set_seed(0)
policy = Policy(2)
trajectories = batch([collect(Environment(seed), policy) for seed in range(3)])
print(trajectories.observation.shape, trajectories.reward.dtype.name, loss(policy, trajectories).shape)
