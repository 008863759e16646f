"""``hybridize facts`` and ``hybridize rule``."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from flake8_hybridize.rules import all_rules
from tests.adapters.conftest import Hybridize

HEAD = "import tensorflow as tf\n"


def test_facts(hybridize: Hybridize, tmp_path: Path) -> None:
    (tmp_path / "a.py").write_text(HEAD + "def f(x):  # -> hybridize\n    return x\n")
    (tmp_path / "b.py").write_text("def f(:\n")
    outcome = hybridize("facts")
    assert (outcome.status, outcome.err) == (0, "")
    document = json.loads(outcome.out)
    assert document["version"] == 1
    assert [(file["file"], file["status"]) for file in document["files"]] == [("a.py", "ok"), ("b.py", "syntax-error")]
    (told,) = document["functions"]
    assert (told["file"], told["function"], told["line"], told["decision"]) == ("a.py", "f", 2, "hybridize")


def test_facts_of_the_given_files_alone(hybridize: Hybridize, tmp_path: Path) -> None:
    (tmp_path / "a.py").write_text(HEAD + "import b\ndef f(x): return b.g(x)\n")
    (tmp_path / "b.py").write_text(HEAD + "def g(x): return x\n")
    document = json.loads(hybridize("facts", "a.py").out)
    assert [told["function"] for told in document["functions"]] == ["f"]


def test_facts_of_a_missing_path(hybridize: Hybridize) -> None:
    outcome = hybridize("facts", "nosuch")
    assert outcome.status == 2
    assert outcome.err == "hybridize: error: nosuch: no such file or directory\n"
    assert json.loads(outcome.out)["functions"] == []


def test_facts_into_a_file(hybridize: Hybridize, tmp_path: Path) -> None:
    (tmp_path / "a.py").write_text(HEAD)
    assert hybridize("facts", "--output-file", "facts.json").out == ""
    assert json.loads((tmp_path / "facts.json").read_text())["files"][0]["file"] == "a.py"


def test_all_rules(hybridize: Hybridize) -> None:
    outcome = hybridize("rule", "--all")
    assert outcome.status == 0
    lines = outcome.out.splitlines()
    assert [line.split()[:2] for line in lines] == [[rule.code, rule.name] for rule in all_rules()]
    assert "on " in lines[0]
    assert "fix: safe" in lines[0]


def test_all_rules_as_json(hybridize: Hybridize) -> None:
    document = json.loads(hybridize("rule", "--all", "--output-format", "json").out)
    assert document["rules"][0] == {
        "code": "HYB101",
        "name": "hybridizable",
        "summary": "a function that runs eagerly can be compiled by tf.function",
        "default": True,
        "fix": "safe",
    }
    assert len(document["rules"]) == len(all_rules())


@pytest.mark.parametrize("name", ["HYB101", "hyb101", "hybridizable"])
def test_a_page(hybridize: Hybridize, name: str) -> None:
    outcome = hybridize("rule", name)
    assert outcome.status == 0
    assert outcome.out.startswith("# HYB101: hybridizable\n\n## What it does\n")
    assert "## How to silence" in outcome.out


def test_a_page_as_json(hybridize: Hybridize) -> None:
    document = json.loads(hybridize("rule", "HYB102", "--output-format", "json").out)
    assert document["code"] == "HYB102"
    assert document["default"] is False
    assert document["page"].startswith("# HYB102")


@pytest.mark.parametrize("arguments", [["HYB999"], ["HYB1"], ["E501"]])
def test_unknown_rule(hybridize: Hybridize, arguments: list[str]) -> None:
    outcome = hybridize("rule", *arguments)
    assert (outcome.status, outcome.out) == (2, "")
    assert f"there is no rule {arguments[0]}" in outcome.err


def test_no_rule_asked_for(hybridize: Hybridize) -> None:
    assert hybridize("rule").status == 2
