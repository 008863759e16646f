"""REINFORCE on a toy chain environment."""

import numpy as np
import tensorflow as tf


class Chain:
    """Walk right to the end; each step costs."""

    def __init__(self, length, rng):
        self.length = length
        self.rng = rng
        self.position = 0

    def reset(self):
        self.position = 0
        return self.observe()

    def observe(self):
        state = np.zeros(self.length, dtype=np.float32)
        state[self.position] = 1.0
        return state

    def step(self, action):
        move = 1 if action == 1 else -1
        if self.rng.random_sample() < 0.1:
            move = -move
        self.position = int(np.clip(self.position + move, 0, self.length - 1))
        done = self.position == self.length - 1
        return self.observe(), 1.0 if done else -0.1, done


def make_policy(length):
    return tf.keras.Sequential([tf.keras.layers.Dense(16, activation="relu"), tf.keras.layers.Dense(2)])


def choose(policy, state, rng):
    logits = policy(state[None, :])
    probabilities = tf.nn.softmax(logits)[0].numpy()
    return int(rng.choice(2, p=probabilities / probabilities.sum()))


def run_episode(env, policy, rng, limit=20):
    states, actions, rewards = [], [], []
    state = env.reset()
    for _ in range(limit):
        action = choose(policy, state, rng)
        next_state, reward, done = env.step(action)
        states.append(state)
        actions.append(action)
        rewards.append(reward)
        state = next_state
        if done:
            break
    return np.stack(states), np.array(actions), rewards


def discount(rewards, gamma=0.99):
    returns = []
    running = 0.0
    for reward in reversed(rewards):
        running = reward + gamma * running
        returns.insert(0, running)
    return np.array(returns, dtype=np.float32)


def policy_loss(logits, actions, returns):
    log_probs = tf.nn.log_softmax(logits)
    taken = tf.reduce_sum(log_probs * tf.one_hot(actions, 2), axis=1)
    return -tf.reduce_mean(taken * returns)


def update(policy, optimizer, states, actions, returns):
    with tf.GradientTape() as tape:
        loss = policy_loss(policy(states), actions, returns)
    grads = tape.gradient(loss, policy.trainable_variables)
    optimizer.apply_gradients(zip(grads, policy.trainable_variables))
    return loss


def main():
    rng = np.random.RandomState(0)
    tf.random.set_seed(0)
    env = Chain(5, rng)
    policy = make_policy(5)
    optimizer = tf.keras.optimizers.Adam(0.01)
    for episode in range(3):
        states, actions, rewards = run_episode(env, policy, rng)
        loss = update(policy, optimizer, states, actions, discount(rewards))
        print("episode", episode, "loss is scalar:", loss.shape == ())


main()
