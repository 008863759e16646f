import tensorflow as tf


def pairwise_logistic(labels, scores, mask):
    difference = scores[:, :, None] - scores[:, None, :]
    better = tf.cast(labels[:, :, None] > labels[:, None, :], tf.float32)
    valid = mask_pairs(mask)
    return tf.reduce_sum(better * valid * tf.nn.softplus(-difference)) / tf.maximum(tf.reduce_sum(better * valid), 1.0)


def mask_pairs(mask):
    mask = tf.cast(mask, tf.float32)
    return mask[:, :, None] * mask[:, None, :]


def listwise_softmax(labels, scores, mask):
    scores = tf.where(mask, scores, tf.fill(tf.shape(scores), -1e9))
    target = labels / tf.maximum(tf.reduce_sum(labels, axis=1, keepdims=True), 1e-6)
    return -tf.reduce_mean(tf.reduce_sum(target * tf.nn.log_softmax(scores), axis=1))


def dcg(relevance, k):
    positions = tf.range(1, k + 1, dtype=tf.float32)
    discount = 1.0 / (tf.math.log(positions + 1.0) / tf.math.log(2.0))
    return tf.reduce_sum((tf.pow(2.0, relevance[:, :k]) - 1.0) * discount, axis=1)


def ndcg(labels, scores, k=3):
    order = tf.argsort(scores, direction="DESCENDING")
    ranked = tf.gather(labels, order, batch_dims=1)
    ideal = tf.sort(labels, axis=1, direction="DESCENDING")
    return tf.math.divide_no_nan(dcg(ranked, k), dcg(ideal, k))


def reciprocal_rank(labels, scores):
    order = tf.argsort(scores, axis=-1, direction="DESCENDING")
    hits = tf.gather(labels, order, batch_dims=1) > 0
    first = tf.argmax(tf.cast(hits, tf.int32), axis=1)
    return 1.0 / (tf.cast(first, tf.float32) + 1.0)


labels = tf.constant([[3.0, 0.0, 1.0, 2.0], [0.0, 1.0, 0.0, 0.0]])
scores = tf.random.stateless_normal([2, 4], seed=[0, 0])
mask = tf.sequence_mask([4, 3], maxlen=4)
print(pairwise_logistic(labels, scores, mask).shape, listwise_softmax(labels, scores, mask).shape)
print(ndcg(labels, scores).shape, ndcg(labels, scores, k=1).shape, reciprocal_rank(labels, scores).shape)
