import tensorflow as tf


class Counter(tf.Module):
    def __init__(self):
        super().__init__()
        self.count = None
        self.history = tf.Variable(tf.zeros([0]), shape=[None])

    @tf.function
    def increment(self, by):
        if self.count is None:
            self.count = tf.Variable(0.0)
        return add(self.count, by)

    def remember(self, value):
        self.history.assign(tf.concat([self.history, [value]], axis=0))
        return length(self.history)


def add(variable, by):
    return variable.assign_add(by)


def length(variable):
    return tf.shape(variable)[0]


@tf.function
def swap(a, b):
    temporary = tf.identity(a)
    a.assign(b)
    b.assign(temporary)


@tf.function
def ema(average, value, decay):
    average.assign(decay * average + (1 - decay) * value)
    return average.read_value()


def norm_of(variables):
    return tf.linalg.global_norm(variables)


counter = Counter()
for by in (1.0, 2.5):
    value = counter.increment(tf.constant(by))
    print(float(value), int(counter.remember(value)))
a, b = tf.Variable(1.0), tf.Variable(2.0)
swap(a, b)
print(float(a), float(b), float(norm_of([a, b])) > 2)
print(ema(tf.Variable([0.0, 0.0]), tf.ones([2]), 0.9).numpy())
