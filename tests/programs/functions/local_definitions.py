import tensorflow as tf


def make_step(model, optimizer, loss_fn):
    @tf.function
    def step(x, y):
        with tf.GradientTape() as tape:
            loss = loss_fn(y, model(x))
        grads = tape.gradient(loss, model.trainable_variables)
        optimizer.apply_gradients(zip(grads, model.trainable_variables))
        return loss

    return step


def make_sampler(size):
    generator = tf.random.Generator.from_seed(1)

    @tf.function(autograph=False)
    def sample():
        x = generator.normal([size, 3])
        return x, target(x)

    def target(x):
        return tf.reduce_sum(x * tf.constant([1.0, 2.0, 3.0]), axis=1, keepdims=True)

    return sample


def absolute(y, p):
    return tf.reduce_mean(tf.abs(y - p))


def squared(y, p):
    return tf.reduce_mean((y - p) ** 2)


def run(step, sample, n):
    return [step(*sample()) for _ in range(n)]


tf.keras.utils.set_random_seed(0)
sample = make_sampler(8)
for loss_fn in (absolute, squared):
    model = tf.keras.Sequential([tf.keras.Input((3,)), tf.keras.layers.Dense(1)])
    step = make_step(model, tf.keras.optimizers.SGD(0.05), loss_fn)
    losses = run(step, sample, 3)
    print(loss_fn.__name__, losses[0].shape)
