import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "src"))

import tensorflow as tf

from tinyflow.layers import CouplingLayer
from tinyflow.flow import Flow, standard_normal


def nll(flow, x):
    z, log_det = flow.forward(x)
    return -tf.reduce_mean(standard_normal(z) + log_det)


def check_inverse(flow, x):
    z, _ = flow.forward(x)
    return tf.reduce_max(tf.abs(flow.inverse(z) - x))


def main():
    tf.random.set_seed(4)
    flow = Flow([CouplingLayer(4, flip=bool(i % 2)) for i in range(3)])
    x = tf.random.normal([10, 4])
    print(nll(flow, x).shape, float(check_inverse(flow, x)) < 1e-4)


main()
