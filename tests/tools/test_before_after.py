"""What counts as the same output, and how changes are counted."""

from __future__ import annotations

from pathlib import Path

import pytest

from tools.before_after import Run, changes, copy, difference, line_difference, run, table


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("loss 0.1234", "loss 0.1234"),
        ("loss 0.1234", "loss 0.1236"),
        ("loss 123.456", "loss 123.556"),
        ("loss 1.2e-05 at step 7", "loss 1.3e-05 at step 7"),
        ("x = -0.001", "x = 0.001"),
        ("100.0%", "100.1%"),
    ],
)
def test_lines_that_are_the_same(left: str, right: str) -> None:
    assert not line_difference(left, right)


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("loss 0.1234", "loss 0.1240"),
        ("loss 0.1234", "cost 0.1234"),
        ("loss 0.1234", "loss nan"),
        ("step 7", "step 8"),
        ("1 snapshots", "3 snapshots"),
        ("1.0 2.0", "1.0"),
        ('Tensor("a:0")', 'Tensor("a_1:0")'),
        ("x = -1.0", "x = 1.0"),
    ],
)
def test_lines_that_differ(left: str, right: str) -> None:
    assert line_difference(left, right)


def _run(*lines: str, status: int = 0) -> Run:
    return Run(status, lines, "", 1.0, 1.0)


def test_a_run_equals_itself() -> None:
    assert difference(_run("a", "b 1.5"), _run("a", "b 1.5")) is None


@pytest.mark.parametrize(
    ("after", "reason"),
    [
        (_run("a"), "2 lines, then 1"),
        (_run("a", "b", "c"), "2 lines, then 3"),
        (_run("a", "c"), "line 2"),
        (_run("a", "b", status=1), "exit status 0, then 1"),
    ],
)
def test_the_first_difference_is_told(after: Run, reason: str) -> None:
    found = difference(_run("a", "b"), after)
    assert found is not None
    assert reason in found


def test_changes_count_new_and_lost_lines(tmp_path: Path) -> None:
    before = tmp_path / "before"
    before.mkdir()
    (before / "main.py").write_text("import a\ndef f(): pass\nf()\n", encoding="utf-8")
    (before / "__pycache__").mkdir()
    after = copy(before, tmp_path / "after")
    assert not (after / "__pycache__").exists()
    assert changes(before, after) == "+0 -0"
    (after / "main.py").write_text("import a\n@a\ndef f(): pass\ng()\n", encoding="utf-8")
    assert changes(before, after) == "+2 -1"


def test_a_table_is_aligned_markdown() -> None:
    assert table(("name", "s"), [("a", "1.0"), ("long name", "12.5")]).splitlines() == [
        "| name      |    s |",
        "|-----------|-----:|",
        "| a         |  1.0 |",
        "| long name | 12.5 |",
    ]


@pytest.mark.slow
@pytest.mark.tensorflow
def test_a_program_runs_as_main_in_its_own_folder(tmp_path: Path) -> None:
    pytest.importorskip("tensorflow")
    (tmp_path / "helper.py").write_text("WORD = 'helped'\n", encoding="utf-8")
    program = tmp_path / "program.py"
    program.write_text(
        "import sys\nfrom helper import WORD\n"
        "if __name__ == '__main__':\n    print(WORD, sys.argv[1:], 'é')\n    sys.exit(3)\n",
        encoding="utf-8",
    )
    found = run(program, ("one", "two"))
    assert found.lines == ("helped ['one', 'two'] é",)
    assert found.status == 3
    assert 0.0 <= found.seconds < 60.0
