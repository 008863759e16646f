import tensorflow as tf


def make_quadratic(a, b):
    def quadratic(x):
        return tf.einsum("i,ij,j->", x, a, x) + tf.tensordot(b, x, 1)

    return quadratic


def gradient_of(f):
    def gradient(x):
        with tf.GradientTape() as tape:
            tape.watch(x)
            y = f(x)
        return tape.gradient(y, x)

    return gradient


def minimize(f, x, lr=0.1, steps=5, callback=None):
    grad = gradient_of(f)
    for step in range(steps):
        x = x - lr * grad(x)
        if callback:
            callback(step, x)
    return x


def recorder():
    trace = []

    def record(step, x):
        trace.append((step, x))

    return trace, record


def compose(*functions):
    def composed(x):
        for function in functions:
            x = function(x)
        return x

    return composed


f = make_quadratic(tf.constant([[2.0, 0.0], [0.0, 1.0]]), tf.constant([1.0, -1.0]))
trace, record = recorder()
solution = minimize(f, tf.constant([3.0, 3.0]), callback=record)
print(solution.shape, len(trace))
pipeline = compose(tf.nn.relu, lambda t: t * 2.0, tf.reduce_sum)
print(pipeline(tf.constant([-1.0, 2.0])).numpy())
