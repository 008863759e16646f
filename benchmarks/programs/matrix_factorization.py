"""Recommend films: factors and biases of users and films by stochastic gradient descent on ratings."""

import numpy as np
import tensorflow as tf

USERS, FILMS, FACTORS = 500, 300, 16
RATINGS = 12_000
BATCH_SIZE = 128
EPOCHS = 3


class Recommender(tf.Module):
    def __init__(self):
        super().__init__()
        self.user_factors = tf.Variable(0.1 * tf.random.stateless_normal([USERS, FACTORS], [1, 0]))
        self.film_factors = tf.Variable(0.1 * tf.random.stateless_normal([FILMS, FACTORS], [2, 0]))
        self.user_bias = tf.Variable(tf.zeros([USERS]))
        self.film_bias = tf.Variable(tf.zeros([FILMS]))
        self.mean = tf.Variable(3.0)

    def predict(self, user, film):
        factors = tf.gather(self.user_factors, user) * tf.gather(self.film_factors, film)
        biases = tf.gather(self.user_bias, user) + tf.gather(self.film_bias, film)
        return self.mean + biases + tf.reduce_sum(factors, axis=1)

    def penalty(self, user, film):
        squares = tf.reduce_sum(
            tf.gather(self.user_factors, user) ** 2 + tf.gather(self.film_factors, film) ** 2, axis=1
        )
        return 0.02 * tf.reduce_mean(squares)


def rate(seed):
    """Synthetic ratings: users (n,), films (n,) and stars (n,) between 1 and 5."""
    rng = np.random.default_rng(seed)
    taste, style = rng.normal(size=(USERS, 4)), rng.normal(size=(FILMS, 4))
    user, film = rng.integers(0, USERS, RATINGS), rng.integers(0, FILMS, RATINGS)
    stars = 3.3 + 0.6 * np.sum(taste[user] * style[film], axis=1) + rng.normal(0.0, 0.3, RATINGS)
    return user.astype("int32"), film.astype("int32"), np.clip(stars, 1.0, 5.0).astype("float32")


model = Recommender()
optimizer = tf.keras.optimizers.Adam(0.01)


def train_batch(user, film, stars):
    with tf.GradientTape() as tape:
        error = model.predict(user, film) - stars
        loss = tf.reduce_mean(error**2) + model.penalty(user, film)
    gradients = tape.gradient(loss, model.trainable_variables)
    optimizer.apply_gradients(zip(gradients, model.trainable_variables))
    return tf.reduce_sum(error**2)


def main():
    ratings = tf.data.Dataset.from_tensor_slices(rate(seed=12)).batch(BATCH_SIZE, drop_remainder=True)
    batches = RATINGS // BATCH_SIZE
    for epoch in range(EPOCHS):
        squares = 0.0
        for user, film, stars in ratings:
            squares += train_batch(user, film, stars).numpy()
        print(f"epoch {epoch + 1}: root mean square error {np.sqrt(squares / (batches * BATCH_SIZE)):.4f}")


if __name__ == "__main__":
    main()
