import itertools

import tensorflow as tf


def count_from(start):
    value = start
    while True:
        yield tf.constant(value)
        value += 1


def mapped(function, stream):
    for item in stream:
        yield function(item)


def chunked(stream, size):
    stream = iter(stream)
    while chunk := list(itertools.islice(stream, size)):
        yield tf.stack(chunk)


def square(x):
    return x * x


def pairwise(stream):
    previous = None
    for item in stream:
        if previous is not None:
            yield previous, item
        previous = item


def difference(pair):
    a, b = pair
    return b - a


class Replay:
    def __init__(self, factory):
        self.factory = factory

    def __iter__(self):
        yield from self.factory()

    def epochs(self, n):
        for epoch in range(n):
            for item in self:
                yield epoch, item


def numbers():
    return itertools.islice(count_from(1), 4)


def send_average():
    total, count = 0.0, 0
    value = yield
    while True:
        total, count = total + value, count + 1
        value = yield total / count


for chunk in chunked(mapped(square, numbers()), 3):
    print(chunk.numpy())
print([int(difference(pair)) for pair in pairwise(mapped(square, numbers()))])
print([(epoch, int(item)) for epoch, item in Replay(numbers).epochs(2)][-1])
average = send_average()
next(average)
print([float(average.send(v)) for v in (tf.constant(1.0), tf.constant(3.0))])
