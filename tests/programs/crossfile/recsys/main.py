"""Two-tower recommender split over files, trained with a custom loop and with fit."""
import numpy as np
import tensorflow as tf

import features as F
from model import Hybrid, RankHead
from trainer import evaluate, fit_epoch

rng = np.random.default_rng(7)
raw = {
    "user": rng.integers(0, 20, 64).astype("int32"),
    "item": rng.integers(0, 50, 64).astype("int32"),
    "context": rng.random((64, 3)).astype("float32"),
    "rating": rng.integers(1, 6, 64).astype("float32"),
}
train, test = F.split(F.dataset(raw), 48)
model = Hybrid(20, 50, dim=8)
optimizer = tf.keras.optimizers.Adam(1e-2)
for _ in range(2):
    history = fit_epoch(model, train.batch(16), optimizer)
print(evaluate(model, test.batch(10)) > 0, len(history))
head = RankHead()
scores = head(model.embed(F.first(train.batch(4))))
print(F.normalise(scores).shape)
keras_model = RankHead()
keras_model.compile("adam", "mse")
keras_model.fit(rng.random((32, 6)).astype("float32"), rng.random((32, 1)), batch_size=8, verbose=0)
