"""Build a vocabulary from sentences and encode them with lookup tables."""

import collections

import tensorflow as tf

SENTENCES = [
    "the quick brown fox jumps over the lazy dog",
    "the dog sleeps",
    "a fox and a dog meet",
]


def tokenize(text):
    lowered = tf.strings.lower(text)
    cleaned = tf.strings.regex_replace(lowered, r"[^a-z ]", "")
    return tf.strings.split(cleaned)


def count_words(sentences):
    counter = collections.Counter()
    for sentence in sentences:
        counter.update(word.decode() for word in tokenize(tf.constant(sentence)).numpy())
    return counter


def make_table(words):
    keys = tf.constant(words)
    values = tf.range(1, len(words) + 1, dtype=tf.int64)
    initializer = tf.lookup.KeyValueTensorInitializer(keys, values)
    return tf.lookup.StaticHashTable(initializer, default_value=0)


def encode(table, tokens):
    return table.lookup(tokens)


def pad(ids, length):
    ids = ids[:length]
    return tf.pad(ids, [[0, length - tf.shape(ids)[0]]])


def bag_of_words(ids, depth):
    return tf.reduce_sum(tf.one_hot(ids, depth), axis=0)


def main():
    counts = count_words(SENTENCES)
    words = [word for word, _ in counts.most_common(6)]
    table = make_table(words)
    rows = []
    for sentence in SENTENCES:
        ids = encode(table, tokenize(tf.constant(sentence)))
        rows.append(pad(ids, 8))
    matrix = tf.stack(rows)
    print(matrix.shape, matrix.dtype.name)
    print(bag_of_words(matrix[0], len(words) + 1).numpy().sum())


if __name__ == "__main__":
    main()
