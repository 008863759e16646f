import math

import tensorflow as tf

LOG_2PI = math.log(2.0 * math.pi)


def reparameterize(mean, log_var):
    eps = tf.random.normal(shape=tf.shape(mean))
    return mean + tf.exp(0.5 * log_var) * eps


def log_normal_pdf(sample, mean, log_var, axis=1):
    return tf.reduce_sum(-0.5 * ((sample - mean) ** 2.0 * tf.exp(-log_var) + log_var + LOG_2PI), axis=axis)


def kl(mean, log_var):
    return -0.5 * tf.reduce_sum(1 + log_var - mean**2 - tf.exp(log_var), axis=1)
