import collections
import io

import numpy as np
import tensorflow as tf

CORPUS = """the wide road shimmered in the hot sun
the road to the sun was wide
hot days on the road"""


def build_vocab(lines):
    vocab, index = {"<pad>": 0}, 1
    for line in lines:
        for token in line.split():
            if token not in vocab:
                vocab[token] = index
                index += 1
    return vocab


def vectorize(lines, vocab):
    return [[vocab[token] for token in line.split()] for line in lines]


def generate_training_data(sequences, window_size, num_ns, vocab_size, seed):
    targets, contexts, labels = [], [], []
    for sequence in sequences:
        pairs, _ = tf.keras.preprocessing.sequence.skipgrams(
            sequence, vocabulary_size=vocab_size, window_size=window_size, negative_samples=0
        )
        for target_word, context_word in pairs[:10]:
            context, label = sample(context_word, num_ns, vocab_size, seed)
            targets.append(target_word)
            contexts.append(context)
            labels.append(label)
    return targets, contexts, labels


def sample(context_word, num_ns, vocab_size, seed):
    context_class = tf.expand_dims(tf.constant([context_word], dtype="int64"), 1)
    negatives, _, _ = tf.random.log_uniform_candidate_sampler(
        true_classes=context_class, num_true=1, num_sampled=num_ns, unique=True, range_max=vocab_size, seed=seed
    )
    context = tf.concat([tf.squeeze(context_class, 1), negatives], 0)
    label = tf.constant([1] + [0] * num_ns, dtype="int64")
    return context, label


class Word2Vec(tf.keras.Model):
    def __init__(self, vocab_size, embedding_dim):
        super().__init__()
        self.target_embedding = tf.keras.layers.Embedding(vocab_size, embedding_dim)
        self.context_embedding = tf.keras.layers.Embedding(vocab_size, embedding_dim)

    def call(self, pair):
        target, context = pair
        word_emb = self.target_embedding(target)
        context_emb = self.context_embedding(context)
        return tf.einsum("be,bce->bc", word_emb, context_emb)


tf.keras.utils.set_random_seed(2)
lines = list(io.StringIO(CORPUS))
vocab = build_vocab(lines)
targets, contexts, labels = generate_training_data(vectorize(lines, vocab), 2, 3, len(vocab), seed=1)
dataset = tf.data.Dataset.from_tensor_slices(((np.array(targets), np.array(contexts)), np.array(labels)))
dataset = dataset.batch(8, drop_remainder=True).prefetch(1)
model = Word2Vec(len(vocab), 4)
model.compile("adam", tf.keras.losses.CategoricalCrossentropy(from_logits=True))
history = model.fit(dataset, verbose=0)
print(len(vocab), collections.Counter(map(len, contexts)), "loss" in history.history)
