import tensorflow as tf
from tensorflow.keras import layers

SENTENCES = ["good great fine", "bad awful poor", "great good", "poor bad bad"]
LABELS = [1, 0, 1, 0]


@tf.keras.utils.register_keras_serializable()
def custom_standardization(input_data):
    lowercase = tf.strings.lower(input_data)
    return tf.strings.regex_replace(lowercase, "[!.,]", "")


def make_vectorizer(texts):
    vectorizer = layers.TextVectorization(
        standardize=custom_standardization, max_tokens=20, output_mode="int", output_sequence_length=5
    )
    vectorizer.adapt(texts)
    return vectorizer


def make_model(vocab):
    return tf.keras.Sequential(
        [layers.Embedding(vocab, 4), layers.GlobalAveragePooling1D(), layers.Dense(1, activation="sigmoid")]
    )


def vectorize(vectorizer, text, label):
    text = tf.expand_dims(text, -1)
    return vectorizer(text), label


def predict(model, vectorizer, texts):
    scores = model(vectorizer(tf.constant(texts)))
    return tf.squeeze(scores > 0.5, axis=1)


def agreement(predicted, labels):
    return tf.reduce_mean(tf.cast(predicted == tf.cast(labels, tf.bool), tf.float32))


tf.keras.utils.set_random_seed(0)
raw = tf.data.Dataset.from_tensor_slices((SENTENCES, LABELS)).batch(2)
vectorizer = make_vectorizer(raw.map(lambda text, label: text))
dataset = raw.map(lambda text, label: vectorize(vectorizer, text, label))
model = make_model(len(vectorizer.get_vocabulary()))
model.compile("adam", "binary_crossentropy")
model.fit(dataset, epochs=1, verbose=0)
print(agreement(predict(model, vectorizer, SENTENCES), LABELS).shape)
