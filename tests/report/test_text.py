"""Findings for people."""

from __future__ import annotations

import re

from flake8_hybridize.model.findings import SAFE, UNSAFE, Finding, Fix
from flake8_hybridize.model.places import Place
from flake8_hybridize.model.source import Source
from flake8_hybridize.report.text import COLOURED, render, statistics, summary


def finding(line: int, start: int, end: int, *, end_line: int | None = None, fix: str | None = None) -> Finding:
    place = Place("a.py", line, start, end_line or line, end)
    return Finding("HYB301", place, "Say it.", "f", None if fix is None else Fix(fix, "do", ()))


def lines(text: str, *findings: Finding) -> list[str]:
    return render(findings, {"a.py": Source("a.py", text)}).splitlines()


def test_the_line_and_a_caret() -> None:
    assert lines("x = 1\n    print(x)\n", finding(2, 5, 10)) == [
        "a.py:2:5: HYB301 Say it.",
        "        print(x)",
        "        ^^^^^",
    ]


def test_tabs_stay_tabs() -> None:
    assert lines("\tx = print(y)\n", finding(1, 6, 11))[1:] == ["    \tx = print(y)", "    \t    ^^^^^"]


def test_wide_letters_take_two_columns() -> None:
    assert lines("s = '世界'; print(s)\n", finding(1, 11, 16))[2] == "    " + " " * 12 + "^^^^^"


def test_combining_letters_take_none() -> None:
    assert lines("s = 'e\u0301'; print(s)\n", finding(1, 11, 16))[2] == "    " + " " * 9 + "^^^^^"


def test_control_characters_do_no_harm() -> None:
    assert lines("a\x1b[31m\x0c = 1\n", finding(1, 1, 2))[1] == "    a [31m  = 1"


def test_over_several_lines_to_the_end_of_the_first() -> None:
    assert lines("print(\n  x)\n", finding(1, 1, 5, end_line=2))[2] == "    ^^^^^^"


def test_a_place_beyond_the_text_has_no_line() -> None:
    assert lines("", finding(1, 1, 2)) == ["a.py:1:1: HYB301 Say it."]


def test_without_sources_one_line_each() -> None:
    assert render([finding(1, 1, 2), finding(2, 1, 2)], {}).count("\n") == 2


def test_colours_do_not_change_the_text() -> None:
    sources = {"a.py": Source("a.py", "print(x)\n")}
    plain, coloured = (render([finding(1, 1, 6)], sources, *style) for style in ((), (COLOURED,)))
    assert re.sub(r"\x1b\[[\d;]*m", "", coloured) == plain
    assert "\x1b[1;31mHYB301\x1b[0m" in coloured


def test_summary() -> None:
    assert summary([]) == ""
    assert summary([finding(1, 1, 2)]) == "Found 1 finding.\n"
    assert summary([finding(1, 1, 2, fix=SAFE), finding(2, 1, 2, fix=UNSAFE)]) == (
        "Found 2 findings.\n1 fixable with --fix.\n"
        "1 more fixable with --fix --unsafe-fixes; review what those change.\n"
    )
    assert summary([], fixed=2) == "Fixed 2 findings.\n"
    assert summary([finding(1, 1, 2)], fixed=2) == "Fixed 2 findings, 1 left.\n"


def test_statistics() -> None:
    assert statistics([finding(1, 1, 2)] * 2, {"HYB301": "print-in-graph"}) == "     2  HYB301  print-in-graph\n"
