"""The place of a call is in the file in which it is written, whoever makes it."""

from __future__ import annotations

from pathlib import Path

from flake8_hybridize.api import facts

CONFTEST = """\
import pytest
import tensorflow as tf


@pytest.fixture(params=[1, 2])
def batch(request):
    return tf.ones([request.param, 3])
"""

TEST = """\
import tensorflow as tf

def test_sum(batch):
    assert tf.reduce_sum(batch) > 0.0
"""


def test_a_fixture_is_called_where_it_is_written(tmp_path: Path) -> None:
    (tmp_path / "conftest.py").write_text(CONFTEST)
    (tmp_path / "test_sum.py").write_text(TEST)
    (fixture,) = [f for f in facts(["."], root=tmp_path)["functions"] if f["function"] == "batch"]
    assert fixture["parameters"][0]["evidence"] == ["call conftest.py:6"]
