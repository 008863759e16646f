"""Producers in threads and coroutines that hand tensors to consumers."""

import asyncio
import queue
import threading

import tensorflow as tf


def produce(output, count):
    for index in range(count):
        output.put(make_item(index))
    output.put(None)


def make_item(index):
    return {"id": index, "x": tf.fill([3], float(index))}


def consume(source):
    total = tf.zeros([3])
    while (item := source.get()) is not None:
        total = accumulate(total, item)
    return total


def accumulate(total, item):
    return total + item["x"]


async def fetch(index):
    await asyncio.sleep(0)
    return tf.range(index + 1)


async def gather(count):
    results = await asyncio.gather(*(fetch(i) for i in range(count)))
    return merge(results)


def merge(tensors):
    return tf.concat(tensors, axis=0)


async def stream(count):
    for index in range(count):
        yield await fetch(index)


async def longest(count):
    best = None
    async for value in stream(count):
        best = value if best is None or size(value) > size(best) else best
    return best


def size(value):
    return int(tf.size(value))


channel = queue.Queue()
thread = threading.Thread(target=produce, args=(channel, 4))
thread.start()
print(consume(channel).numpy())
thread.join()
print(asyncio.run(gather(3)).numpy(), asyncio.run(longest(4)).shape)
