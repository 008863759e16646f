"""Balance poles: an actor-critic on a vectorized cart-pole written in TensorFlow."""

import math

import numpy as np
import tensorflow as tf

ENVIRONMENTS = 32
ITERATIONS = 250
DISCOUNT = 0.98

rng = tf.random.Generator.from_seed(31)


class CartPole:
    """The classic cart and pole, many at once: states (n, 4) of position, speed, angle and angular speed."""

    gravity, cart_mass, pole_mass, half_length, force, dt = 9.8, 1.0, 0.1, 0.5, 10.0, 0.02

    def reset(self, count):
        return rng.uniform([count, 4], -0.05, 0.05)

    def step(self, state, action):
        x, speed, angle, spin = tf.unstack(state, axis=1)
        push = tf.where(action == 1, self.force, -self.force)
        mass = self.cart_mass + self.pole_mass
        sine, cosine = tf.sin(angle), tf.cos(angle)
        pull = (push + self.pole_mass * self.half_length * spin**2 * sine) / mass
        turn = (self.gravity * sine - cosine * pull) / (
            self.half_length * (4.0 / 3.0 - self.pole_mass * cosine**2 / mass)
        )
        drive = pull - self.pole_mass * self.half_length * turn * cosine / mass
        state = tf.stack(
            [x + self.dt * speed, speed + self.dt * drive, angle + self.dt * spin, spin + self.dt * turn], axis=1
        )
        done = (tf.abs(state[:, 0]) > 2.4) | (tf.abs(state[:, 2]) > math.radians(12.0))
        return state, tf.where(done, -1.0, 0.1), done


class ActorCritic(tf.Module):
    def __init__(self, hidden=32):
        super().__init__()
        self.w1 = tf.Variable(0.5 * tf.random.stateless_normal([4, hidden], [1, 1]))
        self.b1 = tf.Variable(tf.zeros([hidden]))
        self.actor = tf.Variable(0.1 * tf.random.stateless_normal([hidden, 2], [2, 2]))
        self.critic = tf.Variable(0.1 * tf.random.stateless_normal([hidden, 1], [3, 3]))

    def __call__(self, state):
        hidden = tf.tanh(tf.matmul(state, self.w1) + self.b1)
        return tf.matmul(hidden, self.actor), tf.squeeze(tf.matmul(hidden, self.critic), axis=1)


class Agent:
    def __init__(self):
        self.environment = CartPole()
        self.network = ActorCritic()
        self.optimizer = tf.keras.optimizers.RMSprop(2e-3)

    def interact(self, state):
        with tf.GradientTape() as tape:
            logits, value = self.network(state)
            noise = rng.uniform(tf.shape(logits), minval=1e-6, maxval=1.0)
            action = tf.argmax(logits - tf.math.log(-tf.math.log(noise)), axis=1, output_type=tf.int32)
            next_state, reward, done = self.environment.step(state, action)
            _, next_value = self.network(next_state)
            target = tf.stop_gradient(reward + DISCOUNT * next_value * tf.cast(~done, tf.float32))
            advantage = tf.stop_gradient(target - value)
            log_probability = tf.gather(tf.nn.log_softmax(logits), action, axis=1, batch_dims=1)
            policy_loss = -tf.reduce_mean(log_probability * advantage)
            loss = policy_loss + 0.5 * tf.reduce_mean((target - value) ** 2)
        variables = self.network.trainable_variables
        self.optimizer.apply_gradients(zip(tape.gradient(loss, variables), variables))
        fresh = self.environment.reset(ENVIRONMENTS)
        return tf.where(done[:, tf.newaxis], fresh, next_state), done


def main():
    agent = Agent()
    state = agent.environment.reset(ENVIRONMENTS)
    falls = 0
    for iteration in range(ITERATIONS):
        state, done = agent.interact(state)
        falls += int(np.sum(done.numpy()))
        if (iteration + 1) % 50 == 0:
            print(f"after {iteration + 1} steps of {ENVIRONMENTS} poles: {falls / (iteration + 1):.3f} falls per step")


if __name__ == "__main__":
    main()
