"""Trees: what an interpreter needs of them, absurd input, and that a build leaves no trace."""

from __future__ import annotations

import ast
import gc
import weakref

import pytest
from astroid import nodes
from astroid.manager import AstroidManager

from flake8_hybridize.project import SourceText, collector_paused, trees
from flake8_hybridize.project.collector import collect_if_paused
from flake8_hybridize.project.text import decode

PROGRAM = '''"""Module."""
from __future__ import annotations
import os.path, numpy as np
from tensorflow import keras, function as fn
from somewhere import *

top: int = 1


@fn
# a comment between
@keras.decorate(
    1)

async def compute(a, /, b=1, *rest, c, **more) -> int:
    """Function."""
    global top, made
    from inner import deep
    top = made = [y := x for x in rest]
    with open(a) as f, b:
        pass
    try:
        pass
    except ValueError as error:
        raise
    match a:
        case {"k": v, **others} | C(v, others):
            pass

    def inner():
        nonlocal b
        b = deep
    for i, (j, *k) in c:
        del i
    return y


class Model(keras.Model, metaclass=Meta):
    """Class."""
    attribute = 1

    def call(self, x):
        self.stored = x
        return lambda z: z
'''


@pytest.fixture(scope="module")
def tree() -> nodes.Module:
    return trees.build(SourceText(PROGRAM), "pkg.mod", "/r/pkg/mod.py", False)


def test_locals_of_scopes_hold_all_bound_names(tree: nodes.Module) -> None:
    assert {"os", "np", "keras", "fn", "top", "made", "compute", "Model"} <= set(tree.locals)
    assert "*" not in tree.locals
    function = tree.locals["compute"][0]
    bound = {"a", "b", "rest", "c", "more", "deep", "y", "f", "error", "v", "others", "inner", "i", "j", "k"}
    assert bound <= set(function.locals)
    assert "top" not in function.locals
    assert {"attribute", "call"} <= set(tree.locals["Model"][0].locals)
    assert tree.future_imports == {"annotations"}


def test_imports_under_a_global_declaration_belong_to_the_module() -> None:
    built = trees.build(SourceText("def f():\n    global tf\n    from lazy import tf"), "m", "m.py", False)
    assert "tf" in built.locals
    assert "tf" not in built.locals["f"][0].locals


def test_nonlocal_names_stand_in_the_inner_scope(tree: nodes.Module) -> None:
    """A peculiarity of astroid that an interpreter has to know."""
    assert "b" in tree.locals["compute"][0].locals["inner"][0].locals


def test_places_of_definitions(tree: nodes.Module) -> None:
    function = tree.locals["compute"][0]
    lines = PROGRAM.split("\n")
    assert lines[function.lineno - 1] == "@fn"
    assert lines[function.position.lineno - 1].startswith("async def compute")
    assert (function.position.col_offset, function.position.end_col_offset) == (0, len("async def compute"))
    assert lines[function.end_lineno - 1] == "    return y"
    model = tree.locals["Model"][0]
    assert lines[model.position.lineno - 1][: model.position.end_col_offset] == "class Model"
    method = model.locals["call"][0]
    assert lines[method.position.lineno - 1][method.position.col_offset : method.position.end_col_offset] == "def call"


@pytest.mark.parametrize(
    "text",
    [
        "def \\\n  f(): pass",
        "class Gr\u00f6\u00dfe: pass",
        "x = '\u00e9'; pass\nasync  def\tf(): pass",
        "def\x0cf(): pass",
    ],
)
def test_keyword_is_placed_in_odd_headers(text: str) -> None:
    built = trees.build(SourceText(text), "m", "m.py", False)
    node = next(child for child in built.body if isinstance(child, nodes.FunctionDef | nodes.ClassDef))
    line = SourceText(text).lines[node.position.lineno - 1]
    assert line[node.position.col_offset : node.position.end_col_offset].startswith(("def", "class", "async"))


def test_docstrings_are_apart_from_bodies(tree: nodes.Module) -> None:
    assert tree.doc_node is not None
    assert tree.doc_node.value == "Module."
    assert tree.locals["compute"][0].doc_node.value == "Function."
    assert tree.locals["Model"][0].doc_node.value == "Class."


