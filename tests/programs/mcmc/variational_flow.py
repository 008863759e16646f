import tensorflow as tf


class Planar(tf.Module):
    def __init__(self, dim, seed):
        super().__init__()
        self.u = tf.Variable(tf.random.stateless_normal([dim], [seed, 0], stddev=0.1))
        self.w = tf.Variable(tf.random.stateless_normal([dim], [seed, 1], stddev=0.1))
        self.b = tf.Variable(0.0)

    def constrained_u(self):
        inner = tf.tensordot(self.w, self.u, 1)
        return self.u + (tf.nn.softplus(inner) - 1.0 - inner) * self.w / (tf.reduce_sum(self.w**2) + 1e-6)

    def __call__(self, z):
        u = self.constrained_u()
        activation = tf.tanh(tf.linalg.matvec(z, self.w) + self.b)
        psi = (1.0 - activation**2)[:, None] * self.w
        return z + activation[:, None] * u, tf.math.log(tf.abs(1.0 + tf.linalg.matvec(psi, u)) + 1e-6)


class FlowPosterior(tf.Module):
    def __init__(self, dim, depth):
        super().__init__()
        self.mean = tf.Variable(tf.zeros([dim]))
        self.log_std = tf.Variable(tf.zeros([dim]))
        self.flows = [Planar(dim, seed) for seed in range(depth)]

    def sample(self, n):
        eps = tf.random.normal([n, self.mean.shape[0]])
        z = self.mean + tf.exp(self.log_std) * eps
        log_q = base_log_prob(eps) - tf.reduce_sum(self.log_std)
        for flow in self.flows:
            z, log_det = flow(z)
            log_q -= log_det
        return z, log_q


def base_log_prob(eps):
    return tf.reduce_sum(-0.5 * eps**2 - 0.9189385, axis=-1)


def target(z):
    return -0.5 * ((tf.norm(z, axis=1) - 2.0) / 0.4) ** 2


@tf.function
def elbo_step(posterior, optimizer, samples):
    with tf.GradientTape() as tape:
        z, log_q = posterior.sample(samples)
        loss = tf.reduce_mean(log_q - target(z))
    grads = tape.gradient(loss, posterior.trainable_variables)
    optimizer.apply_gradients(zip(grads, posterior.trainable_variables))
    return loss


tf.random.set_seed(0)
posterior = FlowPosterior(2, depth=2)
optimizer = tf.keras.optimizers.Adam(0.05)
for _ in range(3):
    loss = elbo_step(posterior, optimizer, 16)
print(loss.shape, posterior.sample(5)[0].shape)
