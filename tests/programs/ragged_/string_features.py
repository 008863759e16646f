import tensorflow as tf


def tokens(texts):
    return tf.strings.split(texts)


def characters(texts):
    return tf.strings.unicode_split(texts, "UTF-8")


def ngrams(words, width):
    return tf.strings.ngrams(words, width, separator="_")


def hashed(words, buckets):
    return tf.strings.to_hash_bucket_fast(words, buckets)


def counts(ids, depth):
    return tf.map_fn(lambda row: histogram(row, depth), ids, fn_output_signature=tf.TensorSpec([depth], tf.float32))


def histogram(row, depth):
    return tf.reduce_sum(tf.one_hot(row, depth), axis=0)


def capitalised(words):
    return tf.ragged.map_flat_values(is_upper, words)


def is_upper(flat):
    return tf.strings.regex_full_match(flat, "[A-Z].*")


def longest_words(words):
    lengths = tf.strings.length(words)
    return tf.reduce_max(lengths, axis=1)


def filter_empty(words):
    return tf.ragged.boolean_mask(words, words.row_lengths() > 0)


texts = tf.constant(["Hello big World", "", "one Two"])
words = tokens(texts)
print(words.row_lengths().numpy(), characters(words).ragged_rank)
kept = filter_empty(words)
print(ngrams(kept, 2).shape, counts(hashed(kept, 5), 5).shape)
print(capitalised(kept).to_list(), longest_words(kept).numpy())
