"""Train a small U-Net; the pieces come from a package."""

import tensorflow as tf

from unet import UNet, losses
from unet.data import synthetic_batches


def train_step(model, optimizer, images, masks):
    with tf.GradientTape() as tape:
        logits = model(images, training=True)
        loss = losses.bce_dice(masks, logits)
    grads = tape.gradient(loss, model.trainable_variables)
    optimizer.apply_gradients(zip(grads, model.trainable_variables))
    return loss


def iou(masks, logits, threshold=0.0):
    predicted = logits > threshold
    actual = masks > 0.5
    intersection = tf.math.count_nonzero(predicted & actual)
    union = tf.math.count_nonzero(predicted | actual)
    return tf.cast(intersection, tf.float32) / tf.maximum(tf.cast(union, tf.float32), 1.0)


def main():
    tf.keras.utils.set_random_seed(0)
    model = UNet(filters=(4, 8))
    optimizer = tf.keras.optimizers.Adam(1e-3)
    for images, masks in synthetic_batches(count=2, batch=2, size=16):
        loss = train_step(model, optimizer, images, masks)
        print("loss", loss.shape, "iou", 0 <= float(iou(masks, model(images))) <= 1)


if __name__ == "__main__":
    main()
