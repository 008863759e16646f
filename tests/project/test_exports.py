"""``__all__``, compared with what Python itself makes of it."""

from __future__ import annotations

import pytest

from flake8_hybridize.project import SourceText, exported_names, trees

EVALUATED = [
    "__all__ = ['a', 'b']",
    "__all__ = ('a', 'b')",
    "__all__: list[str] = ['a']",
    "__all__ = ['a'] + ['b'] + ['c']",
    "__all__ = ['a']\n__all__ += ['b']\n__all__ += ('c',)",
    "__all__ = ['a']\n__all__.extend(['b'])\n__all__.append('c')",
    "__all__ = ['a', 'b']\n__all__.remove('a')",
    "_x = ['a']\n__all__ = _x + ['b']",
    "_x = ['a']\n__all__ = [*_x, 'b']",
    "__all__ = list(('a', 'b'))",
    "if True:\n    __all__ = ['a']\n__all__ += ['b']",
    "try:\n    __all__ = ['a']\nexcept ImportError:\n    pass",
    "__all__ = []",
    "__all__ = ['a', 'a', 'b']",
    "__all__ = __version__ = ['a']",
    "__all__ = " + " + ".join(f"['n{number}']" for number in range(3000)),
]


@pytest.mark.parametrize("text", EVALUATED)
def test_literal_lists_are_evaluated_as_python_does(text: str) -> None:
    namespace: dict[str, object] = {}
    if text.count("+") < 100:
        exec(text, namespace)
        expected = tuple(dict.fromkeys(namespace["__all__"]))  # type: ignore[call-overload]
    else:
        expected = tuple(f"n{number}" for number in range(3000))
    assert exported_names(trees.build(SourceText(text), "m", "m.py", False)) == expected


@pytest.mark.parametrize(
    "text",
    [
        "a = 1",
        "def f():\n    __all__ = ['a']",
        "from .x import __all__",
        "__all__ = [name for name in dir()]",
        "__all__ = ['a'] + other.__all__",
        "__all__ = ['a']\n__all__ += other.__all__",
        "__all__ = ['a']\n__all__.extend(other.__all__)",
        "__all__ = ['a']\n__all__.pop()",
        "__all__ = [f.__name__]",
        "__all__ = 'a b'.split()",
        "__all__ = ['a']\n__all__ *= 2",
    ],
)
def test_what_cannot_be_evaluated_is_none(text: str) -> None:
    assert exported_names(trees.build(SourceText(text), "m", "m.py", False)) is None


def test_all_branches_count() -> None:
    text = "if flag:\n    __all__ = ['a']\nelse:\n    __all__ = ['b']"
    assert exported_names(trees.build(SourceText(text), "m", "m.py", False)) == ("a", "b")
