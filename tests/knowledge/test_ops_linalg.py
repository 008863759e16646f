"""Products, contractions and decompositions against TensorFlow."""

from __future__ import annotations

import numpy as np
import pytest
import tensorflow as tf
from hypothesis import given
from hypothesis import strategies as st

from flake8_hybridize.model import values

from .harness import Hidden, at_least_inferred, check, claim, hide, inferred, raises
from .test_ops_elementwise import OF_DTYPE

SHAPE = st.lists(st.integers(1, 3), max_size=4)


@given(SHAPE, SHAPE, st.booleans(), st.booleans(), st.sets(st.integers(0, 3)))
def test_matmul(a: list[int], b: list[int], ta: bool, tb: bool, hidden: set[int]) -> None:
    x, y = tf.ones(a), tf.ones(b)
    check("matmul", x, y, ta, tb)
    check("matmul", hide(x, *hidden), y, transpose_a=ta, adjoint_b=tb, exact=False)
    check("linalg.matvec", x, y, ta)
    check("matmul", hide(x, rank=True), y, exact=False)


@given(st.integers(0, 2), st.integers(1, 3), st.booleans(), st.sets(st.integers(0, 3)))
def test_matmul_of_fitting_shapes(batch: int, n: int, transposed: bool, hidden: set[int]) -> None:
    a = tf.ones([2] * batch + ([n, 4] if transposed else [4, n]))
    b = tf.ones([n, 5])
    check("matmul", a, b, transposed)
    check("matmul", a, b, Hidden(transposed, values.BOOL), exact=False)
    claimed, observed = inferred("matmul", hide(a, *hidden), hide(b, *hidden), transposed)
    assert at_least_inferred(claimed, observed), (claimed, observed)


def test_dtypes_of_products() -> None:
    for x in OF_DTYPE.values():
        square = tf.stack([x, x])
        check("matmul", square, square)
        check("tensordot", x, x, 1)
    x = tf.ones([2, 2])
    for other in (np.ones((2, 2)), [[1, 2], [3, 4]], [[1.0, 2.0], [3.0, 4.0]], tf.ones([2, 2], tf.float64)):
        check("matmul", x, other)
        check("matmul", other, x)
        check("einsum", "ij,jk->ik", x, other)
        check("tensordot", x, other, 1)
    check("matmul", tf.ones([2, 2], tf.int8), tf.ones([2, 2], tf.int8), output_type=tf.int32)
    check("matmul", np.ones((2, 2)), np.ones((2, 2)))


@pytest.mark.parametrize(
    ("equation", "shapes"),
    [
        ("ij,jk->ik", ([2, 3], [3, 4])),
        ("ij,jk", ([2, 3], [3, 4])),
        ("bij,bjk->bik", ([5, 2, 3], [5, 3, 4])),
        ("...ij,...jk->...ik", ([5, 1, 2, 3], [6, 3, 4])),
        ("...ij,jk->...ik", ([5, 2, 3], [3, 4])),
        ("i,i->", ([3], [3])),
        ("ii->i", ([3, 3],)),
        ("ii", ([3, 3],)),
        ("ij->ji", ([2, 3],)),
        ("ba", ([2, 3],)),
        ("ij", ([2, 3],)),
        (" i j , j k -> i k ", ([2, 3], [3, 4])),
        ("bhqd,bhkd->bhqk", ([2, 4, 5, 6], [2, 4, 7, 6])),
        ("ij,jk,kl->il", ([2, 3], [3, 4], [4, 5])),
        ("ij,jk->ik", ([2, 3], [4, 4])),
        ("ij,jk->ik", ([2, 3], [3])),
        ("ij,jk->iz", ([2, 3], [3, 4])),
        ("ij,jk->ik", ([2, 3],)),
        ("...i->...", ([2, 3],)),
        ("i...->...i", ([2, 3, 4],)),
        ("i...", ([2, 3, 4],)),
        ("aab,b->a", ([2, 2, 3], [3])),
    ],
)
def test_einsum(equation: str, shapes: tuple[list[int], ...]) -> None:
    tensors = [tf.ones(s) for s in shapes]
    check("einsum", equation, *tensors)
    check("einsum", equation, *(hide(t, 0) for t in tensors), exact=False)
    check("einsum", equation, *(hide(t, 1, 2) for t in tensors), exact=False)
    check("einsum", equation, *(hide(t, rank=True) for t in tensors), exact=False)


