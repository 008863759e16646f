"""Gram matrices, content and style losses over a dict of features, image variable optimised with clipping."""
import tensorflow as tf


class Extractor(tf.keras.models.Model):
    def __init__(self, style, content):
        super().__init__()
        inputs = tf.keras.Input((16, 16, 3))
        a = tf.keras.layers.Conv2D(4, 3, padding="same", activation="relu", name="a")(inputs)
        b = tf.keras.layers.Conv2D(8, 3, strides=2, padding="same", name="b")(a)
        self.net = tf.keras.Model(inputs, {"a": a, "b": b})
        self.style, self.content = style, content

    def call(self, inputs):
        outputs = self.net(preprocess(inputs))
        return {"style": {n: gram(outputs[n]) for n in self.style}, "content": {n: outputs[n] for n in self.content}}


def preprocess(image):
    return image * 2.0 - 1.0


def gram(x):
    result = tf.linalg.einsum("bijc,bijd->bcd", x, x)
    shape = tf.shape(x)
    return result / tf.cast(shape[1] * shape[2], tf.float32)


def loss_of(outputs, style, content):
    s = tf.add_n([mse(outputs["style"][n], style[n]) for n in outputs["style"]])
    c = tf.add_n([mse(outputs["content"][n], content[n]) for n in outputs["content"]])
    return 1e-2 * s + c


def mse(a, b):
    return tf.reduce_mean((a - b) ** 2)


def clip(image):
    return tf.clip_by_value(image, 0.0, 1.0)


def variation(image):
    dx = image[:, :, 1:] - image[:, :, :-1]
    dy = image[:, 1:] - image[:, :-1]
    return total(dx) + total(dy)


def total(d):
    return tf.reduce_sum(tf.abs(d))


extractor = Extractor(["a", "b"], ["b"])
content_image, style_image = tf.random.uniform([1, 16, 16, 3]), tf.random.uniform([1, 16, 16, 3])
style_targets = extractor(style_image)["style"]
content_targets = extractor(content_image)["content"]
image = tf.Variable(content_image)
opt = tf.keras.optimizers.Adam(0.02)


@tf.function()
def train_step(image):
    with tf.GradientTape() as tape:
        outputs = extractor(image)
        loss = loss_of(outputs, style_targets, content_targets) + 1e-3 * variation(image)
    grad = tape.gradient(loss, image)
    opt.apply_gradients([(grad, image)])
    image.assign(clip(image))
    return loss


for _ in range(2):
    train_step(image)
