import tensorflow as tf


def lipschitz_penalty(f, x, target=1.0):
    with tf.GradientTape() as tape:
        tape.watch(x)
        y = f(x)
    return tf.reduce_mean((norms(tape.gradient(y, x)) - target) ** 2)


def norms(g):
    return tf.sqrt(tf.reduce_sum(tf.reshape(g, [g.shape[0], -1]) ** 2, axis=1) + 1e-12)


def r1(f, x, gamma):
    with tf.GradientTape() as tape:
        tape.watch(x)
        y = tf.reduce_sum(f(x))
    return 0.5 * gamma * tf.reduce_mean(norms(tape.gradient(y, x)) ** 2)


def virtual_adversarial(f, x, radius=0.1, xi=1e-2):
    d = tf.math.l2_normalize(tf.random.normal(x.shape), axis=-1)
    with tf.GradientTape() as tape:
        tape.watch(d)
        distance = kl(f(x), f(x + xi * d))
    adversarial = radius * tf.math.l2_normalize(tape.gradient(distance, d), axis=-1)
    return kl(tf.stop_gradient(f(x)), f(x + adversarial))


def kl(p_logits, q_logits):
    p = tf.nn.softmax(p_logits)
    return tf.reduce_mean(tf.reduce_sum(p * (tf.nn.log_softmax(p_logits) - tf.nn.log_softmax(q_logits)), -1))


def orthogonality(weights):
    gram = tf.matmul(weights, weights, transpose_a=True)
    return tf.reduce_sum((gram - tf.eye(weights.shape[1])) ** 2)


def entropy(logits):
    p = tf.nn.softmax(logits)
    return -tf.reduce_mean(tf.reduce_sum(p * tf.math.log(p + 1e-9), axis=-1))


tf.random.set_seed(1)
net = tf.keras.Sequential([tf.keras.layers.Dense(6, activation="tanh"), tf.keras.layers.Dense(3)])
x = tf.random.normal([5, 4])
print(lipschitz_penalty(net, x).shape, r1(net, x, gamma=10.0).shape)
print(virtual_adversarial(net, x).shape, entropy(net(x)).shape, orthogonality(net.weights[0]).shape)
images = tf.random.normal([2, 4, 4, 1])
print(lipschitz_penalty(lambda t: tf.reduce_sum(t**2, axis=[1, 2, 3]), images, target=0.0).shape)
