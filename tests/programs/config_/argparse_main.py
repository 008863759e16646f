"""A command line program with argparse, a namespace passed around and a summary."""

import argparse

import tensorflow as tf


def parse_args(argv=None):
    parser = argparse.ArgumentParser()
    parser.add_argument("--hidden", type=int, default=6)
    parser.add_argument("--lr", type=float, default=0.1)
    parser.add_argument("--steps", type=int, default=3)
    parser.add_argument("--optimizer", choices=["sgd", "adam"], default="sgd")
    parser.add_argument("--l2", action="store_true")
    return parser.parse_args(argv)


def make_optimizer(name, lr):
    return {"sgd": tf.keras.optimizers.SGD, "adam": tf.keras.optimizers.Adam}[name](lr)


def make_variables(args):
    init = tf.keras.initializers.HeNormal(seed=0)
    return [tf.Variable(init([4, args.hidden])), tf.Variable(init([args.hidden, 1]))]


def forward(variables, x):
    hidden = tf.nn.relu(tf.matmul(x, variables[0]))
    return tf.matmul(hidden, variables[1])


def penalty(variables):
    return tf.add_n([tf.nn.l2_loss(v) for v in variables])


def loss_fn(args, variables, x, y):
    loss = tf.reduce_mean((forward(variables, x) - y) ** 2)
    if args.l2:
        loss += 1e-3 * penalty(variables)
    return loss


def train(args):
    tf.random.set_seed(0)
    x = tf.random.normal([16, 4])
    y = tf.reduce_max(x, axis=1, keepdims=True)
    variables = make_variables(args)
    optimizer = make_optimizer(args.optimizer, args.lr)
    for _ in range(args.steps):
        with tf.GradientTape() as tape:
            loss = loss_fn(args, variables, x, y)
        optimizer.apply_gradients(zip(tape.gradient(loss, variables), variables))
    return loss


if __name__ == "__main__":
    print(train(parse_args([])).shape)
    print(train(parse_args(["--l2", "--optimizer", "adam", "--hidden", "3"])).dtype.name)
