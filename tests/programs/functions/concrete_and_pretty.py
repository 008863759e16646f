import tensorflow as tf


class Model(tf.Module):
    @tf.function
    def __call__(self, x, flag=True, scale=1.0):
        x = prepare(x)
        return x * scale if flag else -x


def prepare(x):
    return tf.cast(x, tf.float32)


@tf.function
def polymorphic(x):
    return double(x)


def double(x):
    return x + x


@tf.function
def nested_inputs(batch, options):
    total = batch["a"] + batch["b"][0]
    if options["square"]:
        total = square(total)
    return {"total": total, "parts": [batch["a"], batch["b"][1]]}


def square(x):
    return x**2


model = Model()
concrete = model.__call__.get_concrete_function(tf.TensorSpec([None, 2], tf.int32), flag=True, scale=2.0)
print(concrete(tf.constant([[1, 2]])).numpy())
print(model(tf.constant([1.5]), flag=False).numpy())
print(polymorphic(tf.constant("a")).numpy(), polymorphic(tf.constant(2)).numpy(), polymorphic(tf.ones([2, 1])).shape)
print(polymorphic.get_concrete_function(tf.TensorSpec([None], tf.float64))(tf.zeros([3], tf.float64)).dtype.name)
out = nested_inputs({"a": tf.constant(1.0), "b": (tf.constant(2.0), tf.zeros([2]))}, {"square": True})
print(float(out["total"]), out["parts"][1].shape)
