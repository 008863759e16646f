"""The transformer tutorial: positional encodings, masks, multi-head attention layers."""
import numpy as np
import tensorflow as tf


def positional_encoding(length, depth):
    depth = depth / 2
    positions = np.arange(length)[:, np.newaxis]
    depths = np.arange(depth)[np.newaxis, :] / depth
    angle_rates = 1 / (10000**depths)
    angle_rads = positions * angle_rates
    pos_encoding = np.concatenate([np.sin(angle_rads), np.cos(angle_rads)], axis=-1)
    return tf.cast(pos_encoding, dtype=tf.float32)


class PositionalEmbedding(tf.keras.layers.Layer):
    def __init__(self, vocab_size, d_model):
        super().__init__()
        self.d_model = d_model
        self.embedding = tf.keras.layers.Embedding(vocab_size, d_model, mask_zero=True)
        self.pos_encoding = positional_encoding(length=64, depth=d_model)

    def call(self, x):
        length = tf.shape(x)[1]
        x = self.embedding(x)
        x *= tf.math.sqrt(tf.cast(self.d_model, tf.float32))
        return add_position(x, self.pos_encoding[tf.newaxis, :length, :])


def add_position(x, encoding):
    return x + encoding


class BaseAttention(tf.keras.layers.Layer):
    def __init__(self, **kwargs):
        super().__init__()
        self.mha = tf.keras.layers.MultiHeadAttention(**kwargs)
        self.layernorm = tf.keras.layers.LayerNormalization()
        self.add = tf.keras.layers.Add()


class CrossAttention(BaseAttention):
    def call(self, x, context):
        attn_output = self.mha(query=x, key=context, value=context)
        return self.layernorm(self.add([x, attn_output]))


class CausalSelfAttention(BaseAttention):
    def call(self, x):
        attn_output = self.mha(query=x, value=x, key=x, use_causal_mask=True)
        return self.layernorm(self.add([x, attn_output]))


class FeedForward(tf.keras.layers.Layer):
    def __init__(self, d_model, dff):
        super().__init__()
        self.seq = tf.keras.Sequential([tf.keras.layers.Dense(dff, activation="relu"), tf.keras.layers.Dense(d_model)])

    def call(self, x):
        return x + self.seq(x)


class Decoder(tf.keras.Model):
    def __init__(self, num_layers, d_model, heads, vocab):
        super().__init__()
        self.pos = PositionalEmbedding(vocab, d_model)
        self.blocks = [
            (CausalSelfAttention(num_heads=heads, key_dim=d_model), CrossAttention(num_heads=heads, key_dim=d_model), FeedForward(d_model, 32))
            for _ in range(num_layers)
        ]
        self.final = tf.keras.layers.Dense(vocab)

    def call(self, inputs):
        context, x = inputs
        context, x = self.pos(context), self.pos(x)
        for self_attention, cross, ffn in self.blocks:
            x = ffn(cross(self_attention(x), context))
        return self.final(x)


class CustomSchedule(tf.keras.optimizers.schedules.LearningRateSchedule):
    def __init__(self, d_model, warmup_steps=4000):
        super().__init__()
        self.d_model = tf.cast(d_model, tf.float32)
        self.warmup_steps = warmup_steps

    def __call__(self, step):
        step = tf.cast(step, dtype=tf.float32)
        return tf.math.rsqrt(self.d_model) * tf.math.minimum(tf.math.rsqrt(step), step * (self.warmup_steps**-1.5))


def masked_loss(label, pred):
    mask = label != 0
    loss = tf.keras.losses.SparseCategoricalCrossentropy(from_logits=True, reduction="none")(label, pred)
    mask = tf.cast(mask, dtype=loss.dtype)
    loss *= mask
    return tf.reduce_sum(loss) / tf.reduce_sum(mask)


def masked_accuracy(label, pred):
    pred = tf.argmax(pred, axis=2)
    label = tf.cast(label, pred.dtype)
    match = label == pred
    mask = label != 0
    return tf.reduce_sum(tf.cast(match & mask, tf.float32)) / tf.reduce_sum(tf.cast(mask, tf.float32))


context = tf.random.uniform([8, 6], 0, 20, tf.int32)
target = tf.random.uniform([8, 5], 0, 20, tf.int32)
model = Decoder(2, 8, 2, 20)
out = model((context, target))
masked_loss(target, out)
masked_accuracy(target, out)
model.compile(loss=masked_loss, optimizer=tf.keras.optimizers.Adam(CustomSchedule(8)), metrics=[masked_accuracy])
ds = tf.data.Dataset.from_tensor_slices(((context, target), target)).batch(3)
model.fit(ds, epochs=1, verbose=0)
