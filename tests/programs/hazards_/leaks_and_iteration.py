import tensorflow as tf

LEAKED = []
BEST = None


def remember(x):
    global BEST
    total = tf.reduce_sum(x)
    if BEST is None or total > BEST:
        BEST = total
    LEAKED.append(total)
    return BEST


def rows_mean(x):
    return [tf.reduce_mean(row) for row in x]


def weighted(rows, weights):
    result = tf.zeros_like(rows[0])
    for row, weight in zip(rows, weights):
        result += row * weight
    return result


def unpack(x):
    a, b, c = x
    return a - b + c


def first_large(x, limit):
    for index, value in enumerate(x):
        if value > limit:
            return index
    return -1


def update_rows(rows, index, value):
    rows[index] = value
    return tf.stack(rows)


def column_dict(x, names):
    return {name: x[:, i] for i, name in enumerate(names)}


class Tracker:
    total = None

    def __init__(self):
        self.values = {}

    def track(self, name, value):
        self.values[name] = value
        Tracker.total = value if Tracker.total is None else Tracker.total + value
        return self

    def __contains__(self, name):
        return name in self.values


def contains(values, x):
    return any(bool(v == x) for v in values)


m = tf.reshape(tf.range(9.0), [3, 3])
print(float(remember(m)), float(remember(-m)), len(LEAKED))
print([float(v) for v in rows_mean(m)], weighted(m, [0.1, 0.2, 0.7]).shape, unpack(m[0]).numpy(), first_large(m[:, 0], 2.0))
print(update_rows(tf.unstack(m), 1, tf.zeros([3])).shape, sorted(column_dict(m, "abc")))
tracker = Tracker().track("a", m[0]).track("b", m[1])
print("a" in tracker, Tracker.total.shape, contains(tf.unstack(m[0]), 2.0))
