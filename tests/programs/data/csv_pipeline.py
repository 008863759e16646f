"""Read CSV lines, parse, normalise, window and batch."""

import os
import tempfile

import tensorflow as tf

COLUMNS = ["temp", "humidity", "label"]


def write_csv(path, rows):
    with open(path, "w") as handle:
        handle.write(",".join(COLUMNS) + "\n")
        for index in range(rows):
            handle.write(f"{index * 0.5},{index % 7},{index % 2}\n")


def parse_line(line):
    fields = tf.io.decode_csv(line, record_defaults=[0.0, 0.0, 0])
    features = tf.stack(fields[:2])
    return features, fields[2]


def normalise(features, label):
    return (features - 3.0) / 2.0, label


def to_dict(features, label):
    return {"temp": features[0], "humidity": features[1]}, tf.cast(label, tf.float32)


def keep(features, label):
    return tf.reduce_all(tf.math.is_finite(features))


def windowed(dataset, size):
    windows = dataset.window(size, shift=1, drop_remainder=True)

    def flatten(features, labels):
        return tf.data.Dataset.zip((features.batch(size), labels.batch(size)))

    return windows.flat_map(flatten)


def total(columns, labels):
    return tf.reduce_sum(columns["temp"]) + tf.reduce_sum(columns["humidity"]) + tf.reduce_sum(labels)


def main():
    folder = tempfile.mkdtemp()
    path = os.path.join(folder, "weather.csv")
    write_csv(path, 20)
    lines = tf.data.TextLineDataset(path).skip(1)
    parsed = lines.map(parse_line, num_parallel_calls=tf.data.AUTOTUNE).map(normalise).filter(keep)
    for columns, labels in parsed.map(to_dict).batch(6):
        print(total(columns, labels).dtype.name, labels.shape)
    for features, labels in windowed(parsed, 4).batch(3, drop_remainder=True).take(2):
        print(features.shape, labels.shape)


main()
