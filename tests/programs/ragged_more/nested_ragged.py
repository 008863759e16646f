"""Documents of sentences of words: two ragged dimensions."""

import tensorflow as tf


def tokenize(documents):
    sentences = tf.strings.split(documents, ". ")
    return split_words(sentences)


def split_words(sentences):
    return sentences.with_flat_values(tf.strings.split(sentences.flat_values))


def words_per_sentence(words):
    return words.row_lengths(axis=2)


def sentences_per_document(words):
    return words.row_lengths()


def merge(words):
    return words.merge_dims(1, 2)


def to_dense(words):
    return words.to_tensor("")


def word_lengths(words):
    return tf.strings.length(words)


def longest(lengths):
    return tf.reduce_max(lengths, axis=-1)


documents = tf.constant(["a bc d. ef g", "hij. k l. mn", "op"])
words = tokenize(documents)
merged = merge(words)
print(words_per_sentence(words).shape, sentences_per_document(words).shape, to_dense(words).shape)
print(longest(word_lengths(merged)).shape, longest(word_lengths(words)).shape)
stacked = tf.ragged.stack([tf.constant([1, 2]), tf.constant([3])])


def add_row(rows, row):
    return tf.concat([rows, tf.expand_dims(row, 0)], axis=0)


print(add_row(stacked, tf.constant([7, 8, 9])).shape)
