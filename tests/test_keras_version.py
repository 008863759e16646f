"""Which Keras a program runs on, by what it imports and switches on."""

from __future__ import annotations

from pathlib import Path

import pytest

from flake8_hybridize.analysis.interpreter import Interpreter
from flake8_hybridize.model.options import Options
from flake8_hybridize.project import load

OLD = {
    "module": "import tf_keras\n",
    "alias": "import tf_keras as keras\n",
    "name": "from tf_keras import layers\n",
    "submodule": "from tf_keras.layers import Dense\n",
    "later": "def f():\n    import tf_keras.backend as K\n    return K\n",
    "environment": "import os\nos.environ['TF_USE_LEGACY_KERAS'] = '1'\nimport tensorflow as tf\n",
    "default": 'import os\nos.environ.setdefault("TF_USE_LEGACY_KERAS", "true")\nimport tensorflow as tf\n',
}
NEW = {
    "plain": "import tensorflow as tf\n",
    "comment": "import tensorflow as tf  # not tf_keras\n",
    "text": "import tensorflow as tf\nprint('pip install tf_keras')\n",
    "switched off": "import os\nos.environ['TF_USE_LEGACY_KERAS'] = '0'\nimport tensorflow as tf\n",
    "read": "import os\nold = os.environ.get('TF_USE_LEGACY_KERAS', '')\nimport tensorflow as tf\n",
}


def _converts(folder: Path, text: str) -> bool:
    (folder / "a.py").write_text(text)
    return Interpreter(load([str(folder)], folder, Options()), Options()).converts_keras


@pytest.mark.parametrize("text", OLD.values(), ids=OLD)
def test_keras_2(tmp_path: Path, text: str) -> None:
    assert _converts(tmp_path, text)


@pytest.mark.parametrize("text", NEW.values(), ids=NEW)
def test_keras_3(tmp_path: Path, text: str) -> None:
    assert not _converts(tmp_path, text)
