"""Functions of ``scipy.sparse``, methods and operators of what they give, and ``numpy.matrix``, against SciPy."""

from __future__ import annotations

import ast
import warnings
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import tensorflow as tf

from flake8_hybridize.knowledge.numpy_ import constructors, matrices
from flake8_hybridize.knowledge.numpy_.arrays import MATRIX, of_matrix
from flake8_hybridize.knowledge.rules import attribute_rule, rule
from flake8_hybridize.knowledge.scipy_ import construction, methods, objects
from flake8_hybridize.model import values
from flake8_hybridize.model.values import NEVER, Value

from .harness import FakeCall, FakeList, abstract, admits
from .harness import claim as tensorflow_claim

sp = pytest.importorskip("scipy.sparse")

A = np.array([[1, 0, 2], [0, 0, 3]])
m = sp.csr_matrix(A)
f = sp.csr_matrix(A.astype("f4"))
b = sp.csr_matrix(A > 0)
a = sp.csr_array(A)
c = m.tocoo()
S = sp.coo_matrix(np.ones((3, 2)))
Q = sp.csr_matrix(np.eye(3))
v = np.ones(3)
D = np.ones((3, 2), "f4")
X = np.matrix([[1, 2, 3], [4, 5, 6]])
NAMES: dict[str, Any] = dict(np=np, sp=sp, A=A, m=m, f=f, b=b, a=a, c=c, S=S, Q=Q, v=v, D=D, X=X)  # noqa: C408
OPERATORS: dict[type, tuple[str, str]] = {
    ast.Add: ("__add__", "__radd__"),
    ast.Sub: ("__sub__", "__rsub__"),
    ast.Mult: ("__mul__", "__rmul__"),
    ast.MatMult: ("__matmul__", "__rmatmul__"),
    ast.Div: ("__truediv__", ""),
    ast.Gt: ("__gt__", ""),
    ast.GtE: ("__ge__", ""),
    ast.Lt: ("__lt__", ""),
    ast.LtE: ("__le__", ""),
    ast.Eq: ("__eq__", ""),
    ast.NotEq: ("__ne__", ""),
}


def held(value: Any) -> Value:
    """``value`` as a rule gets it."""
    if sp.issparse(value):
        cls = objects.MATRIX if sp.isspmatrix(value) else objects.ARRAY
        return objects.sparse(_call("", []), cls, value.format, value.dtype.name, value.shape)
    if isinstance(value, np.matrix):
        return matrices.matrix(value.dtype.name, value.shape)
    if isinstance(value, tuple):
        return values.tuple_of(map(held, value))
    if isinstance(value, list):
        return FakeList(tuple(map(held, value)))
    if isinstance(value, type):
        return values.symbol(f"{value.__module__}.{value.__name__}")
    return abstract(value)


def _call(name: str, args: list[Any], keywords: dict[str, Any] | None = None, receiver: Any = None) -> FakeCall:
    made = FakeCall(name, lambda *args, **keywords: None, [held(x) for x in args], {}, False)
    made._keywords = {key: held(value) for key, value in (keywords or {}).items()}
    made.receiver = None if receiver is None else held(receiver)
    return made


def _real(node: ast.expr) -> Any:
    return eval(compile(ast.Expression(node), ast.unparse(node), "eval"), NAMES)


def _of_object(name: str, owner: Any, args: list[Any], keywords: dict[str, Any] | None = None) -> Value:
    cls = getattr(held(owner), "cls", "")
    assert cls in (objects.MATRIX, objects.ARRAY, MATRIX)
    found = rule(f"{cls}.{name}") or attribute_rule(f"{cls}.{name}")
    assert found is not None, name
    return found(_call(f"{cls}.{name}", args, keywords, owner))


def claim(source: str) -> Value:
    """What the rule of the outermost call, attribute or operator of ``source`` says."""
    node = ast.parse(source, mode="eval").body
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
        args = [_real(x) for x in node.args]
        keywords = {k.arg: _real(k.value) for k in node.keywords if k.arg}
        name = ast.unparse(node.func)
        module = {"np": "numpy", "sp": "scipy.sparse"}.get(name.partition(".")[0])
        if module is not None and name.count(".") == 1:
            found = rule(f"{module}.{node.func.attr}")
            assert found is not None, name
            return found(_call(f"{module}.{node.func.attr}", args, keywords))
        return _of_object(node.func.attr, _real(node.func.value), args, keywords)
    if isinstance(node, ast.Attribute):
        return _of_object(node.attr, _real(node.value), [])
    if isinstance(node, ast.Subscript):
        return _of_object("__getitem__", _real(node.value), [_real(node.slice)])
    if isinstance(node, ast.UnaryOp):
        return _of_object("__neg__", _real(node.operand), [])
    if isinstance(node, ast.Compare):
        return _of_object(OPERATORS[type(node.ops[0])][0], _real(node.left), [_real(node.comparators[0])])
    assert isinstance(node, ast.BinOp), source
    left, right = _real(node.left), _real(node.right)
    own, reflected = OPERATORS[type(node.op)]
    return _of_object(own, left, [right]) if sp.issparse(left) else _of_object(reflected, right, [left])


