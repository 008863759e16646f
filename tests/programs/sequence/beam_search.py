import tensorflow as tf

VOCAB = 6
END = 0


def toy_logits(sequences, step):
    """Prefers the next number in turn; anything deterministic will do."""
    last = sequences[:, -1]
    favourite = tf.one_hot((last + 1) % VOCAB, VOCAB) * 3.0
    return favourite + tf.cast(tf.range(VOCAB), tf.float32) * 0.1 * float(step)


def expand(sequences, scores, log_probs, beam):
    candidates = scores[:, None] + log_probs
    flat = tf.reshape(candidates, [-1])
    top_scores, top_indices = tf.math.top_k(flat, k=beam)
    parents = top_indices // VOCAB
    tokens = top_indices % VOCAB
    return grow(sequences, parents, tokens), top_scores


def grow(sequences, parents, tokens):
    return tf.concat([tf.gather(sequences, parents), tokens[:, None]], axis=1)


def length_penalty(length, alpha=0.6):
    return ((5.0 + length) / 6.0) ** alpha


def beam_search(start, beam, steps):
    sequences = tf.fill([beam, 1], start)
    scores = tf.constant([0.0] + [-1e9] * (beam - 1))
    for step in range(steps):
        log_probs = tf.nn.log_softmax(toy_logits(sequences, step))
        sequences, scores = expand(sequences, scores, log_probs, beam)
    normalised = scores / length_penalty(steps)
    best = tf.argmax(normalised)
    return sequences[best], normalised[best]


def trim(sequence):
    ended = tf.where(tf.equal(sequence[1:], END))
    if tf.size(ended) == 0:
        return sequence
    return sequence[: int(ended[0, 0]) + 2]


best, score = beam_search(start=2, beam=3, steps=5)
print(best.numpy().tolist(), score.shape, trim(best).shape)
