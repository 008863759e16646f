"""A collection of losses as functions, used eagerly."""

import tensorflow as tf

EPS = 1e-7


def focal_loss(y_true, y_pred, gamma=2.0, alpha=0.25):
    y_pred = tf.clip_by_value(y_pred, EPS, 1 - EPS)
    p_t = tf.where(tf.equal(y_true, 1), y_pred, 1 - y_pred)
    alpha_t = tf.where(tf.equal(y_true, 1), alpha, 1 - alpha)
    return -tf.reduce_mean(alpha_t * tf.pow(1 - p_t, gamma) * tf.math.log(p_t))


def dice_loss(y_true, y_pred, smooth=1.0):
    axes = [1, 2]
    intersection = tf.reduce_sum(y_true * y_pred, axis=axes)
    union = tf.reduce_sum(y_true, axis=axes) + tf.reduce_sum(y_pred, axis=axes)
    return 1 - tf.reduce_mean((2 * intersection + smooth) / (union + smooth))


def pairwise_distances(embeddings, squared=False):
    dot_product = tf.matmul(embeddings, tf.transpose(embeddings))
    square_norm = tf.linalg.diag_part(dot_product)
    distances = tf.expand_dims(square_norm, 1) - 2.0 * dot_product + tf.expand_dims(square_norm, 0)
    distances = tf.maximum(distances, 0.0)
    if not squared:
        mask = tf.cast(tf.equal(distances, 0.0), tf.float32)
        distances = tf.sqrt(distances + mask * 1e-16) * (1.0 - mask)
    return distances


def triplet_loss(anchor, positive, negative, margin=0.5):
    ap = tf.reduce_sum(tf.square(anchor - positive), -1)
    an = tf.reduce_sum(tf.square(anchor - negative), -1)
    return tf.reduce_mean(tf.nn.relu(ap - an + margin))


def contrastive(z1, z2, temperature=0.1):
    z1 = tf.math.l2_normalize(z1, axis=1)
    z2 = tf.math.l2_normalize(z2, axis=1)
    similarity = tf.matmul(z1, z2, transpose_b=True) / temperature
    labels = tf.range(tf.shape(z1)[0])
    return tf.reduce_mean(tf.nn.sparse_softmax_cross_entropy_with_logits(labels, similarity))


def kl_normal(mu, log_var):
    return -0.5 * tf.reduce_mean(1 + log_var - tf.square(mu) - tf.exp(log_var))


tf.random.set_seed(5)
masks = tf.cast(tf.random.uniform([2, 8, 8]) > 0.5, tf.float32)
scores = tf.random.uniform([2, 8, 8])
print("focal", float(focal_loss(masks, scores)) > 0)
print("dice", float(dice_loss(masks, scores)) < 1)
emb = tf.random.normal([6, 3])
print("pairwise", pairwise_distances(emb).shape, pairwise_distances(emb, squared=True).shape)
print("triplet", float(triplet_loss(emb[:2], emb[2:4], emb[4:])) >= 0)
print("contrastive", float(contrastive(emb, emb + 0.01)) >= 0)
print("kl", float(kl_normal(tf.zeros([4, 2]), tf.zeros([4, 2]))))
