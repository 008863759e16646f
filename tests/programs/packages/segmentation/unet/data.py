import numpy as np
import tensorflow as tf


def disc(size, radius, rng):
    cy, cx = rng.uniform(radius, size - radius, 2)
    yy, xx = np.mgrid[:size, :size]
    return ((yy - cy) ** 2 + (xx - cx) ** 2 < radius**2).astype(np.float32)


def synthetic_batches(count, batch, size):
    rng = np.random.RandomState(0)
    for _ in range(count):
        masks = np.stack([disc(size, 4, rng) for _ in range(batch)])[..., np.newaxis]
        noise = rng.normal(scale=0.1, size=(batch, size, size, 3))
        images = masks + noise
        yield tf.constant(images, tf.float32), tf.constant(masks)
