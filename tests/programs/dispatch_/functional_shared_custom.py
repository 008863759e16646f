"""A functional model with custom layers that take lists and keyword tensors."""

import tensorflow as tf


class CrossAttention(tf.keras.layers.Layer):
    def __init__(self, units):
        super().__init__()
        self.q = tf.keras.layers.Dense(units)
        self.k = tf.keras.layers.Dense(units)

    def call(self, query, context):
        scores = tf.matmul(self.q(query), self.k(context), transpose_b=True)
        return tf.matmul(self.weigh(scores), context)

    def weigh(self, scores):
        return tf.nn.softmax(scores, axis=-1)


class Gate(tf.keras.layers.Layer):
    def build(self, input_shapes):
        self.dense = tf.keras.layers.Dense(input_shapes[0][-1], activation="sigmoid")

    def call(self, inputs):
        a, b = inputs
        g = self.dense(tf.concat([a, b], axis=-1))
        return g * a + (1.0 - g) * b


def pool(sequence):
    return tf.reduce_mean(sequence, axis=1)


words = tf.keras.Input(shape=(7,), dtype="int32", name="words")
image = tf.keras.Input(shape=(4, 16), name="image")
embedded = tf.keras.layers.Embedding(30, 16)(words)
attended = CrossAttention(8)(embedded, context=image)
gated = Gate()([embedded, attended])
pooled = tf.keras.layers.Lambda(pool)(gated)
outputs = tf.keras.layers.Dense(3, activation="softmax")(pooled)
model = tf.keras.Model([words, image], outputs)
model.compile("adam", "sparse_categorical_crossentropy")
ids = tf.random.uniform([9, 7], 0, 30, dtype=tf.int32)
pixels = tf.random.normal([9, 4, 16])
labels = tf.constant([0, 1, 2] * 3)
model.fit([ids, pixels], labels, batch_size=3, verbose=0)
print(model([ids[:2], pixels[:2]]).shape)
