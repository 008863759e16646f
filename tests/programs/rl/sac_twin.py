import copy

import numpy as np
import tensorflow as tf


class Critic(tf.keras.Model):
    def __init__(self, width=8):
        super().__init__()
        self.a = tf.keras.layers.Dense(width, activation="relu")
        self.b = tf.keras.layers.Dense(1)

    def call(self, obs, act):
        return tf.squeeze(self.b(self.a(tf.concat([obs, act], -1))), -1)


class Actor(tf.keras.Model):
    LOG_STD = (-5.0, 2.0)

    def __init__(self, dim, width=8):
        super().__init__()
        self.body = tf.keras.layers.Dense(width, activation="relu")
        self.mean = tf.keras.layers.Dense(dim)
        self.log_std = tf.keras.layers.Dense(dim)

    def call(self, obs):
        h = self.body(obs)
        return self.mean(h), tf.clip_by_value(self.log_std(h), *self.LOG_STD)

    def sample(self, obs):
        mean, log_std = self(obs)
        raw = mean + tf.exp(log_std) * tf.random.normal(tf.shape(mean))
        action = tf.tanh(raw)
        return action, gaussian_log_prob(raw, mean, log_std) - squash_correction(action)


def gaussian_log_prob(x, mean, log_std):
    z = (x - mean) / tf.exp(log_std)
    return tf.reduce_sum(-0.5 * z**2 - log_std - 0.5 * np.log(2 * np.pi), axis=-1)


def squash_correction(action):
    return tf.reduce_sum(tf.math.log(1 - action**2 + 1e-6), axis=-1)


class SAC:
    def __init__(self, act_dim):
        self.actor = Actor(act_dim)
        self.critics = [Critic(), Critic()]
        self.targets = [Critic(), Critic()]
        self.log_alpha = tf.Variable(0.0)
        self.optimizers = {name: tf.keras.optimizers.Adam(1e-3) for name in ("actor", "critic")}

    def backup(self, reward, next_obs, done, gamma=0.99):
        action, log_p = self.actor.sample(next_obs)
        q = tf.minimum(*[t(next_obs, action) for t in self.targets])
        return tf.stop_gradient(reward + gamma * (1 - done) * (q - tf.exp(self.log_alpha) * log_p))

    def update_critics(self, obs, act, reward, next_obs, done):
        y = self.backup(reward, next_obs, done)
        with tf.GradientTape() as tape:
            loss = tf.add_n([tf.reduce_mean((c(obs, act) - y) ** 2) for c in self.critics])
        variables = self.critics[0].trainable_variables + self.critics[1].trainable_variables
        self.optimizers["critic"].apply_gradients(zip(tape.gradient(loss, variables), variables))
        return loss

    def update_actor(self, obs):
        with tf.GradientTape() as tape:
            action, log_p = self.actor.sample(obs)
            loss = tf.reduce_mean(tf.exp(self.log_alpha) * log_p - self.critics[0](obs, action))
        variables = self.actor.trainable_variables
        self.optimizers["actor"].apply_gradients(zip(tape.gradient(loss, variables), variables))
        return loss

    def polyak(self, tau=0.05):
        for critic, target in zip(self.critics, self.targets):
            for source, sink in zip(critic.variables, target.variables):
                soft_update(source, sink, tau)


def soft_update(source, sink, tau):
    sink.assign((1 - tau) * sink + tau * source)


tf.random.set_seed(0)
rng = np.random.RandomState(0)
batch = {k: rng.normal(size=s).astype(np.float32) for k, s in {"obs": (6, 3), "act": (6, 2), "next_obs": (6, 3)}.items()}
batch.update(reward=np.ones(6, np.float32), done=np.zeros(6, np.float32))
agent = SAC(2)
settings = copy.deepcopy({"rounds": 2})
for _ in range(settings["rounds"]):
    critic_loss = agent.update_critics(**batch)
    actor_loss = agent.update_actor(batch["obs"])
    agent.polyak()
print(critic_loss.shape, actor_loss.shape)
