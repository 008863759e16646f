"""An inference service: pictures come in, boxes go out."""

import sys

import numpy as np
import tensorflow as tf
from pipeline import CLASSES, GRID, INPUT_SIZE, heat_map, postprocess, preprocess

REQUESTS = 400
NAMES = ["cat", "dog", "bird", "fish", "horse"]
served = 0


class Detector(tf.Module):
    """A one-layer detector with fixed weights; a real service would load a saved model."""

    def __init__(self):
        super().__init__()
        patch = INPUT_SIZE // GRID
        self.stride = patch
        self.kernel = tf.Variable(0.35 * tf.random.stateless_normal([patch, patch, 3, 5 + CLASSES], [8, 9]))

    @tf.function(experimental_relax_shapes=True)
    def detect(self, pixels):
        global served
        served += 1
        return tf.nn.conv2d(pixels, self.kernel, strides=self.stride, padding="VALID")


def receive_requests():
    rng = np.random.default_rng(17)
    for _ in range(REQUESTS):
        colour = rng.uniform(60.0, 180.0, (1, 1, 3))
        yield np.clip(rng.normal(colour, 40.0, (48, 64, 3)), 0, 255).astype("uint8")


def main():
    detector = Detector()
    found = [0] * CLASSES
    best = 0.0
    for number, picture in enumerate(receive_requests(), 1):
        output = detector.detect(preprocess(tf.constant(picture)))
        boxes, classes, scores = postprocess(output, 0.5)
        for label in classes.numpy():
            found[label] += 1
        best = max(best, float(scores[0]) if len(scores) else 0.0)
        if number % 100 == 0:
            print(f"{number} requests, best score {best:.4f}, last boxes sum to {float(tf.reduce_sum(boxes)):.3f}")
        if "--explain" in sys.argv:
            print(heat_map(output))
    print(", ".join(f"{name} {count}" for name, count in zip(NAMES, found)))
    print("calls of the detector:", served)


if __name__ == "__main__":
    main()
