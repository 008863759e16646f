"""TensorFlow Probability distributions and bijectors in small functions."""
import tensorflow as tf
import tensorflow_probability as tfp

tfd = tfp.distributions


def log_joint(x, mu, sigma):
    prior = tfd.Normal(0.0, 1.0).log_prob(mu)
    return prior + tf.reduce_sum(tfd.Normal(mu, sigma).log_prob(x))


def elbo(q, x):
    z = q.sample(4)
    return tf.reduce_mean(likelihood(z, x) - q.log_prob(z))


def likelihood(z, x):
    return tf.reduce_sum(tfd.Normal(z[:, None], 1.0).log_prob(x), axis=-1)


def use(x):
    return x


data = tfd.Normal(1.0, 2.0).sample(50)
log_joint(data, tf.constant(0.5), tf.constant(1.0))
q = tfd.Normal(tf.Variable(0.0), 1.0)
elbo(q, data)
mvn = tfd.MultivariateNormalDiag(loc=tf.zeros([3]), scale_diag=tf.ones([3]))
use(mvn.sample([5]))
use(mvn.log_prob(tf.zeros([5, 3])))
use(mvn.mean())
cat = tfd.Categorical(logits=tf.zeros([2, 4]))
use(cat.sample())
use(cat.prob([1, 2]))
use(tfd.Bernoulli(probs=[0.1, 0.9]).sample(3))
use(tfd.kl_divergence(tfd.Normal(0.0, 1.0), tfd.Normal(1.0, 1.0)))
use(tfp.stats.percentile(data, 50.0))
use(tfp.bijectors.Exp().forward(tf.constant([1.0, 2.0])))
