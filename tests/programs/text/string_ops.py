import tensorflow as tf


def clean(text):
    text = tf.strings.lower(text)
    text = tf.strings.regex_replace(text, "<br />", " ")
    return tf.strings.strip(text)


def char_ngrams(word, n):
    chars = tf.strings.unicode_split(word, "UTF-8")
    return tf.strings.ngrams(chars, n, separator="")


def hash_buckets(tokens, buckets):
    return tf.strings.to_hash_bucket_fast(tokens, buckets)


def lengths(texts):
    return tf.strings.length(texts)


def initials(texts):
    return tf.strings.substr(texts, 0, 1)


def join_pairs(left, right, separator="-"):
    return tf.strings.join([left, right], separator=separator)


def parse_numbers(texts):
    return tf.strings.to_number(texts, out_type=tf.float32)


def is_long(texts, limit):
    return lengths(texts) > limit


def count_matches(texts, pattern):
    return tf.reduce_sum(tf.cast(tf.strings.regex_full_match(texts, pattern), tf.int32))


texts = tf.constant(["  Great Movie<br />", "bad", "Average film"])
cleaned = clean(texts)
tokens = tf.strings.split(cleaned)
print(cleaned.numpy()[0], tokens.row_lengths().numpy())
print(hash_buckets(cleaned, 100).dtype.name, hash_buckets(tokens, 50).shape)
print(char_ngrams(tf.constant("tensor"), 3).numpy())
print(lengths(cleaned).numpy(), initials(cleaned).numpy(), is_long(cleaned, 5).numpy())
print(join_pairs(initials(cleaned), cleaned, "_").shape)
print(parse_numbers(tf.constant(["1.5", "2"])).numpy(), count_matches(cleaned, "b.*").numpy())
