"""Nested element structures: dicts of tuples, map with several arguments, zip, enumerate, unbatch."""

import tensorflow as tf


def make():
    return tf.data.Dataset.from_tensor_slices(
        {
            "image": tf.random.uniform([6, 4, 4, 1]),
            "boxes": (tf.random.uniform([6, 2, 4]), tf.constant([[0, 1]] * 6)),
            "id": [f"img{i}" for i in range(6)],
        }
    )


def flip(example):
    image = tf.reverse(example["image"], axis=[1])
    boxes, classes = example["boxes"]
    return {**example, "image": image, "boxes": (flip_boxes(boxes), classes)}


def flip_boxes(boxes):
    x1, y1, x2, y2 = tf.unstack(boxes, axis=-1)
    return tf.stack([1.0 - x2, y1, 1.0 - x1, y2], axis=-1)


def with_index(index, example):
    return index, example["image"], example["boxes"][1]


def mean_image(index, images):
    return tf.cast(index, tf.float32), tf.reduce_mean(images, axis=[1, 2])


def noise_dataset():
    return tf.data.Dataset.from_tensors(tf.zeros([3])).repeat(4)


def add(pair_a, pair_b):
    return pair_a + pair_b


def consume(batch):
    return tf.shape(batch["image"])[0], batch["id"]


dataset = make().map(flip)
for batch in dataset.batch(4):
    size, ids = consume(batch)
    print(int(size), ids.dtype.name)
for index, images, classes in dataset.enumerate().map(with_index).batch(3):
    number, mean = mean_image(index, images)
    print(number.shape, mean.shape, classes.shape)
zipped = tf.data.Dataset.zip((noise_dataset(), noise_dataset().map(lambda z: z + 1.0))).map(add)
print([v.shape for v in zipped.batch(2).unbatch().take(2)])
