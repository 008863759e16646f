"""A trainer with hooks that subclasses fill in."""

import abc

import tensorflow as tf


class Trainer(abc.ABC):
    def __init__(self, model, optimizer):
        self.model = model
        self.optimizer = optimizer
        self.hooks = []

    @abc.abstractmethod
    def loss(self, batch):
        """The loss of one batch."""

    def register(self, hook):
        self.hooks.append(hook)
        return hook

    def step(self, batch):
        with tf.GradientTape() as tape:
            loss = self.loss(batch)
        gradients = tape.gradient(loss, self.model.trainable_variables)
        self.optimizer.apply_gradients(zip(gradients, self.model.trainable_variables))
        for hook in self.hooks:
            hook(loss, gradients)
        return loss

    def fit(self, dataset, epochs=1):
        last = None
        for _ in range(epochs):
            for batch in dataset:
                last = self.step(batch)
        return last
