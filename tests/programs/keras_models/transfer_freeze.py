"""Freeze a base model from applications, add a head, fine-tune a part."""

import tensorflow as tf
from tensorflow import keras


def base_model(shape):
    base = keras.applications.MobileNetV2(input_shape=shape, include_top=False, weights=None, alpha=0.35)
    base.trainable = False
    return base


def add_head(base, classes):
    inputs = keras.Input(shape=base.input_shape[1:])
    x = keras.applications.mobilenet_v2.preprocess_input(inputs)
    x = base(x, training=False)
    x = pooled(x)
    return keras.Model(inputs, keras.layers.Dense(classes)(x))


def pooled(feature_map):
    return keras.layers.GlobalAveragePooling2D()(feature_map)


def unfreeze(base, last):
    base.trainable = True
    for layer in base.layers[:-last]:
        layer.trainable = False
    return sum(layer.trainable for layer in base.layers)


def predict_classes(model, images):
    logits = model(images, training=False)
    return tf.argmax(logits, axis=-1)


tf.keras.utils.set_random_seed(0)
base = base_model((32, 32, 3))
model = add_head(base, 4)
images = tf.random.uniform([2, 32, 32, 3], maxval=255.0)
print(predict_classes(model, images).shape, unfreeze(base, 5))
