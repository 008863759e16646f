"""Batches as dicts passed through many functions that add and remove keys."""

import tensorflow as tf


def load(count):
    return {"image": tf.ones([count, 6, 6, 3]), "label": tf.range(count), "name": [f"n{i}" for i in range(count)]}


def to_gray(batch):
    return {**batch, "image": tf.image.rgb_to_grayscale(batch["image"])}


def add_stats(batch):
    batch["stats"] = stats(batch["image"])
    return batch


def stats(image):
    axes = [1, 2, 3]
    return {"mean": tf.reduce_mean(image, axes), "max": tf.reduce_max(image, axes)}


def drop(batch, *keys):
    return {key: value for key, value in batch.items() if key not in keys}


def rename(batch, **names):
    return {names.get(key, key): value for key, value in batch.items()}


def collate(batches):
    keys = batches[0].keys()
    return {key: join([batch[key] for batch in batches]) for key in keys}


def join(values):
    if isinstance(values[0], dict):
        return collate(values)
    if isinstance(values[0], list):
        return [item for value in values for item in value]
    return tf.concat(values, axis=0)


def check(batch):
    return {key: value.shape if hasattr(value, "shape") else len(value) for key, value in batch.items()}


STEPS = [to_gray, add_stats, lambda batch: drop(batch, "name")]


def run(batch):
    for step in STEPS:
        batch = step(batch)
    return batch


batches = [run(load(n)) for n in (2, 3)]
merged = collate(batches)
print(check(merged))
print(check(rename(merged, label="target"))["target"], merged["stats"]["mean"].shape)
