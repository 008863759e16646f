import tensorflow as tf


def create(shapes):
    return [tf.Variable(tf.ones(shape) * (i + 1)) for i, shape in enumerate(shapes)]


def flatten(variables):
    return tf.concat([tf.reshape(v, [-1]) for v in variables], axis=0)


def assign_flat(variables, vector):
    sizes = [v.shape.num_elements() for v in variables]
    for variable, piece in zip(variables, tf.split(vector, sizes)):
        variable.assign(tf.reshape(piece, variable.shape))


def snapshot(variables):
    return [tf.identity(v) for v in variables]


def restore(variables, values):
    for variable, value in zip(variables, values):
        variable.assign(value)


def distance(left, right):
    return tf.sqrt(tf.add_n([squared(a, b) for a, b in zip(left, right)]))


def squared(a, b):
    return tf.reduce_sum((a - b) ** 2)


def by_name(variables):
    return {f"v{i}": v for i, v in enumerate(variables)}


def scale_some(named, names, factor):
    for name in names:
        named[name].assign(named[name] * factor)
    return named


def group(variables, predicate):
    yes, no = [], []
    for v in variables:
        (yes if predicate(v) else no).append(v)
    return yes, no


def is_matrix(v):
    return v.shape.rank == 2


variables = create([[2, 3], [3], [3, 1]])
saved = snapshot(variables)
assign_flat(variables, flatten(variables) * 2.0)
print(float(distance(variables, saved)) > 0, float(distance(tuple(saved), saved)))
restore(variables, saved)
scale_some(by_name(variables), ["v0", "v2"], 0.5)
matrices, others = group(variables, is_matrix)
print(len(matrices), [v.shape for v in others], flatten(matrices).shape)
