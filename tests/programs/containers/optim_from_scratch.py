"""Own optimizers over lists and dicts of variables, with slots keyed by reference; tf.nest."""
import tensorflow as tf


class Momentum(tf.Module):
    def __init__(self, rate, beta=0.9):
        super().__init__()
        self.rate, self.beta = rate, beta
        self.slots = []

    def build(self, params):
        for p in params:
            self.slots.append(tf.Variable(tf.zeros_like(p), trainable=False))

    def apply(self, grads, params):
        if not self.slots:
            self.build(params)
        for g, p, s in zip(grads, params, self.slots):
            self.update(g, p, s)

    def update(self, g, p, s):
        s.assign(self.beta * s + g)
        p.assign_sub(self.rate * s)


class Adam:
    def __init__(self, rate=0.01):
        self.rate, self.m, self.v, self.t = rate, {}, {}, 0

    def step(self, params, grads):
        self.t += 1
        for name, p in params.items():
            g = grads[name]
            m = self.m.get(name, tf.zeros_like(g))
            v = self.v.get(name, tf.zeros_like(g))
            self.m[name] = blend(m, g, 0.9)
            self.v[name] = blend(v, tf.square(g), 0.999)
            p.assign_sub(self.rate * correct(self.m[name], 0.9, self.t) / (tf.sqrt(correct(self.v[name], 0.999, self.t)) + 1e-8))


def blend(old, new, beta):
    return beta * old + (1.0 - beta) * new


def correct(x, beta, t):
    return x / (1.0 - beta**t)


def predict(params, x):
    h = tf.nn.relu(x @ params["w1"] + params["b1"])
    return h @ params["w2"]


def loss_fn(params, x, y):
    return tf.reduce_mean(tf.square(predict(params, x) - y))


def value_and_grad(fn, params, *args):
    with tf.GradientTape() as tape:
        value = fn(params, *args)
    return value, tape.gradient(value, params)


def tree_norm(tree):
    return tf.sqrt(tf.add_n([tf.reduce_sum(leaf**2) for leaf in tf.nest.flatten(tree)]))


def scale_leaf(x):
    return x * 0.5


params = {"w1": tf.Variable(tf.random.normal([3, 8])), "b1": tf.Variable(tf.zeros([8])), "w2": tf.Variable(tf.random.normal([8, 2]))}
x, y = tf.random.normal([6, 3]), tf.random.normal([6, 2])
adam = Adam()
for _ in range(2):
    value, grads = value_and_grad(loss_fn, params, x, y)
    adam.step(params, grads)
tree_norm(grads)
halves = tf.nest.map_structure(scale_leaf, grads)
tree_norm(halves)
flat = tf.nest.flatten(params)
momentum = Momentum(0.1)
momentum.apply([tf.ones_like(p) for p in flat], flat)
momentum.apply(tf.nest.flatten(grads), flat)
