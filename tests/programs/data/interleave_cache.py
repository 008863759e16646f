"""Several files interleaved, with deterministic shuffling, caching and sharding."""

import pathlib
import tempfile

import tensorflow as tf

FILES = 3


def write_files(folder):
    for number in range(FILES):
        lines = [f"{number} {line}" for line in range(4)]
        (folder / f"part-{number}.txt").write_text("\n".join(lines) + "\n")


def read(path):
    return tf.data.TextLineDataset(path).map(lambda line: to_numbers(line))


def to_numbers(line):
    parts = tf.strings.split(line, " ")
    return tf.strings.to_number(parts, tf.int32)


def to_pair(numbers):
    return numbers[0], numbers[1]


def shard_of(dataset, index, count):
    return dataset.shard(count, index)


def count_batches(dataset):
    return dataset.reduce(np_zero(), add_one)


def np_zero():
    return tf.constant(0, tf.int64)


def add_one(state, element):
    return state + 1


def first_column_sum(state, file_id, line):
    return state + tf.cast(file_id, tf.int64)


folder = pathlib.Path(tempfile.mkdtemp())
write_files(folder)
files = tf.data.Dataset.list_files(str(folder / "*.txt"), shuffle=False)
lines = files.interleave(read, cycle_length=FILES, num_parallel_calls=tf.data.AUTOTUNE).cache()
pairs = lines.map(to_pair)
print(count_batches(lines.batch(5)).numpy())
print(pairs.reduce(np_zero(), lambda state, pair: first_column_sum(state, *pair)).numpy())
for numbers in shard_of(lines, 0, 2).take(1):
    print(numbers.shape, numbers.dtype.name)
