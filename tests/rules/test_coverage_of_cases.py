"""Every rule has cases in which it finds what it finds in all the ways that real programs do, and near-misses."""

from __future__ import annotations

import pytest

from flake8_hybridize.rules import all_rules
from flake8_hybridize.rules.rule import Rule
from tests.case_runner import CASES, Case, cases_in
from tests.rules.coverage import WAYS, near_misses, ways

_OF_PROGRAMS = [rule for rule in all_rules() if rule.code[3] != "9"]


def _cases(rule: Rule) -> list[Case]:
    return cases_in(CASES / "rules" / f"{rule.code}.md")


@pytest.mark.parametrize("rule", _OF_PROGRAMS, ids=lambda rule: rule.code)
def test_cases_find_it_in_every_way(rule: Rule) -> None:
    assert ways(rule.code, _cases(rule)) == WAYS


@pytest.mark.parametrize("rule", _OF_PROGRAMS, ids=lambda rule: rule.code)
def test_cases_hold_near_misses(rule: Rule) -> None:
    assert near_misses(rule.code, _cases(rule)) >= 3
    assert any(all(e.code != rule.code for e in case.expectations) for case in _cases(rule))


@pytest.mark.parametrize("rule", _OF_PROGRAMS, ids=lambda rule: rule.code)
def test_every_case_is_run(rule: Rule) -> None:
    assert [case.title for case in _cases(rule) if not case.of("run")] == []
