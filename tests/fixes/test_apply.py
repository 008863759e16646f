"""Edits on text."""

from __future__ import annotations

import pytest

from flake8_hybridize.fixes.apply import applied, choose
from flake8_hybridize.model.findings import SAFE, UNSAFE, Edit, Finding, Fix
from flake8_hybridize.model.places import Place
from flake8_hybridize.model.source import Source


def finding(*edits: Edit, file: str = "a.py", applicability: str = SAFE, code: str = "HYB101") -> Finding:
    return Finding(code, Place(file, 1, 1, 1, 2), "", "", Fix(applicability, "", edits))


def test_order_of_edits_does_not_matter() -> None:
    source = Source("a.py", "one\ntwo\nthree\n")
    edits = [Edit((3, 1), (3, 6), "3"), Edit((1, 1), (1, 4), "1"), Edit((2, 1), (2, 4), "2")]
    assert applied(source, edits) == applied(source, edits[::-1]) == "1\n2\n3\n"


def test_equal_edits_are_one() -> None:
    assert applied(Source("a.py", "x\n"), [Edit((1, 1), (1, 1), "a")] * 2) == "ax\n"


def test_columns_count_characters() -> None:
    assert applied(Source("a.py", "é𝔘x\n"), [Edit((1, 3), (1, 4), "y")]) == "é𝔘y\n"


def test_the_end_of_the_text() -> None:
    assert applied(Source("a.py", "x\n"), [Edit((2, 1), (2, 1), "y\n")]) == "x\ny\n"
    assert applied(Source("a.py", ""), [Edit((1, 1), (1, 1), "y\n")]) == "y\n"


def test_lines_do_not_end_at_form_feeds_or_separators() -> None:
    text = "a = '\x0b\x0c\x1c\x85\u2028'\nb\n"
    assert applied(Source("a.py", text), [Edit((2, 1), (2, 2), "c")]) == text.replace("b\n", "c\n")


@pytest.mark.parametrize("edit", [Edit((3, 1), (3, 1), ""), Edit((1, 3), (1, 3), ""), Edit((0, 1), (0, 1), "")])
def test_no_place_outside_of_the_text(edit: Edit) -> None:
    with pytest.raises(ValueError, match=r"in a\.py"):
        applied(Source("a.py", "x\n"), [edit])


def test_no_overlap() -> None:
    with pytest.raises(ValueError, match="overlap"):
        applied(Source("a.py", "xyz\n"), [Edit((1, 1), (1, 3), ""), Edit((1, 2), (1, 4), "")])


def test_the_first_of_two_that_overlap_is_chosen() -> None:
    first, second = finding(Edit((1, 1), (1, 5), "")), finding(Edit((1, 3), (1, 9), ""))
    apart = finding(Edit((1, 5), (1, 6), ""))
    assert choose([second, first, apart], [SAFE]) == {"a.py": [first, apart]}


def test_insertions_at_one_place_have_no_order() -> None:
    first, second = finding(Edit((1, 1), (1, 1), "a")), finding(Edit((1, 1), (1, 1), "b"))
    assert choose([first, second], [SAFE]) == {"a.py": [first]}


def test_a_shared_edit_is_no_overlap() -> None:
    shared = Edit((1, 1), (1, 1), "import tensorflow as tf\n")
    first, second = finding(shared, Edit((2, 1), (2, 1), "a")), finding(shared, Edit((3, 1), (3, 1), "b"))
    assert choose([first, second], [SAFE]) == {"a.py": [first, second]}


def test_files_and_applicabilities_are_apart() -> None:
    edit = Edit((1, 1), (1, 1), "a")
    here, there, unsafe = finding(edit), finding(edit, file="b.py"), finding(edit, applicability=UNSAFE)
    assert choose([here, there, unsafe], [SAFE]) == {"a.py": [here], "b.py": [there]}
    assert choose([unsafe], [SAFE, UNSAFE]) == {"a.py": [unsafe]}
