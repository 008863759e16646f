import tensorflow as tf


def ctc(labels, logits, label_length, logit_length):
    return tf.nn.ctc_loss(
        labels=labels, logits=logits, label_length=label_length, logit_length=logit_length,
        logits_time_major=False, blank_index=0,
    )


def greedy(logits, lengths):
    time_major = tf.transpose(logits, [1, 0, 2])
    decoded, scores = tf.nn.ctc_greedy_decoder(time_major, lengths)
    return decoded[0], scores


def to_dense(decoded):
    return tf.sparse.to_dense(decoded, default_value=-1)


def error_rate(decoded, labels):
    truth = tf.sparse.from_dense(tf.cast(labels, tf.int64))
    return tf.edit_distance(decoded, truth, normalize=True)


def label_smoothing(onehot, amount):
    classes = tf.cast(tf.shape(onehot)[-1], tf.float32)
    return onehot * (1.0 - amount) + amount / classes


def sequence_cross_entropy(labels, logits, weights):
    loss = tf.nn.softmax_cross_entropy_with_logits(label_smoothing(labels, 0.1), logits)
    return tf.reduce_sum(loss * weights) / tf.reduce_sum(weights)


def sampled_softmax(weights, biases, labels, inputs, classes):
    return tf.nn.sampled_softmax_loss(weights, biases, labels, inputs, num_sampled=3, num_classes=classes, seed=1)


tf.random.set_seed(0)
logits = tf.random.normal([2, 6, 5])
labels = tf.constant([[1, 2, 3], [4, 1, 0]])
lengths = tf.constant([6, 5])
print(ctc(labels, logits, tf.constant([3, 2]), lengths).shape)
decoded, scores = greedy(logits, lengths)
print(scores.shape, to_dense(decoded).dtype.name, error_rate(decoded, labels).shape)
print(sequence_cross_entropy(tf.one_hot(labels, 5), logits[:, :3], tf.ones([2, 3])).shape)
print(sampled_softmax(tf.ones([9, 4]), tf.zeros([9]), tf.constant([[1], [2]], tf.int64), tf.ones([2, 4]), 9).shape)
