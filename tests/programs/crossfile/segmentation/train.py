import tensorflow as tf


class Loop:
    def __init__(self, net, optimizer, loss_fn):
        self.net, self.optimizer, self.loss_fn = net, optimizer, loss_fn
        self.mean = tf.keras.metrics.Mean()

    @tf.function
    def step(self, images, masks):
        with tf.GradientTape() as tape:
            logits = self.net(images, training=True)
            loss = self.loss_fn(masks, logits)
        self.apply(tape.gradient(loss, self.net.trainable_variables))
        self.mean.update_state(loss)
        return loss

    def apply(self, grads):
        self.optimizer.apply_gradients(zip(grads, self.net.trainable_variables))
