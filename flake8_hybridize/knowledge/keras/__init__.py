"""What Keras does: its layers, models and training loop as rules over abstract values.

Keras 3 is the default, as ``tf.keras`` is since TensorFlow 2.16; where Keras 2 differs, the rule says so.
The contract was observed with Keras 3 on TensorFlow 2.21 and is repeated by ``tests/knowledge/test_keras_*.py``.
"""