def _admits(claimed: Value, observed: Any) -> bool:
    if isinstance(claimed, values.Union):
        return any(_admits(member, observed) for member in claimed.members)
    if isinstance(claimed, values.Unknown):
        return True
    if isinstance(claimed, values.Tuple) and claimed.rest is None:
        same = isinstance(observed, tuple) and len(observed) == len(claimed.items)
        return same and all(map(_admits, claimed.items, observed))
    if isinstance(claimed, values.Tuple):
        return claimed.rest is not None and all(_admits(claimed.rest, row) for row in observed)
    x = objects.of(claimed)
    if x is not None:
        seen = objects.of(held(observed))
        return (
            seen is not None
            and x.cls == seen.cls
            and x.format in (None, seen.format)
            and admits(values.array(x.dtype, x.shape), np.empty(observed.shape, observed.dtype))
        )
    plain = of_matrix(claimed)
    if plain is not None:
        return isinstance(observed, np.matrix) and admits(plain, np.asarray(observed))
    return not isinstance(observed, np.matrix) and admits(claimed, observed)


def check(source: str) -> Value:
    """The claim for ``source`` admits what SciPy gives; ``NEVER`` only where it raises."""
    claimed = claim(source)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            observed = _real(ast.parse(source, mode="eval").body)
        except (ValueError, TypeError, IndexError, NotImplementedError):
            return claimed
    assert claimed is not NEVER, source
    assert _admits(claimed, observed), f"{source}: claimed {claimed}, observed {observed!r:.200}"
    return claimed


CALLS = [
    line
    for line in (Path(__file__).parent / "scipy_calls.txt").read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
]


@pytest.mark.parametrize("line", CALLS)
def test_calls(line: str) -> None:
    """Lines that begin with ``?`` are those of which the rules say nothing, only then is an unknown value allowed."""
    claimed = check(line.removeprefix("? "))
    assert isinstance(claimed, values.Unknown) == line.startswith("? "), claimed


DTYPES = ["bool", "int8", "int32", "int64", "uint8", "float32", "float64", "complex64"]


@pytest.mark.parametrize("dtype", DTYPES)
@pytest.mark.parametrize(
    "source",
    """s.sum()|s.sum(1)|s.mean(0)|s.max(0)|s * 2|s * 2.5|s / 2|s @ s.T|s + s|s > 0|-s|s * np.float32(2)|s.multiply(s)
    s.power(2)|s.dot(v)|s.astype('float32')|s.T|s.data|s @ D|s.indices|s.toarray()|s.todense()|s.diagonal()|s.tocoo()
    s + A|s[0]|s[0, 1]""".replace("\n", "|").split("|"),
)
@pytest.mark.parametrize("array", [False, True])
def test_all_dtypes(dtype: str, source: str, array: bool) -> None:
    NAMES["s"] = (sp.csr_array if array else sp.csr_matrix)(A.astype(dtype))
    check(source.strip())


def test_what_a_rule_cannot_see_stays_open() -> None:
    hidden = objects.sparse(_call("", []), objects.MATRIX, None, None, (None, 3))
    for name in methods.RULES:
        made = _call(name, [hidden])
        made.receiver = hidden
        assert _open(methods.RULES[name](made)), name
    for name, found in construction.RULES.items():
        assert _open(found(_call(name, [values.ANY]))), name


def _open(value: Value) -> bool:
    """Nothing that only a known dtype can tell is claimed."""
    atoms = values.atoms(value)
    return all(of.dtype in (None, "float64", "bool") for atom in atoms if (of := objects.of(atom)) is not None)


def test_refused_dtypes() -> None:
    assert claim("sp.csr_matrix(A, dtype=np.float16)") is NEVER
    with pytest.raises(ValueError, match="float16"):
        sp.csr_matrix(A, dtype=np.float16)


def test_tensorflow_takes_a_numpy_matrix() -> None:
    claimed = tensorflow_claim("convert_to_tensor", [held(X)], {})
    assert admits(claimed, tf.convert_to_tensor(X))
    assert isinstance(claimed, values.Tensor)
    assert claimed.shape == (2, 3)


def test_the_copy_of_a_matrix_is_plain() -> None:
    for name in ("array", "asarray"):
        assert isinstance(constructors.RULES[f"numpy.{name}"](_call(f"numpy.{name}", [X])), values.Array)
    made = constructors.RULES["numpy.asanyarray"](_call("numpy.asanyarray", [X]))
    assert made is values.ANY_ARRAY
