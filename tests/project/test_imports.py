"""The text scan finds every import that the parser finds."""

from __future__ import annotations

import ast
import sysconfig
from pathlib import Path

import pytest

from flake8_hybridize.project.imports import ImportedName, scan


def _parsed(text: str) -> set[ImportedName]:
    found: set[ImportedName] = set()
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Import):
            found.update(ImportedName(alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            found.add(ImportedName(node.module or "", node.level, tuple(alias.name for alias in node.names)))
    return found


@pytest.mark.parametrize(
    "text",
    [
        "import a",
        "import a.b.c as d, e",
        "import a; import b",
        "x = 1; from a import b",
        "from a import b as c, d",
        "from . import a",
        "from .a import b",
        "from ..a.b import c",
        "from ... import c",
        "from.a import(b)",
        "from a import (\n    b,  # the ) first\n    c as d,\n)\nimport e",
        "from a import \\\n    b, \\\n    c",
        "from \\\n  a import b",
        "from a import *",
        "if x: import a",
        "try: import a\nexcept ImportError: import b",
        "def f():\n\timport a\n\tfrom b import c",
        "class C:\n    import a",
        "import a\r\nfrom b import (\r\n c,\r\n d)\r\n",
        "import a\rimport b\r",
        "\x0cimport a",
        "import a # import b",
        "from a import b # (c",
        "from a import import_b, b_import; import c",
        "import_x = 1\nfrom importlib import import_module\n",
        "d = {'x': 1}; import a",
        "lambda: 0; import a; x: int = 1; import b",
        "import\ta",
        "from\ta\timport\tb",
    ],
)
def test_scan_finds_what_the_parser_finds(text: str) -> None:
    assert set(scan(text).imports) == _parsed(text)


def test_scan_misses_no_import_of_the_standard_library() -> None:
    for path in sorted(Path(sysconfig.get_paths()["stdlib"]).glob("*.py")):
        text = path.read_text("utf-8", "replace")
        assert _parsed(text) <= set(scan(text).imports), path.name


@pytest.mark.parametrize(
    "text",
    ['m = import_module("tensorflow")', "LazyLoader('tf', globals(), 'tensorflow.compat')", "importorskip('keras')"],
)
def test_tensorflow_by_a_string_is_seen(text: str) -> None:
    assert scan(text).names_tensorflow


def test_prose_about_tensorflow_is_no_import() -> None:
    assert not scan("'''Like tensorflow, keras-like.'''").names_tensorflow


def test_scripts_and_changed_paths_are_seen() -> None:
    found = scan("import sys\nsys.path.append('..')\nif __name__ == '__main__':\n    pass\n")
    assert found.is_script
    assert found.changes_path
    assert not scan("import sys\ndef f():\n    if __name__: pass\n").is_script
