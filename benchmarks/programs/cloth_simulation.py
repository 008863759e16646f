"""A cloth of masses and springs, held at its corners, sinks onto a ball."""

import numpy as np
import tensorflow as tf

SIZE = 16
STEPS = 1500
DT = tf.constant(0.004)
STIFFNESS = 400.0
DAMPING = 2.0
RADIUS = 0.35


class Cloth:
    def __init__(self):
        row, column = np.meshgrid(np.arange(SIZE), np.arange(SIZE), indexing="ij")
        index = row * SIZE + column
        pairs = [(index[:, :-1], index[:, 1:]), (index[:-1], index[1:]), (index[:-1, :-1], index[1:, 1:])]
        self.start = tf.constant(np.concatenate([a.ravel() for a, _ in pairs]), tf.int32)
        self.end = tf.constant(np.concatenate([b.ravel() for _, b in pairs]), tf.int32)
        grid = np.stack([row, column, np.zeros_like(row)], axis=-1).reshape(-1, 3) / (SIZE - 1)
        self.rest_position = tf.constant(grid - [0.5, 0.5, -0.4], tf.float32)
        corners = np.isin(row, [0, SIZE - 1]) & np.isin(column, [0, SIZE - 1])
        self.free = tf.constant(~corners.reshape(-1, 1), tf.float32)
        self.rest_length = tf.norm(self.spring_vectors(self.rest_position), axis=1)

    def spring_vectors(self, position):
        return tf.gather(position, self.end) - tf.gather(position, self.start)

    def forces(self, position, velocity):
        vector = self.spring_vectors(position)
        length = tf.norm(vector, axis=1)
        tension = (STIFFNESS * (length - self.rest_length) / tf.maximum(length, 1e-6))[:, tf.newaxis] * vector
        count = SIZE * SIZE
        springs = tf.math.unsorted_segment_sum(tension, self.start, count)
        springs -= tf.math.unsorted_segment_sum(tension, self.end, count)
        return springs + tf.constant([0.0, 0.0, -9.81]) - DAMPING * velocity

    def step(self, position, velocity):
        velocity = velocity + DT * self.free * self.forces(position, velocity)
        position = position + DT * velocity
        distance = tf.norm(position, axis=1, keepdims=True)
        normal = position / distance
        inside = distance < RADIUS
        inward = tf.minimum(tf.reduce_sum(velocity * normal, axis=1, keepdims=True), 0.0)
        position = tf.where(inside, RADIUS * normal, position)
        velocity = tf.where(inside, 0.98 * (velocity - inward * normal), velocity)
        return position, velocity


def main():
    cloth = Cloth()
    position = cloth.rest_position
    velocity = tf.zeros_like(position)
    for step in range(STEPS):
        position, velocity = cloth.step(position, velocity)
        if step % 300 == 299:
            height = position[:, 2].numpy()
            print(f"t = {(step + 1) * 0.004:.1f} s: height {height.mean():.3f}, lowest {height.min():.3f}")


if __name__ == "__main__":
    main()
