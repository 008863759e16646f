"""k-means by Lloyd's algorithm, from several starts."""

import numpy as np
import tensorflow as tf

POINTS, DIMENSIONS, CLUSTERS = 600, 4, 6
STARTS = 100
ROUNDS = 30


def make_points(seed):
    rng = np.random.default_rng(seed)
    centres = rng.uniform(-6.0, 6.0, (CLUSTERS, DIMENSIONS))
    return (centres[rng.integers(0, CLUSTERS, POINTS)] + rng.normal(0.0, 1.0, (POINTS, DIMENSIONS))).astype("float32")


def squared_distances(points, centroids):
    return (
        tf.reduce_sum(points**2, axis=1, keepdims=True)
        - 2.0 * tf.matmul(points, centroids, transpose_b=True)
        + tf.reduce_sum(centroids**2, axis=1)[tf.newaxis, :]
    )


def lloyd_step(points, centroids):
    distances = squared_distances(points, centroids)
    nearest = tf.argmin(distances, axis=1, output_type=tf.int32)
    sums = tf.math.unsorted_segment_sum(points, nearest, CLUSTERS)
    counts = tf.math.unsorted_segment_sum(tf.ones([POINTS]), nearest, CLUSTERS)
    moved = sums / tf.maximum(counts, 1.0)[:, tf.newaxis]
    moved = tf.where((counts > 0.0)[:, tf.newaxis], moved, centroids)
    return moved, tf.reduce_mean(tf.reduce_min(distances, axis=1))


def main():
    points = tf.constant(make_points(3))
    rng = np.random.default_rng(4)
    results = []
    for _ in range(STARTS):
        centroids = tf.gather(points, rng.choice(POINTS, CLUSTERS, replace=False))
        for _ in range(ROUNDS):
            centroids, distortion = lloyd_step(points, centroids)
        results.append(float(distortion))
    print(f"distortion: best {min(results):.4f}, mean {np.mean(results):.4f}, worst {max(results):.4f}")


if __name__ == "__main__":
    main()
