"""Linear-chain CRF: scores, forward algorithm, Viterbi."""

import tensorflow as tf


def unary_score(logits, tags, mask):
    picked = tf.gather(logits, tags, axis=2, batch_dims=2)
    return tf.reduce_sum(picked * mask, axis=1)


def binary_score(transitions, tags, mask):
    start, end = tags[:, :-1], tags[:, 1:]
    pairs = tf.gather_nd(transitions, tf.stack([start, end], axis=-1))
    return tf.reduce_sum(pairs * mask[:, 1:], axis=1)


def log_partition(logits, transitions, mask):
    alpha = logits[:, 0]
    for t in range(1, logits.shape[1]):
        new = forward_step(alpha, logits[:, t], transitions)
        keep = mask[:, t, None]
        alpha = new * keep + alpha * (1.0 - keep)
    return tf.reduce_logsumexp(alpha, axis=1)


def forward_step(alpha, logit, transitions):
    scores = alpha[:, :, None] + transitions[None]
    return tf.reduce_logsumexp(scores, axis=1) + logit


def log_likelihood(logits, tags, lengths, transitions):
    mask = tf.sequence_mask(lengths, logits.shape[1], dtype=tf.float32)
    score = unary_score(logits, tags, mask) + binary_score(transitions, tags, mask)
    return score - log_partition(logits, transitions, mask)


def viterbi(logits, transitions):
    """Best path of one sequence of shape [time, tags]."""
    score, pointers = logits[0], []
    for t in range(1, logits.shape[0]):
        candidates = score[:, None] + transitions
        pointers.append(tf.argmax(candidates, axis=0))
        score = tf.reduce_max(candidates, axis=0) + logits[t]
    best = [tf.argmax(score)]
    for pointer in reversed(pointers):
        best.append(pointer[best[-1]])
    return tf.stack(best[::-1]), tf.reduce_max(score)


tf.random.set_seed(0)
logits = tf.random.normal([2, 5, 3])
tags = tf.constant([[0, 1, 2, 1, 0], [2, 2, 0, 0, 0]])
transitions = tf.Variable(tf.random.normal([3, 3]))
lengths = tf.constant([5, 3])
print(log_likelihood(logits, tags, lengths, transitions).shape)
path, score = viterbi(logits[0], transitions)
print(path.shape, path.dtype.name, score.shape)
