import tensorflow as tf


class StateSpaceModel:
    def __init__(self, process_std=0.3, observation_std=0.5):
        self.process_std = process_std
        self.observation_std = observation_std

    def initial(self, n):
        return tf.random.normal([n])

    def transition(self, x, t):
        mean = 0.5 * x + tf.cos(0.2 * t)
        return mean + self.process_std * tf.random.normal(tf.shape(x))

    def log_likelihood(self, y, x):
        return -0.5 * ((y - x) / self.observation_std) ** 2


def normalise(log_weights):
    return tf.nn.softmax(log_weights)


def effective_sample_size(weights):
    return 1.0 / tf.reduce_sum(weights**2)


def systematic_resample(weights):
    n = weights.shape[0]
    positions = (tf.random.uniform([]) + tf.range(n, dtype=tf.float32)) / n
    return tf.searchsorted(tf.cumsum(weights), positions)


def filter_step(model, particles, log_weights, y, t):
    particles = model.transition(particles, t)
    log_weights = log_weights + model.log_likelihood(y, particles)
    weights = normalise(log_weights)
    estimate = tf.reduce_sum(weights * particles)
    if effective_sample_size(weights) < 0.5 * particles.shape[0]:
        index = tf.minimum(systematic_resample(weights), particles.shape[0] - 1)
        particles = tf.gather(particles, index)
        log_weights = tf.zeros_like(log_weights)
    return particles, log_weights, estimate


def simulate(model, steps):
    x = model.initial(1)
    observations = []
    for t in range(steps):
        x = model.transition(x, float(t))
        observations.append(x[0] + model.observation_std * tf.random.normal([]))
    return observations


tf.random.set_seed(4)
model = StateSpaceModel()
observations = simulate(model, 6)
particles, log_weights = model.initial(50), tf.zeros([50])
estimates = []
for t, y in enumerate(observations):
    particles, log_weights, estimate = filter_step(model, particles, log_weights, y, float(t))
    estimates.append(estimate)
print(tf.stack(estimates).shape, particles.shape)