def test_names_lookup_and_qualified_names(tree: nodes.Module) -> None:
    method = tree.locals["Model"][0].locals["call"][0]
    assert method.qname() == "pkg.mod.Model.call"
    assert method.parent.frame() is tree.locals["Model"][0]
    _, found = method.lookup("keras")
    assert [type(node) for node in found] == [nodes.ImportFrom]


def test_same_nodes_as_astroids_own_parse(tree: nodes.Module) -> None:
    def shape(node: nodes.NodeNG) -> list[object]:
        place = (type(node).__name__, node.lineno, node.col_offset, node.end_lineno, node.end_col_offset)
        return [place, [shape(child) for child in node.get_children()]]

    from astroid.builder import AstroidBuilder

    other = AstroidBuilder(AstroidManager(), apply_transforms=False).string_build(PROGRAM, "pkg.mod")
    assert shape(tree) == shape(other)
    AstroidManager().clear_cache()


def test_building_leaves_astroids_cache_alone() -> None:
    before = set(AstroidManager().astroid_cache)
    trees.build(SourceText("import os\nx = os.path"), "os", "os.py", False)
    assert set(AstroidManager().astroid_cache) == before


def test_collector_is_put_back() -> None:
    assert gc.isenabled()
    with collector_paused():
        with collector_paused():
            pass
        assert not gc.isenabled()
    assert gc.isenabled()


def test_what_an_analysis_leaves_is_freed_before_the_next_one() -> None:
    class Left:
        def __init__(self) -> None:
            self.cycle = self

    with collector_paused():
        left = weakref.ref(Left())
        assert left() is not None
        collect_if_paused()
        assert left() is None


LEGAL_AND_DEEP = {
    "sum": "x = " + " + ".join(["1"] * 5000),
    "attributes": "x = a" + ".b" * 2000,
    "calls": "x = a" + "()" * 2000,
    "elif": "if a: pass\n" + "elif a: pass\n" * 1500,
    "brackets": "x = " + "[" * 90 + "]" * 90,
    "blocks": "".join("  " * depth + "if a:\n" for depth in range(90)) + "  " * 90 + "pass",
    "literal": "x = [" + "(1, 'a'), " * 50_000 + "]",
    "strings": "x = (" + "'a' " * 20_000 + ")",
}


@pytest.mark.parametrize("name", LEGAL_AND_DEEP)
def test_legal_source_of_any_depth_is_built(name: str) -> None:
    built = trees.build(SourceText(LEGAL_AND_DEEP[name]), "m", "m.py", False)
    assert len(built.body) == 1


@pytest.mark.parametrize(
    "text",
    [
        "x = " + "(" * 150 + ")" * 150,
        "x = " + "(" * 10_000,
        "x = " + "-" * 100_000 + "1",
        "x" + " if y else x" * 100_000,
    ],
)
def test_absurd_nesting_is_an_orderly_error(text: str) -> None:
    try:
        trees.build(SourceText(text), "m", "m.py", False)
    except (trees.BadSource, trees.TooDeep) as error:
        assert str(error)


def test_syntax_error_has_message_and_line() -> None:
    with pytest.raises(trees.BadSource) as caught:
        trees.check(SourceText("x = 1\ny = = 2\n"))
    assert (caught.value.line, caught.value.message) == (2, "invalid syntax")


def test_lone_surrogates_are_an_orderly_error() -> None:
    with pytest.raises(trees.BadSource):
        trees.check(SourceText("x = '\ud800'"))


@pytest.mark.parametrize(
    "data", [b"x = 1\r\ndef f():\r\n    pass\r\n", b"x = 1\rdef f():\r    pass\r", b"\x0c\nx = 1\ndef f():\n    pass"]
)
def test_lines_of_trees_are_lines_of_the_text(data: bytes) -> None:
    source = decode(data)
    for node in trees.build(source, "m", "m.py", False).body:
        assert source.line(node.lineno).startswith(("x =", "def f"))
    assert ast.parse(data)
