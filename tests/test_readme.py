"""What the README says is so."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

from flake8_hybridize.adapters.arguments import parser
from tools.rule_table import with_table

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_the_table_of_rules_is_current() -> None:
    assert with_table(README) == README, "run: python -m tools.rule_table"


def test_the_first_two_commands_are_one_line_each() -> None:
    blocks = re.findall(r"^```console\n(.*?)^```$", README, re.MULTILINE | re.DOTALL)
    assert [block.count("\n") for block in blocks[:2]] == [1, 1]


def test_the_first_command_is_legal() -> None:
    command = re.findall(r"^```console\n(.*?)\n```$", README, re.MULTILINE)[0].rpartition("&& ")[2]
    program, *arguments = shlex.split(command)
    assert program == ".venv/bin/hybridize"
    assert parser().parse_args(arguments).paths == ["examples"]


def test_ci_runs_the_tests_as_the_readme_says() -> None:
    command = re.findall(r"^```console\n(.*?)\n```$", README, re.MULTILINE)[1].rpartition("python ")[2]
    assert command in (ROOT / ".ci" / "run").read_text(encoding="utf-8")


def test_links_to_files_work() -> None:
    for target in re.findall(r"\]\((?!https?:)([^)#]+)\)", README):
        assert (ROOT / target).exists(), target
