"""What is known of TensorFlow: dtype and shape rules, one module per family of ops."""
