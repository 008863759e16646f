"""What is known of datasets: `tf.data` and the loaders of Keras and scikit-learn that feed it."""
