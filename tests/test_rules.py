"""Every rule is complete, and the catalogue agrees with itself."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

from flake8_hybridize import rules
from flake8_hybridize.model.facts import Hazard
from flake8_hybridize.model.places import Place
from flake8_hybridize.rules.rule import Rule

SECTIONS = (
    "What it does",
    "Why is this bad",
    "Example",
    "Use instead",
    "Known limits",
    "Fix safety",
    "References",
    "How to silence",
)
ALL = pytest.mark.parametrize("rule", rules.all_rules(), ids=lambda rule: rule.code)


def test_every_module_is_found() -> None:
    modules = {path.stem for path in Path(rules.__file__).parent.glob("hyb[0-9]*.py")}
    assert modules == {f"{rule.code.lower()}_{rule.name.replace('-', '_')}" for rule in rules.all_rules()}


def test_codes_are_unique_and_in_order() -> None:
    codes = [rule.code for rule in rules.all_rules()]
    assert codes == sorted(set(codes))


def test_a_hazard_belongs_to_one_rule() -> None:
    owners = Counter(hazard for rule in rules.all_rules() for hazard in rule.hazards)
    assert [hazard for hazard, number in owners.items() if number > 1] == []


@ALL
def test_metadata(rule: Rule) -> None:
    assert re.fullmatch(r"HYB\d{3}", rule.code)
    assert re.fullmatch(r"[a-z]+(-[a-z]+)*", rule.name)
    assert rule.fix in ("none", "safe", "unsafe")
    assert "\n" not in rule.summary
    assert not rule.summary.endswith(".")


@ALL
def test_page_has_all_sections_in_order(rule: Rule) -> None:
    page = rules.page(rule.code)
    assert page.startswith(f"# {rule.code}: {rule.name}\n")
    assert tuple(re.findall(r"^## (.*)$", page, re.MULTILINE)) == SECTIONS
    sections = re.split(r"^## .*$", page, flags=re.MULTILINE)[1:]
    assert all(section.strip() for section in sections)


@ALL
def test_page_examples_are_python(rule: Rule) -> None:
    for block in re.findall(r"^```python\n(.*?)^```$", rules.page(rule.code), re.MULTILINE | re.DOTALL):
        compile(block, rule.code, "exec")


def test_find() -> None:
    found = rules.find("HYB101")
    assert found is not None
    assert found.name == "hybridizable"
    assert rules.find("HYB1") is None
    with pytest.raises(KeyError):
        rules.page("HYB999")


@ALL
def test_every_hazard_is_explained_in_one_sentence(rule: Rule) -> None:
    for kind in rule.hazards:
        told = rules.explanation(Hazard(kind, Place("a.py", 3, 1, 3, 2), "Model.step", "x.y"))
        assert told is not None
        code, message = told
        assert code == rule.code
        assert message.startswith("Model.step()")
        assert "\n" not in message
        assert len(message) > 30


def test_an_unknown_hazard_is_not_explained() -> None:
    assert rules.explanation(Hazard("no-such-hazard", Place("a.py", 3, 1, 3, 2), "f")) is None
