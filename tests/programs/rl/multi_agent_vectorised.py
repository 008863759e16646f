"""Vectorised gridworld in tensors with many agents; everything inside one tf.function loop."""

import tensorflow as tf

MOVES = tf.constant([[0, 1], [1, 0], [0, -1], [-1, 0]])


class GridWorld:
    def __init__(self, size, agents):
        self.size, self.agents = size, agents
        self.goal = tf.constant([size - 1, size - 1])

    def reset(self):
        return tf.zeros([self.agents, 2], dtype=tf.int32)

    def step(self, positions, actions):
        moved = positions + tf.gather(MOVES, actions)
        positions = tf.clip_by_value(moved, 0, self.size - 1)
        return positions, self.reward(positions)

    def reward(self, positions):
        at_goal = tf.reduce_all(tf.equal(positions, self.goal), axis=1)
        return tf.where(at_goal, 1.0, -0.01)


def features(positions, size):
    rows = tf.one_hot(positions[:, 0], size)
    columns = tf.one_hot(positions[:, 1], size)
    return tf.concat([rows, columns], axis=1)


def sample_actions(logits, generator):
    gumbel = -tf.math.log(-tf.math.log(generator.uniform(tf.shape(logits), minval=1e-6)))
    return tf.argmax(logits + gumbel, axis=1, output_type=tf.int32)


@tf.function
def rollout(world, weights, generator, steps):
    positions = world.reset()
    rewards = tf.TensorArray(tf.float32, size=steps)
    for t in tf.range(steps):
        logits = features(positions, world.size) @ weights
        positions, reward = world.step(positions, sample_actions(logits, generator))
        rewards = rewards.write(t, reward)
    return positions, rewards.stack()


def returns(rewards, gamma):
    def accumulate(running, reward):
        return reward + gamma * running

    return tf.scan(accumulate, rewards, reverse=True)


world = GridWorld(4, agents=6)
generator = tf.random.Generator.from_seed(3)
weights = tf.Variable(tf.zeros([8, 4]))
positions, rewards = rollout(world, weights, generator, tf.constant(5))
print(positions.shape, rewards.shape, returns(rewards, 0.9).shape)