def test_tensordot() -> None:
    a, b = tf.ones([2, 3, 4]), tf.ones([4, 3, 5])
    for axes in (1, 0, [[2], [0]], [[1, 2], [1, 0]], ((-1,), (0,)), [2, 0], [[0], [0]], 2, 4):
        check("tensordot", a, b, axes)
        check("tensordot", hide(a, 0), hide(b, 2), axes, exact=False)
    check("linalg.cross", tf.ones([2, 3]), tf.ones([2, 3]))


SQUARE = tf.eye(3, batch_shape=[2])


def test_matrix_functions() -> None:
    for name in ("cholesky", "inv", "expm", "sqrtm", "det", "slogdet", "logdet", "trace", "lu", "eigh", "eigvalsh"):
        check(f"linalg.{name}", SQUARE)
        check(f"linalg.{name}", hide(SQUARE, 0), exact=False)
        check(f"linalg.{name}", tf.cast(SQUARE, tf.complex64))
        check(f"linalg.{name}", tf.ones([2, 3]), exact=name != "det")
        check(f"linalg.{name}", tf.ones([3]))
    for name in ("eig", "eigvals"):
        check(f"linalg.{name}", SQUARE)
        check(f"linalg.{name}", tf.cast(SQUARE, tf.float64))
    check("linalg.logm", tf.cast(SQUARE, tf.complex64))


def test_solvers() -> None:
    rhs = tf.ones([2, 3, 4])
    check("linalg.solve", SQUARE, rhs)
    check("linalg.triangular_solve", SQUARE, rhs)
    check("linalg.triangular_solve", SQUARE[0], rhs)
    check("linalg.cholesky_solve", SQUARE, rhs)
    check("linalg.lstsq", tf.ones([5, 3]), tf.ones([5, 2]), fast=False)
    raises("linalg.solve", SQUARE, tf.ones([2, 4, 4]))
    check("linalg.tridiagonal_solve", tf.ones([3, 3]), tf.ones([3]), diagonals_format="compact")
    check("linalg.pinv", tf.ones([2, 3]))
    check("linalg.matrix_rank", tf.ones([2, 3]))
    check("linalg.normalize", tf.ones([2, 3]))
    check("linalg.normalize", tf.ones([2, 3]), axis=1)


@pytest.mark.parametrize("shape", [[3, 5], [5, 3], [2, 4, 3]])
def test_factorisations(shape: list[int]) -> None:
    x = tf.random.normal(shape)
    for full in (False, True):
        check("linalg.svd", x, full_matrices=full)
        check("linalg.qr", x, full_matrices=full)
        check("linalg.svd", hide(x, 0), full, exact=False)
    check("linalg.svd", x, compute_uv=False)
    check("linalg.qr", hide(x, 1), exact=False)


def test_diagonals() -> None:
    check("linalg.diag", [1, 2, 3])
    check("linalg.diag", tf.ones([2, 3]), k=1)
    check("linalg.diag", tf.ones([2, 3]), k=-2)
    check("linalg.diag", tf.ones([3]), num_rows=3, num_cols=4)
    for k in (0, 1, -1, 2):
        check("linalg.diag_part", tf.ones([2, 3, 4]), k=k)
    check("linalg.diag_part", hide(tf.ones([3, 4]), 0), exact=False)
    check("linalg.set_diag", tf.ones([2, 3, 3]), tf.zeros([2, 3]))
    check("linalg.band_part", tf.ones([2, 3, 4]), 0, -1)
    check("linalg.tensor_diag", [1, 2])
    check("linalg.tensor_diag_part", tf.ones([2, 3, 2, 3]))


def test_unknown_arguments() -> None:
    anything = values.unknown("")
    assert claim("matmul", [anything, tf.ones([2, 3])], {}) is values.tensor("float32", None)
    assert claim("einsum", [anything, tf.ones([2, 3])], {}) is values.tensor("float32", None)
