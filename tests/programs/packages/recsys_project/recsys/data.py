import numpy as np
import tensorflow as tf


def make_interactions(users, items, count, seed):
    rng = np.random.RandomState(seed)
    return {
        "user": rng.randint(0, users, count).astype(np.int64),
        "item": rng.randint(0, items, count).astype(np.int64),
        "rating": rng.randint(1, 6, count).astype(np.float32),
    }


def split(interactions, fraction):
    cut = int(len(interactions["user"]) * fraction)
    left = {k: v[:cut] for k, v in interactions.items()}
    right = {k: v[cut:] for k, v in interactions.items()}
    return left, right


def batches(interactions, size):
    return tf.data.Dataset.from_tensor_slices(interactions).shuffle(100, seed=0).batch(size)
