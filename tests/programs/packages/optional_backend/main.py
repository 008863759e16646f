"""try/except imports and a thin backend module, as in libraries that support several frameworks."""

try:
    from cupy_backend import softmax, to_array
except ImportError:
    from tf_backend import softmax, to_array

import models


def predict(weights, rows):
    x = to_array(rows)
    return softmax(models.linear(x, weights))


def accuracy(probabilities, labels):
    hits = 0
    for row, label in zip(probabilities, labels):
        hits += int(models.best(row) == label)
    return hits / len(labels)


rows = [[1.0, 0.0], [0.0, 1.0], [1.0, 1.0]]
weights = to_array([[2.0, 0.0], [0.0, 2.0]])
probabilities = predict(weights, rows)
print(probabilities.shape, accuracy(probabilities, [0, 1, 0]))
