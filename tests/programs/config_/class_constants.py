import tensorflow as tf


class HParams:
    VOCAB = 30
    DIM = 8
    LAYERS = 2
    WINDOW = (3, 5)
    DTYPE = tf.float32


class Defaults(HParams):
    DIM = 6


def embedding_table(hp):
    return tf.Variable(tf.random.stateless_uniform([hp.VOCAB, hp.DIM], seed=[0, 0], dtype=hp.DTYPE))


def conv_filters(hp, width):
    return tf.ones([width, hp.DIM, hp.DIM], dtype=hp.DTYPE) / width


def embed(table, ids):
    return tf.nn.embedding_lookup(table, ids)


def encode(hp, x):
    outputs = []
    for width in hp.WINDOW:
        filters = conv_filters(hp, width)
        outputs.append(pool(tf.nn.conv1d(x, filters, stride=1, padding="SAME")))
    return tf.concat(outputs, axis=-1)


def pool(x):
    return tf.reduce_max(x, axis=1)


def stack_layers(x, hp):
    for _ in range(hp.LAYERS):
        x = layer(x)
    return x


def layer(x):
    return x + tf.tanh(x)


for hp in (HParams, Defaults):
    table = embedding_table(hp)
    ids = tf.constant([[1, 2, 3, 4], [5, 6, 7, 8]])
    code = stack_layers(encode(hp, embed(table, ids)), hp)
    print(code.shape, code.dtype.name)
