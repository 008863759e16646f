import numpy as np
import tensorflow as tf


def synth(size, seed):
    rng = np.random.RandomState(seed)
    image = rng.rand(size, size, 1).astype(np.float32)
    return image, (image > 0.5).astype(np.float32)


def augment(image, mask):
    both = tf.concat([image, mask], axis=-1)
    both = tf.image.random_flip_left_right(both)
    return both[..., :1], both[..., 1:]


def scale(image, mask):
    return 2.0 * image - 1.0, mask


def make_dataset(n, size, batch):
    images, masks = zip(*[synth(size, i) for i in range(n)])
    ds = tf.data.Dataset.from_tensor_slices((np.stack(images), np.stack(masks)))
    return ds.shuffle(n).map(augment).map(scale, num_parallel_calls=tf.data.AUTOTUNE).batch(batch).prefetch(1)
