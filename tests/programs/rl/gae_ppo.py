"""PPO ingredients: GAE, clipped objective, mini-batches."""

import numpy as np
import tensorflow as tf


def gae(rewards, values, last_value, dones, gamma=0.99, lam=0.95):
    advantages = np.zeros_like(rewards)
    running = 0.0
    for t in reversed(range(len(rewards))):
        next_value = last_value if t == len(rewards) - 1 else values[t + 1]
        mask = 1.0 - dones[t]
        delta = rewards[t] + gamma * next_value * mask - values[t]
        running = delta + gamma * lam * mask * running
        advantages[t] = running
    return advantages, advantages + values


def normalise(a):
    return (a - a.mean()) / (a.std() + 1e-8)


class PolicyValue(tf.keras.Model):
    def __init__(self, actions):
        super().__init__()
        self.body = tf.keras.layers.Dense(8, activation="tanh")
        self.logits = tf.keras.layers.Dense(actions)
        self.value = tf.keras.layers.Dense(1)

    def call(self, obs):
        h = self.body(obs)
        return self.logits(h), tf.squeeze(self.value(h), axis=-1)


def log_prob(logits, actions):
    return -tf.nn.sparse_softmax_cross_entropy_with_logits(labels=actions, logits=logits)


def entropy(logits):
    p = tf.nn.softmax(logits)
    return tf.reduce_mean(-tf.reduce_sum(p * tf.nn.log_softmax(logits), axis=-1))


def ppo_loss(new_log_prob, old_log_prob, advantages, clip=0.2):
    ratio = tf.exp(new_log_prob - old_log_prob)
    clipped = tf.clip_by_value(ratio, 1 - clip, 1 + clip)
    return -tf.reduce_mean(tf.minimum(ratio * advantages, clipped * advantages))


@tf.function
def update(model, optimizer, obs, actions, old_log_prob, advantages, returns):
    with tf.GradientTape() as tape:
        logits, value = model(obs)
        loss = ppo_loss(log_prob(logits, actions), old_log_prob, advantages)
        loss += 0.5 * tf.reduce_mean((returns - value) ** 2) - 0.01 * entropy(logits)
    grads, _ = tf.clip_by_global_norm(tape.gradient(loss, model.trainable_variables), 0.5)
    optimizer.apply_gradients(zip(grads, model.trainable_variables))
    return loss


def minibatches(size, batch, rng):
    order = rng.permutation(size)
    for start in range(0, size, batch):
        yield order[start : start + batch]


rng = np.random.RandomState(0)
tf.random.set_seed(0)
obs = rng.normal(size=(24, 4)).astype(np.float32)
model, optimizer = PolicyValue(3), tf.keras.optimizers.Adam(3e-4)
logits, values = model(obs)
actions = tf.random.categorical(logits, 1, dtype=tf.int32)[:, 0]
old = log_prob(logits, actions)
rewards, dones = rng.rand(24).astype(np.float32), (rng.rand(24) < 0.1).astype(np.float32)
advantages, returns = gae(rewards, values.numpy(), 0.0, dones)
advantages = normalise(advantages)
for index in minibatches(24, 10, rng):
    loss = update(model, optimizer, obs[index], tf.gather(actions, index), tf.gather(old, index), advantages[index], returns[index])
print(loss.shape)
