"""Patch extraction and a ViT stem."""

import tensorflow as tf
from tensorflow import keras
from tensorflow.keras import layers


class Patches(layers.Layer):
    def __init__(self, patch_size):
        super().__init__()
        self.patch_size = patch_size

    def call(self, images):
        batch_size = tf.shape(images)[0]
        patches = tf.image.extract_patches(
            images=images,
            sizes=[1, self.patch_size, self.patch_size, 1],
            strides=[1, self.patch_size, self.patch_size, 1],
            rates=[1, 1, 1, 1],
            padding="VALID",
        )
        patch_dims = patches.shape[-1]
        return tf.reshape(patches, [batch_size, -1, patch_dims])


class PatchEncoder(layers.Layer):
    def __init__(self, num_patches, dim):
        super().__init__()
        self.num_patches = num_patches
        self.projection = layers.Dense(units=dim)
        self.position_embedding = layers.Embedding(input_dim=num_patches, output_dim=dim)

    def call(self, patch):
        positions = tf.range(start=0, limit=self.num_patches, delta=1)
        return self.projection(patch) + self.position_embedding(positions)


def mlp(x, hidden_units, dropout_rate):
    for units in hidden_units:
        x = layers.Dense(units, activation=keras.activations.gelu)(x)
        x = layers.Dropout(dropout_rate)(x)
    return x


def create_vit(input_shape, patch_size, dim, classes):
    inputs = keras.Input(shape=input_shape)
    num_patches = (input_shape[0] // patch_size) ** 2
    x = PatchEncoder(num_patches, dim)(Patches(patch_size)(inputs))
    x1 = layers.LayerNormalization(epsilon=1e-6)(x)
    attention = layers.MultiHeadAttention(num_heads=2, key_dim=dim)(x1, x1)
    x = layers.Add()([attention, x])
    x = mlp(layers.Flatten()(x), [8], 0.1)
    return keras.Model(inputs, layers.Dense(classes)(x))


model = create_vit((12, 12, 3), 4, 6, 5)
print(model(tf.zeros([2, 12, 12, 3])).shape)
print(Patches(6)(tf.zeros([1, 12, 12, 3])).shape)
