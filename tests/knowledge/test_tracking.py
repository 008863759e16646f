"""Variables of the program's own models and modules: the analysis names them in TensorFlow's order."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from flake8_hybridize import api

KERAS = """
import tensorflow as tf

class Block(tf.keras.layers.Layer):
    def __init__(self):
        super().__init__()
        self.dense = tf.keras.layers.Dense(2)
        self.norm = tf.keras.layers.BatchNormalization()
        self.scale = self.add_weight(shape=(7,))
        self.count = self.add_weight(shape=(8,), trainable=False)

    def call(self, x):
        return self.norm(self.dense(x))

class Model(tf.keras.Model):
    def __init__(self):
        super().__init__()
        self.out = tf.keras.layers.Dense(1)
        self.hidden = [Block(), tf.keras.layers.Dense(3)]
        self.heads = {"b": tf.keras.layers.Dense(4), "a": tf.keras.layers.Dense(5)}
        self.step = tf.Variable(1.0)
        self.loss_value = tf.keras.metrics.Mean()
        self.offset = self.add_weight(shape=(9,))

    def call(self, x):
        for layer in self.hidden:
            x = layer(x)
        return self.out(self.heads["a"](self.heads["b"](x)))

model = Model()
model(tf.ones([2, 3]))
"""
MODULE = """
import tensorflow as tf

class Inner(tf.Module):
    def __init__(self, size):
        super().__init__()
        self.q = tf.Variable(tf.ones([size]))
        self.a = tf.Variable(tf.ones([size, 6]))

class Outer(tf.Module):
    def __init__(self):
        super().__init__()
        self.w = tf.Variable(tf.ones([1]))
        self.sub = Inner(5)
        self.b = [tf.Variable(tf.ones([2])), Inner(7)]
        self.d = {"y": tf.Variable(tf.ones([3])), "x": tf.Variable(tf.ones([4]), trainable=False)}
        self.dense = tf.keras.layers.Dense(6)

model = Outer()
"""
PROPERTIES = ("weights", "trainable_weights", "trainable_variables")


@pytest.mark.parametrize(
    ("source", "name"),
    [
        *((KERAS, name) for name in PROPERTIES),
        (MODULE, "variables"),
        (MODULE, "trainable_variables"),
    ],
)
def test_order_is_that_of_tensorflow(tmp_path: Path, source: str, name: str) -> None:
    (tmp_path / "main.py").write_text(f"{source}\ndef take(values):\n    return values\n\ntake(model.{name})\n")
    facts = api.facts([str(tmp_path)], root=tmp_path)
    claimed = next(f for f in facts["functions"] if f["function"] == "take")["parameters"][0]["types"]
    world: dict[str, Any] = {}
    exec(source, world)
    real = [list(v.shape) for v in getattr(world["model"], name)]
    assert len(claimed) == 1
    assert [v["kind"] for v in claimed[0]["elements"]] == ["variable"] * len(real)
    assert [v["shape"] for v in claimed[0]["elements"]] == real


def test_frozen_variables_are_not_trainable_ones_of_other_modules(tmp_path: Path) -> None:
    source = MODULE + "\nslots = [tf.Variable(tf.zeros(v.shape), trainable=False) for v in model.trainable_variables]\n"
    call = "\ndef take(values):\n    return values\n\ntake(model.trainable_variables)\n"
    (tmp_path / "main.py").write_text(source + call)
    facts = api.facts([str(tmp_path)], root=tmp_path)
    claimed = next(f for f in facts["functions"] if f["function"] == "take")["parameters"][0]["types"]
    # Slots made outside of any class may be anybody's: the list is left open then.
    assert all(one["kind"] == "tuple" for one in claimed)
