import tensorflow as tf


class Pipeline:
    """Collects steps, then applies them to datasets."""

    def __init__(self, batch_size):
        self.batch_size = batch_size
        self.steps = []

    def step(self, function):
        self.steps.append(function)
        return function

    def apply(self, dataset):
        for function in self.steps:
            dataset = dataset.map(function, num_parallel_calls=2)
        return dataset.batch(self.batch_size)


pipeline = Pipeline(batch_size=3)


@pipeline.step
def to_float(x, y):
    return tf.cast(x, tf.float32) / 255.0, y


@pipeline.step
def crop(x, y):
    return x[2:-2, 2:-2], y


@pipeline.step
def encode(x, y):
    return x, tf.one_hot(y, 4)


class Normaliser:
    def __init__(self):
        self.total = tf.Variable(0.0)
        self.count = tf.Variable(0.0)

    def adapt(self, dataset):
        for x, _ in dataset:
            self.accumulate(x)

    def accumulate(self, x):
        self.total.assign_add(tf.reduce_sum(x))
        self.count.assign_add(tf.cast(tf.size(x), tf.float32))

    def __call__(self, x, y):
        return x - self.total / self.count, y


raw = tf.data.Dataset.from_tensor_slices(
    (tf.random.stateless_uniform([7, 10, 10], [0, 0], 0, 256, tf.int32), [0, 1, 2, 3, 0, 1, 2])
)
dataset = pipeline.apply(raw)
normaliser = Normaliser()
normaliser.adapt(dataset)
for x, y in dataset.map(normaliser):
    print(x.shape, y.shape)
