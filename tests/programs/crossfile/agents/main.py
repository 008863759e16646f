"""One policy gradient update."""

import tensorflow as tf

import buffer
import networks


def policy_loss(log_probs, weights):
    return -tf.reduce_mean(log_probs * tf.stop_gradient(weights))


def update(policy, critic, observations, actions, rewards):
    returns = buffer.discounted(rewards)
    values = tf.squeeze(critic(observations), -1)
    with tf.GradientTape() as tape:
        log_probs = policy.log_prob(observations, actions)
        loss = policy_loss(log_probs, buffer.advantages(returns, values))
    gradients = tape.gradient(loss, policy.trainable_variables)
    optimizer.apply_gradients(zip(gradients, policy.trainable_variables))
    return loss


optimizer = tf.keras.optimizers.Adam(0.01)
policy = networks.GaussianPolicy(2)
critic = networks.mlp([8, 1], activation=None)
observations = tf.random.normal([7, 3])
print(update(policy, critic, observations, tf.random.normal([7, 2]), tf.ones([7])).shape)
print(policy(observations[:1])[0].shape)
