"""Dicts and lists that change: append, update, pop, setdefault, slices, deletes."""

import tensorflow as tf


def fill(buffer, steps):
    for step in range(steps):
        buffer["x"].append(tf.fill([2], float(step)))
        buffer.setdefault("y", []).append(step)
    return buffer


def as_tensors(buffer):
    result = {}
    result["x"] = tf.stack(buffer["x"])
    result.update(y=tf.constant(buffer["y"]))
    return result


def normalise(batch):
    batch = dict(batch)
    x = batch.pop("x")
    batch["x"] = x - tf.reduce_mean(x)
    return batch


def merge(first, *others):
    merged = {**first}
    for other in others:
        merged |= other
    return merged


def swap(pair):
    pair[0], pair[1] = pair[1], pair[0]
    return pair


def rotate(queue, item):
    queue.append(item)
    return queue.pop(0)


def shapes(values):
    return [tuple(value.shape) for value in values]


def lookup(table, key, default):
    return table.get(key, default)


batch = normalise(as_tensors(fill({"x": []}, 3)))
merged = merge(batch, {"z": tf.zeros([3, 1])}, {"y": tf.ones([3])})
print(sorted(merged), shapes(merged.values()))
pair = swap([tf.zeros([2]), tf.constant(1)])
print(shapes(pair))
queue = [tf.constant(0.0), tf.ones([3])]
print(rotate(queue, tf.eye(2)).shape, shapes(queue))
print(lookup(merged, "z", None).shape, lookup(merged, "q", tf.constant(-1)).dtype.name)
