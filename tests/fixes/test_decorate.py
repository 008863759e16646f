"""Where ``@tf.function`` goes, how it is spelled, and which import comes with it."""

from __future__ import annotations

import pytest

from flake8_hybridize.fixes.apply import applied
from flake8_hybridize.rules.edits import decorate
from tests.handmade import function, source_of


def decorated(text: str, name: str = "f", arguments: str = "") -> str | None:
    source = source_of(text)
    change = decorate(function(source, name), {source.file: source}, arguments)
    return None if change is None else applied(source, change.edits)


CASES = {
    "a plain function": (
        "import tensorflow as tf\n\ndef f(x):\n    return x\n",
        "import tensorflow as tf\n\n@tf.function\ndef f(x):\n    return x\n",
    ),
    "a function on one line": (
        "import tensorflow as tf\ndef f(x): return x\n",
        "import tensorflow as tf\n@tf.function\ndef f(x): return x\n",
    ),
    "the last line has no line end": (
        "import tensorflow as tf\ndef f(x): return x",
        "import tensorflow as tf\n@tf.function\ndef f(x): return x",
    ),
    "carriage returns": (
        "import tensorflow as tf\r\ndef f(x):\r\n    return x\r\n",
        "import tensorflow as tf\r\n@tf.function\r\ndef f(x):\r\n    return x\r\n",
    ),
    "old line ends": (
        "import tensorflow as tf\rdef f(x):\r    return x\r",
        "import tensorflow as tf\r@tf.function\rdef f(x):\r    return x\r",
    ),
    "mixed line ends follow the def": (
        "import tensorflow as tf\r\n\ndef f(x):\n    return x\r\n",
        "import tensorflow as tf\r\n\n@tf.function\ndef f(x):\n    return x\r\n",
    ),
    "a form feed stays with what it separates": (
        "import tensorflow as tf\n\fdef f(x):\n    return x\n",
        "import tensorflow as tf\n@tf.function\n\fdef f(x):\n    return x\n",
    ),
    "under all other decorators": (
        "import tensorflow as tf\n@a\n@b(\n    1,\n)\ndef f(x):\n    return x\n",
        "import tensorflow as tf\n@a\n@b(\n    1,\n)\n@tf.function\ndef f(x):\n    return x\n",
    ),
    "comments between decorators stay above": (
        "import tensorflow as tf\n@a  # one\n# two\n\n# three\ndef f(x):\n    return x\n",
        "import tensorflow as tf\n@a  # one\n# two\n\n# three\n@tf.function\ndef f(x):\n    return x\n",
    ),
    "letters outside of ASCII": (
        "import tensorflow as tf\ngröße = 'é'; π = 3\ndef f(χ):\n    return χ\n",
        "import tensorflow as tf\ngröße = 'é'; π = 3\n@tf.function\ndef f(χ):\n    return χ\n",
    ),
    "conditional definition": (
        "import tensorflow as tf\nif x:\n    def f(x):\n        return x\nelse:\n    f = None\n",
        "import tensorflow as tf\nif x:\n    @tf.function\n    def f(x):\n        return x\nelse:\n    f = None\n",
    ),
    "another alias": (
        "import tensorflow as flow\ndef f(x): return x\n",
        "import tensorflow as flow\n@flow.function\ndef f(x): return x\n",
    ),
    "no alias": (
        "import tensorflow\ndef f(x): return x\n",
        "import tensorflow\n@tensorflow.function\ndef f(x): return x\n",
    ),
    "a submodule binds the top": (
        "import tensorflow.keras\ndef f(x): return x\n",
        "import tensorflow.keras\n@tensorflow.function\ndef f(x): return x\n",
    ),
    "version 2 by name": (
        "import tensorflow.compat.v2 as tf\ndef f(x): return x\n",
        "import tensorflow.compat.v2 as tf\n@tf.function\ndef f(x): return x\n",
    ),
    "the function itself is imported": (
        "from tensorflow import function\ndef f(x): return x\n",
        "from tensorflow import function\n@function\ndef f(x): return x\n",
    ),
    "the function is imported under another name": (
        "from tensorflow import constant, function as graph\ndef f(x): return x\n",
        "from tensorflow import constant, function as graph\n@graph\ndef f(x): return x\n",
    ),
    "the module is preferred": (
        "from tensorflow import function\nimport tensorflow as tf\ndef f(x): return x\n",
        "from tensorflow import function\nimport tensorflow as tf\n@tf.function\ndef f(x): return x\n",
    ),
    "imported on every path": (
        "try:\n    import tensorflow as tf\nexcept ImportError:\n    import tensorflow.compat.v2 as tf\ndef f(x): return x\n",
        "try:\n    import tensorflow as tf\nexcept ImportError:\n    import tensorflow.compat.v2 as tf\n"
        "@tf.function\ndef f(x): return x\n",
    ),
    "or the module gives up": (
        "try:\n    import tensorflow as tf\nexcept ImportError:\n    raise RuntimeError('no TensorFlow')\ndef f(x): return x\n",
        "try:\n    import tensorflow as tf\nexcept ImportError:\n    raise RuntimeError('no TensorFlow')\n"
        "@tf.function\ndef f(x): return x\n",
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_decorates(case: str) -> None:
    before, after = CASES[case]
    assert decorated(before) == after


METHODS = {
    "C.f": (
        "import tensorflow as tf\nclass C:\n    def f(self, x):\n        return x\n",
        "import tensorflow as tf\nclass C:\n    @tf.function\n    def f(self, x):\n        return x\n",
    ),
    "C.g": (
        "import tensorflow as tf\nclass C:\n\t@staticmethod\n\tdef g(x):\n\t\treturn x\n",
        "import tensorflow as tf\nclass C:\n\t@staticmethod\n\t@tf.function\n\tdef g(x):\n\t\treturn x\n",
    ),
    "C.h": (
        "import tensorflow as tf\nclass C:\n  @property\n  @abstractmethod\n  def h(self): return 1\n",
        "import tensorflow as tf\nclass C:\n  @property\n  @abstractmethod\n  @tf.function\n  def h(self): return 1\n",
    ),
    "f.g": (
        "def f():\n    import tensorflow as tf\n    def g(x):\n        return x\n    return g\n",
        "def f():\n    import tensorflow as tf\n    @tf.function\n    def g(x):\n        return x\n    return g\n",
    ),
    "f.h": (
        "def f():\n    def h(x):\n        return x\n    return h\nimport tensorflow as tf\n",
        "def f():\n    @tf.function\n    def h(x):\n        return x\n    return h\nimport tensorflow as tf\n",
    ),
}


@pytest.mark.parametrize("name", METHODS)
def test_decorates_inside(name: str) -> None:
    before, after = METHODS[name]
    assert decorated(before, name) == after


def test_arguments_follow_the_spelling() -> None:
    before = "import tensorflow as T\ndef f(x): return x\n"
    after = decorated(before, arguments="input_signature=[tf.TensorSpec(shape=(), dtype=tf.float32)]")
    assert after == (
        "import tensorflow as T\n"
        "@T.function(input_signature=[T.TensorSpec(shape=(), dtype=T.float32)])\ndef f(x): return x\n"
    )


def test_arguments_need_the_module() -> None:
    before = "from tensorflow import function\ndef f(x): return x\n"
    after = decorated(before, arguments="input_signature=[tf.TensorSpec((), tf.float32)]")
    assert after == (
        "import tensorflow as tf\nfrom tensorflow import function\n"
        "@tf.function(input_signature=[tf.TensorSpec((), tf.float32)])\ndef f(x): return x\n"
    ) or after == (
        "from tensorflow import function\nimport tensorflow as tf\n"
        "@tf.function(input_signature=[tf.TensorSpec((), tf.float32)])\ndef f(x): return x\n"
    )


REFUSED = {
    "a coroutine": "import tensorflow as tf\nasync def f(x): return x\n",
    "maybe no TensorFlow": "try:\n    import tensorflow as tf\nexcept ImportError:\n    tf = None\ndef f(x): return x\n",
    "perhaps unbound": "try:\n    import tensorflow as tf\nexcept ImportError:\n    pass\ndef f(x): return x\n",
    "for type checkers alone": "if TYPE_CHECKING:\n    import tensorflow as tf\ndef f(x): return x\n",
    "another thing of that name": "import tensorflow as tf\ntf = wrap(tf)\ndef f(x): return x\n",
    "rebound by a function": "import tensorflow as tf\ndef g():\n    global tf\n    tf = 1\ndef f(x): return x\n",
    "imported below": "def f(x): return x\nimport tensorflow as tf\n",
    "swallowed by a context manager": "with suppress(Exception):\n    import tensorflow as tf\ndef f(x): return x\n",
    "a continued line above": "import tensorflow as tf\nif x:\n    \\\n  def f(x): return x\n",
}


@pytest.mark.parametrize("case", REFUSED)
def test_leaves_alone(case: str) -> None:
    assert decorated(REFUSED[case]) is None


def test_leaves_alone_where_a_parameter_hides_the_module() -> None:
    assert decorated("import tensorflow as tf\ndef f(tf):\n    def g(x):\n        return x\n", "f.g") is None


def test_leaves_alone_where_the_class_hides_the_module() -> None:
    assert (
        decorated("import tensorflow as tf\nclass C:\n    tf = 1\n    def g(self, x):\n        return x\n", "C.g")
        is None
    )


def test_names_of_an_outer_class_body_are_not_seen_by_functions() -> None:
    before = (
        "import tensorflow as tf\nclass C:\n    tf = 1\n    def g(self):\n        def h(x):\n            return x\n"
    )
    after = decorated(before, "C.g.h")
    assert after is not None
    assert "        @tf.function\n        def h(x)" in after


IMPORTS = {
    "an empty head": ("def f(x): return x\n", "import tensorflow as tf\n\n@tf.function\ndef f(x): return x\n"),
    "under the docstring": (
        '"""Doc."""\n\ndef f(x): return x\n',
        '"""Doc."""\n\nimport tensorflow as tf\n\n@tf.function\ndef f(x): return x\n',
    ),
    "under a docstring of many lines": (
        '"""Doc.\n\nMore.\n"""\n\nX = 1\ndef f(x): return x\n',
        '"""Doc.\n\nMore.\n"""\n\nimport tensorflow as tf\n\nX = 1\n@tf.function\ndef f(x): return x\n',
    ),
    "under future imports": (
        "'''Doc.'''\nfrom __future__ import annotations\n\ndef f(x): return x\n",
        "'''Doc.'''\nfrom __future__ import annotations\n\nimport tensorflow as tf\n\n@tf.function\ndef f(x): return x\n",
    ),
    "under a licence": (
        "#!/usr/bin/python\n# Copyright\n# of somebody\n\nX = 1\ndef f(x): return x\n",
        "#!/usr/bin/python\n# Copyright\n# of somebody\n\nimport tensorflow as tf\n\nX = 1\n@tf.function\ndef f(x): return x\n",
    ),
    "under an encoding": (
        "# -*- coding: utf-8 -*-\nX = 1\ndef f(x): return x\n",
        "# -*- coding: utf-8 -*-\nimport tensorflow as tf\n\nX = 1\n@tf.function\ndef f(x): return x\n",
    ),
    "among others of its kind": (
        "import os\n\nimport numpy as np\nimport tqdm\n\nfrom .x import y\n\ndef f(x): return x\n",
        "import os\n\nimport numpy as np\nimport tensorflow as tf\nimport tqdm\n\nfrom .x import y\n\n"
        "@tf.function\ndef f(x): return x\n",
    ),
    "before larger names": (
        "import os\n\nimport tqdm\n\ndef f(x): return x\n",
        "import os\n\nimport tensorflow as tf\nimport tqdm\n\n@tf.function\ndef f(x): return x\n",
    ),
    "the program's own are no companions": (
        "import numpy as np\n\nfrom mine import y\n\ndef f(x): return x\n",
        "import numpy as np\nimport tensorflow as tf\n\nfrom mine import y\n\n@tf.function\ndef f(x): return x\n",
    ),
    "under the standard library": (
        "import os\nimport sys\n\ndef f(x): return x\n",
        "import os\nimport sys\n\nimport tensorflow as tf\n\n@tf.function\ndef f(x): return x\n",
    ),
    "over relative imports": (
        "from .x import y\n\ndef f(x): return x\n",
        "import tensorflow as tf\n\nfrom .x import y\n\n@tf.function\ndef f(x): return x\n",
    ),
    "not into a continued import": (
        "from numpy import (\n    array,  # why\n    zeros,\n)\n\ndef f(x): return x\n",
        "from numpy import (\n    array,  # why\n    zeros,\n)\nimport tensorflow as tf\n\n@tf.function\ndef f(x): return x\n",
    ),
    "not into a continued line": (
        "from numpy import array, \\\n    zeros\ndef f(x): return x\n",
        "from numpy import array, \\\n    zeros\nimport tensorflow as tf\n@tf.function\ndef f(x): return x\n",
    ),
    "not between two statements of a line": (
        "import numpy; x = (\n    1\n)\ndef f(x): return x\n",
        "import numpy; x = (\n    1\n)\nimport tensorflow as tf\n@tf.function\ndef f(x): return x\n",
    ),
    "not into a try": (
        "import os\ntry:\n    import fast\nexcept ImportError:\n    fast = None\ndef f(x): return x\n",
        "import os\n\nimport tensorflow as tf\ntry:\n    import fast\nexcept ImportError:\n    fast = None\n"
        "@tf.function\ndef f(x): return x\n",
    ),
    "after what prepares for imports": (
        "import os\nos.environ['A'] = '1'\nimport keras\ndef f(x): return x\n",
        "import os\nos.environ['A'] = '1'\nimport keras\nimport tensorflow as tf\n@tf.function\ndef f(x): return x\n",
    ),
    "the usual name is taken": (
        "tf = 1\ndef f(x): return x\n",
        "import tensorflow\n\ntf = 1\n@tensorflow.function\ndef f(x): return x\n",
    ),
    "carriage returns": (
        "import numpy\r\n\r\ndef f(x): return x\r\n",
        "import numpy\r\nimport tensorflow as tf\r\n\r\n@tf.function\r\ndef f(x): return x\r\n",
    ),
    "imported by functions alone": (
        "import os\n\ndef g():\n    import tensorflow as tf\n\ndef f(x): return x\n",
        "import os\n\nimport tensorflow as tf\n\ndef g():\n    import tensorflow as tf\n\n@tf.function\ndef f(x): return x\n",
    ),
}


@pytest.mark.parametrize("case", IMPORTS)
def test_imports(case: str) -> None:
    before, after = IMPORTS[case]
    assert decorated(before) == after


def test_an_import_that_comes_earlier_than_meant_is_unsafe() -> None:
    source = source_of("def g():\n    import tensorflow as tf\n\ndef f(x): return x\n")
    change = decorate(function(source, "f"), {source.file: source})
    assert change is not None
    assert not change.safe


def test_leaves_alone_where_both_names_are_taken() -> None:
    assert decorated("tf = tensorflow = 1\ndef f(x): return x\n") is None
