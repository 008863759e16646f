import tensorflow as tf


class HMM(tf.Module):
    def __init__(self, states, symbols):
        super().__init__()
        self.initial = tf.Variable(tf.zeros([states]))
        self.transition = tf.Variable(tf.random.stateless_normal([states, states], [0, 1]))
        self.emission = tf.Variable(tf.random.stateless_normal([states, symbols], [0, 2]))

    def log_parameters(self):
        return log_normalise(self.initial), log_normalise(self.transition), log_normalise(self.emission)

    def forward(self, observations):
        initial, transition, emission = self.log_parameters()
        emitted = tf.transpose(tf.gather(emission, observations, axis=1), [1, 2, 0])

        def advance(alpha, log_emission):
            return log_matvec(alpha, transition) + log_emission

        time_major = tf.transpose(emitted, [1, 0, 2])
        return tf.scan(advance, time_major[1:], initializer=initial + time_major[0])

    def log_likelihood(self, observations):
        return tf.reduce_logsumexp(self.forward(observations)[-1], axis=-1)


def log_normalise(x):
    return x - tf.reduce_logsumexp(x, axis=-1, keepdims=True)


def log_matvec(alpha, transition):
    return tf.reduce_logsumexp(alpha[:, :, None] + transition[None], axis=1)


@tf.function
def fit_step(model, observations, lr):
    with tf.GradientTape() as tape:
        loss = -tf.reduce_mean(model.log_likelihood(observations))
    for variable, gradient in zip(model.trainable_variables, tape.gradient(loss, model.trainable_variables)):
        variable.assign_sub(lr * gradient)
    return loss


hmm = HMM(3, 4)
observations = tf.random.stateless_uniform([5, 7], [1, 1], 0, 4, dtype=tf.int32)
print(hmm.forward(observations).shape, hmm.log_likelihood(observations).shape)
for _ in range(2):
    loss = fit_step(hmm, observations, tf.constant(0.1))
print(loss.shape)
