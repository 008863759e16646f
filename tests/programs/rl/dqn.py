"""Deep Q-learning with a replay buffer and a target network."""

import collections
import random

import numpy as np
import tensorflow as tf

Experience = collections.namedtuple("Experience", ["state", "action", "reward", "next_state", "done"])


class ReplayBuffer:
    def __init__(self, capacity):
        self.storage = collections.deque(maxlen=capacity)

    def add(self, *items):
        self.storage.append(Experience(*items))

    def sample(self, size):
        chosen = random.sample(list(self.storage), size)
        states, actions, rewards, next_states, dones = zip(*chosen)
        return (
            np.array(states, np.float32),
            np.array(actions, np.int32),
            np.array(rewards, np.float32),
            np.array(next_states, np.float32),
            np.array(dones, np.float32),
        )


class QNetwork(tf.keras.Model):
    def __init__(self, actions):
        super().__init__()
        self.hidden = tf.keras.layers.Dense(8, activation="relu")
        self.q = tf.keras.layers.Dense(actions)

    def call(self, states):
        return self.q(self.hidden(states))


class Agent:
    def __init__(self, actions, gamma=0.95):
        self.actions = actions
        self.gamma = gamma
        self.online = QNetwork(actions)
        self.target = QNetwork(actions)
        self.optimizer = tf.keras.optimizers.Adam(1e-2)

    def act(self, state, epsilon):
        if random.random() < epsilon:
            return random.randrange(self.actions)
        return int(tf.argmax(self.online(state[np.newaxis]), axis=1)[0])

    def targets(self, rewards, next_states, dones):
        best = tf.reduce_max(self.target(next_states), axis=1)
        return rewards + self.gamma * (1.0 - dones) * best

    @tf.function
    def learn(self, states, actions, rewards, next_states, dones):
        y = self.targets(rewards, next_states, dones)
        with tf.GradientTape() as tape:
            q = tf.gather(self.online(states), actions, axis=1, batch_dims=1)
            loss = tf.reduce_mean(tf.square(y - q))
        grads = tape.gradient(loss, self.online.trainable_variables)
        self.optimizer.apply_gradients(zip(grads, self.online.trainable_variables))
        return loss

    def sync(self):
        self.target.set_weights(self.online.get_weights())


random.seed(0)
np.random.seed(0)
agent, buffer = Agent(actions=3), ReplayBuffer(100)
state = np.zeros(4, np.float32)
for step in range(30):
    action = agent.act(state, epsilon=0.3)
    next_state = np.clip(state + np.random.randn(4).astype(np.float32), -3, 3)
    buffer.add(state, action, -abs(float(state[0])), next_state, step % 10 == 9)
    state = next_state
    if step >= 16:
        loss = agent.learn(*buffer.sample(8))
        if step % 5 == 0:
            agent.sync()
print(loss.shape, len(buffer.storage))
