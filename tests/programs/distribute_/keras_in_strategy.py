import numpy as np
import tensorflow as tf

strategy = tf.distribute.get_strategy()


def create_model(units):
    inputs = tf.keras.Input((5,))
    hidden = tf.keras.layers.Dense(units, activation="relu")(inputs)
    return tf.keras.Model(inputs, tf.keras.layers.Dense(2)(hidden))


def scale_fn(features, labels):
    return features * 2.0, labels


def dataset_fn(context):
    batch = context.get_per_replica_batch_size(8)
    x = np.random.RandomState(0).rand(16, 5).astype("float32")
    y = (x.sum(axis=1) > 2.5).astype("int64")
    return tf.data.Dataset.from_tensor_slices((x, y)).map(scale_fn).batch(batch)


def step_fn(inputs):
    features, labels = inputs
    logits = model(features, training=False)
    losses = per_example(labels, logits)
    return tf.reduce_sum(losses) / 8.0


def per_example(labels, logits):
    return tf.nn.sparse_softmax_cross_entropy_with_logits(labels=labels, logits=logits)


def value_fn(context):
    return tf.constant(float(context.replica_id_in_sync_group))


with strategy.scope():
    model = create_model(4)
    total = tf.Variable(0.0, aggregation=tf.VariableAggregation.SUM)

for inputs in strategy.distribute_datasets_from_function(dataset_fn):
    loss = strategy.run(step_fn, args=(inputs,))
    total.assign_add(strategy.reduce("SUM", loss, axis=None))
values = strategy.experimental_distribute_values_from_function(value_fn)
print(total.shape, strategy.num_replicas_in_sync, tf.reduce_sum(values).shape)
