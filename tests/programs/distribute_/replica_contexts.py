import tensorflow as tf

strategy = tf.distribute.OneDeviceStrategy("/cpu:0")


def normalise(values, total):
    return values / total


def replica_fn(features, scale):
    context = tf.distribute.get_replica_context()
    local = tf.reduce_sum(features, axis=0)
    summed = context.all_reduce(tf.distribute.ReduceOp.SUM, local)
    return normalise(local, summed + 1e-6) * scale


@tf.function
def run(features, scale):
    return strategy.run(replica_fn, args=(features,), kwargs={"scale": scale})


def merge_fn(distribution, value):
    return distribution.extended.reduce_to(tf.distribute.ReduceOp.MEAN, value, destinations=value)


def with_merge(x):
    context = tf.distribute.get_replica_context()
    return context.merge_call(merge_fn, args=(square(x),))


def square(x):
    return x * x


def train_fn(variable, gradient):
    variable.assign_sub(0.1 * gradient)
    return variable.read_value()


with strategy.scope():
    weight = tf.Variable([1.0, 2.0])

print(run(tf.ones([3, 2]), tf.constant(2.0)).numpy())
print(strategy.run(with_merge, args=(tf.constant(3.0),)).numpy())
print(strategy.run(train_fn, args=(weight, tf.constant([1.0, 1.0]))).numpy())
dataset = strategy.experimental_distribute_dataset(tf.data.Dataset.from_tensor_slices(tf.range(8.0)).batch(4))
for batch in dataset:
    print(strategy.reduce(tf.distribute.ReduceOp.SUM, strategy.run(square, args=(batch,)), axis=0).numpy())
