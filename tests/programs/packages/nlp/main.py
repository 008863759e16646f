"""A text classifier in a package: vectorisation, attention pooling, functional assembly, fit and custom predict."""
import tensorflow as tf

from layers import AttentionPool, PositionalBias, masks
from pipeline import Vectorizer, make_batches

texts = ["the cat sat", "a dog ran far away", "birds fly", "the dog sat down", "cats run", "fish swim deep"]
labels = [0, 1, 2, 1, 0, 2]
vectorizer = Vectorizer(texts, length=6)
inputs = tf.keras.Input((6,), dtype="int64")
x = tf.keras.layers.Embedding(vectorizer.size, 8)(inputs)
x = PositionalBias(6)(x)
pooled, weights = AttentionPool(4)(x)
outputs = tf.keras.layers.Dense(3)(pooled)
model = tf.keras.Model(inputs, outputs)
model.compile("adam", tf.keras.losses.SparseCategoricalCrossentropy(from_logits=True))
model.fit(make_batches(vectorizer, texts, labels, 2), epochs=1, verbose=0)
ids = vectorizer(tf.constant(["a cat ran"]))
print(model(ids).shape, masks.padding(ids).shape, masks.causal(4).shape)
print(masks.combine(masks.padding(vectorizer(tf.constant(texts))), masks.causal(6)).shape)
