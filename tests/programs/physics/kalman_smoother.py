import tensorflow as tf


class LinearGaussian:
    def __init__(self, a, c, q, r):
        self.a, self.c, self.q, self.r = a, c, q, r

    def predict(self, mean, cov):
        return tf.linalg.matvec(self.a, mean), self.a @ cov @ tf.transpose(self.a) + self.q

    def update(self, mean, cov, y):
        s = self.c @ cov @ tf.transpose(self.c) + self.r
        gain = tf.transpose(tf.linalg.cholesky_solve(tf.linalg.cholesky(s), self.c @ cov))
        innovation = y - tf.linalg.matvec(self.c, mean)
        return mean + tf.linalg.matvec(gain, innovation), cov - gain @ self.c @ cov, log_density(innovation, s)


def log_density(x, cov):
    chol = tf.linalg.cholesky(cov)
    white = tf.linalg.triangular_solve(chol, x[:, None])[:, 0]
    return -0.5 * tf.reduce_sum(white**2) - tf.reduce_sum(tf.math.log(tf.linalg.diag_part(chol)))


def run_filter(model, observations, mean, cov):
    means, covs, total = [], [], 0.0
    for y in observations:
        mean, cov = model.predict(mean, cov)
        mean, cov, ll = model.update(mean, cov, y)
        means.append(mean)
        covs.append(cov)
        total += ll
    return means, covs, total


def smooth(model, means, covs):
    smoothed = [means[-1]]
    for mean, cov in zip(means[-2::-1], covs[-2::-1]):
        predicted_mean, predicted_cov = model.predict(mean, cov)
        gain = cov @ tf.transpose(model.a) @ tf.linalg.inv(predicted_cov)
        smoothed.append(correct(mean, gain, smoothed[-1] - predicted_mean))
    return tf.stack(smoothed[::-1])


def correct(mean, gain, difference):
    return mean + tf.linalg.matvec(gain, difference)


dt = 0.1
model = LinearGaussian(
    a=tf.constant([[1.0, dt], [0.0, 1.0]]), c=tf.constant([[1.0, 0.0]]), q=0.01 * tf.eye(2), r=tf.constant([[0.1]])
)
observations = tf.unstack(tf.sin(tf.linspace(0.0, 1.0, 7))[:, None])
means, covs, likelihood = run_filter(model, observations, tf.zeros([2]), tf.eye(2))
print(likelihood.shape, smooth(model, means, covs).shape)
