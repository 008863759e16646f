"""Parsing lines, vocabulary tables, hashing and formatting."""
import tensorflow as tf


def split_line(line):
    parts = tf.strings.split(line, ",")
    return parts[:-1], parts[-1]


def to_numbers(parts):
    return tf.strings.to_number(parts)


def label_id(table, label):
    return table.lookup(label)


def one_hot(ids, depth):
    return tf.one_hot(ids, depth)


def check(x):
    return x


def parse(line):
    fields = tf.io.decode_csv(line, [[0.0], [0.0], [""]])
    return tf.stack(fields[:2]), fields[2]


def normalise(text):
    text = tf.strings.lower(text)
    return tf.strings.regex_replace(text, "[^a-z ]", "")


lines = ["1.0,2.0,cat", "3.0,4.0,dog"]
init = tf.lookup.KeyValueTensorInitializer(tf.constant(["cat", "dog"]), tf.constant([0, 1], tf.int64))
table = tf.lookup.StaticHashTable(init, default_value=-1)
for line in lines:
    parts, label = split_line(tf.constant(line))
    check(to_numbers(parts))
    one_hot(label_id(table, label), 3)
dataset = tf.data.Dataset.from_tensor_slices(lines).map(parse).batch(2)
for features, labels in dataset:
    check(features)
    check(label_id(table, labels))
check(normalise("Hello, World!"))
check(tf.strings.join(["a", "b"], "-"))
check(tf.strings.substr("abcdef", 1, 3))
check(tf.strings.unicode_decode(["héllo", "abc"], "UTF-8"))
check(tf.strings.to_hash_bucket_fast(["x", "y", "z"], 100))
check(tf.strings.bytes_split("abc"))
check(tf.io.decode_raw(tf.constant("abcd"), tf.uint8))
check(tf.strings.format("{}", tf.constant(3)))
check(tf.strings.as_string(tf.range(3)))
