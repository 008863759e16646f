"""REINFORCE with a small simulated environment, returns, advantages, batches of episodes of several lengths."""
import numpy as np
import tensorflow as tf


class Env:
    def __init__(self, seed):
        self.rng = np.random.RandomState(seed)
        self.length = 5 + seed
        self.t = 0

    def reset(self):
        self.t = 0
        return self.rng.randn(4).astype(np.float32)

    def step(self, action):
        self.t += 1
        return self.rng.randn(4).astype(np.float32), float(self.rng.rand()), self.t >= self.length


class Policy(tf.keras.Model):
    def __init__(self, actions):
        super().__init__()
        self.hidden = tf.keras.layers.Dense(8, activation="tanh")
        self.logits = tf.keras.layers.Dense(actions)
        self.value = tf.keras.layers.Dense(1)

    def call(self, states):
        h = self.hidden(states)
        return self.logits(h), tf.squeeze(self.value(h), -1)


def act(policy, state):
    logits, _ = policy(tf.convert_to_tensor(state[None]))
    return int(sample(logits)[0])


def sample(logits):
    return tf.squeeze(tf.random.categorical(logits, 1), -1)


def run_episode(env, policy):
    states, actions, rewards = [], [], []
    state, done = env.reset(), False
    while not done:
        action = act(policy, state)
        states.append(state)
        actions.append(action)
        state, reward, done = env.step(action)
        rewards.append(reward)
    return np.array(states), np.array(actions, np.int32), np.array(rewards, np.float32)


def discount(rewards, gamma):
    out = tf.TensorArray(tf.float32, size=len(rewards))
    running = 0.0
    for i in reversed(range(len(rewards))):
        running = rewards[i] + gamma * running
        out = out.write(i, running)
    return standardise(out.stack())


def standardise(x):
    return (x - tf.reduce_mean(x)) / (tf.math.reduce_std(x) + 1e-6)


def losses(logits, values, actions, returns):
    advantage = tf.stop_gradient(returns - values)
    nll = tf.nn.sparse_softmax_cross_entropy_with_logits(actions, logits)
    return tf.reduce_mean(nll * advantage) + critic(returns, values) - 0.01 * entropy(logits)


def critic(returns, values):
    return tf.reduce_mean(tf.keras.losses.huber(returns[:, None], values[:, None]))


def entropy(logits):
    p = tf.nn.softmax(logits)
    return -tf.reduce_mean(tf.reduce_sum(p * tf.nn.log_softmax(logits), -1))


def train(policy, optimizer, states, actions, returns):
    with tf.GradientTape() as tape:
        logits, values = policy(states)
        loss = losses(logits, values, actions, returns)
    gradients = tape.gradient(loss, policy.trainable_variables)
    optimizer.apply_gradients(zip(gradients, policy.trainable_variables))
    return loss


policy, optimizer = Policy(2), tf.keras.optimizers.Adam(1e-2)
for episode in range(2):
    states, actions, rewards = run_episode(Env(episode), policy)
    returns = discount(tf.constant(rewards), 0.99)
    train(policy, optimizer, tf.constant(states), tf.constant(actions), returns)
