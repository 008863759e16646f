"""Joint log densities with TensorFlow Probability, a custom kernel and summaries."""

import tensorflow as tf
import tensorflow_probability as tfp

tfd = tfp.distributions


def prior():
    return tfd.Independent(tfd.Normal(loc=tf.zeros([3]), scale=2.0), reinterpreted_batch_ndims=1)


def likelihood(beta, x):
    return tfd.Bernoulli(logits=tf.linalg.matvec(x, beta))


def joint_log_prob(beta, x, y):
    return prior().log_prob(beta) + tf.reduce_sum(likelihood(beta, x).log_prob(y), axis=-1)


def simulate(n):
    x = tf.random.stateless_normal([n, 3], seed=[1, 0])
    y = likelihood(tf.constant([1.0, -1.0, 0.5]), x).sample(seed=3)
    return x, tf.cast(y, tf.float32)


def laplace(x, y, steps=5, lr=0.1):
    beta = tf.zeros([3])
    for _ in range(steps):
        value, grad = value_and_grad(lambda b: joint_log_prob(b, x, y), beta)
        beta = beta + lr * grad / x.shape[0]
    return beta, value


def value_and_grad(f, x):
    with tf.GradientTape() as tape:
        tape.watch(x)
        y = f(x)
    return y, tape.gradient(y, x)


def random_walk(current, scale, x, y):
    proposal = tfd.Normal(current, scale).sample(seed=7)
    log_alpha = joint_log_prob(proposal, x, y) - joint_log_prob(current, x, y)
    return proposal if log_alpha > -1.0 else current


def divergence(mean, scale):
    q = tfd.MultivariateNormalDiag(loc=mean, scale_diag=tf.fill([3], scale))
    return tfd.kl_divergence(q, tfd.MultivariateNormalDiag(loc=tf.zeros([3])))


x, y = simulate(12)
mode, value = laplace(x, y)
print(mode.shape, value.shape, random_walk(mode, 0.1, x, y).shape, divergence(mode, 0.3).shape)
