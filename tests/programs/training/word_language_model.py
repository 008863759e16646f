"""A feed-forward language model in low-level TensorFlow with tied embeddings and gradient clipping."""

import tensorflow as tf

CONTEXT = 3
VOCAB = 17


def ngram_batches(tokens, batch_size):
    windows = tf.signal.frame(tokens, CONTEXT + 1, 1)
    dataset = tf.data.Dataset.from_tensor_slices(windows)
    return dataset.map(split_window).shuffle(64, seed=0).batch(batch_size)


def split_window(window):
    return window[:-1], window[-1]


class LanguageModel:
    def __init__(self, dim, hidden):
        init = tf.initializers.TruncatedNormal(stddev=0.1, seed=1)
        self.embedding = tf.Variable(init([VOCAB, dim]))
        self.hidden = tf.Variable(init([CONTEXT * dim, hidden]))
        self.project = tf.Variable(init([hidden, dim]))
        self.bias = tf.Variable(tf.zeros([VOCAB]))

    @property
    def variables(self):
        return [self.embedding, self.hidden, self.project, self.bias]

    def features(self, context):
        embedded = tf.nn.embedding_lookup(self.embedding, context)
        return tf.reshape(embedded, [tf.shape(context)[0], -1])

    def logits(self, context):
        h = tf.tanh(tf.matmul(self.features(context), self.hidden))
        return tf.matmul(tf.matmul(h, self.project), self.embedding, transpose_b=True) + self.bias


def perplexity(mean_loss):
    return tf.exp(mean_loss)


def update(model, context, target, lr):
    with tf.GradientTape() as tape:
        loss = tf.reduce_mean(
            tf.nn.sparse_softmax_cross_entropy_with_logits(labels=target, logits=model.logits(context))
        )
    grads = tape.gradient(loss, model.variables)
    clipped, norm = tf.clip_by_global_norm([tf.convert_to_tensor(g) for g in grads], 1.0)
    for variable, grad in zip(model.variables, clipped):
        variable.assign_sub(lr * grad)
    return loss, norm


tokens = tf.constant([(7 * i * i + 3 * i) % VOCAB for i in range(60)])
model = LanguageModel(dim=6, hidden=8)
losses = []
for context, target in ngram_batches(tokens, 16):
    loss, norm = update(model, context, target, lr=0.5)
    losses.append(loss)
print(len(losses), float(perplexity(tf.reduce_mean(losses))) > 1, norm.shape)
