import tensorflow as tf


class Tower(tf.keras.Model):
    def __init__(self, count, dim):
        super().__init__()
        self.embedding = tf.keras.layers.Embedding(count, dim)
        self.dense = tf.keras.layers.Dense(dim)

    def call(self, ids):
        return self.dense(self.embedding(ids))


class TwoTower(tf.keras.Model):
    def __init__(self, users, items, dim):
        super().__init__()
        self.user_tower = Tower(users, dim)
        self.item_tower = Tower(items, dim)

    def call(self, batch):
        return dot(self.user_tower(batch["user"]), self.item_tower(batch["item"]))

    def scores(self, user_ids, item_ids):
        users = self.user_tower(user_ids)
        items = self.item_tower(item_ids)
        return tf.matmul(users, items, transpose_b=True)


def dot(a, b):
    return tf.reduce_sum(a * b, axis=-1)
