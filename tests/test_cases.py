"""Every case of ``cases/``: findings, facts and fixes as announced, and TensorFlow agrees."""

from __future__ import annotations

from pathlib import Path

import pytest

from flake8_hybridize.rules import all_rules
from tests import case_runner, case_runtime
from tests.case_runner import CASES, Block, Case

_FILES = sorted(CASES.rglob("*.md"))
_CASES = [case for path in _FILES for case in case_runner.cases_in(path)]
_RUNS = [(case, block) for case in _CASES for block in case.of("run")]
_DIFFS = [(case, block) for case in _CASES for block in case.of("diff")]


@pytest.mark.parametrize("case", _CASES, ids=str)
def test_findings_are_those_announced(case: Case, tmp_path: Path) -> None:
    case_runner.write(case.files, tmp_path)
    result = case_runner.analysed(case, tmp_path)
    assert [f for f in result.facts.files if f.status in ("syntax-error", "unreadable")] == []
    assert case_runner.differences(case, result) == []
    assert case_runner.wrong_facts(case, result) == []


@pytest.mark.parametrize(("case", "block"), _DIFFS, ids=str)
def test_diffs_are_those_announced(case: Case, block: Block, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    case_runner.write(case.files, tmp_path)
    diff, _ = case_runner.fixed(case, tmp_path, block.words)
    if request.config.getoption("--update") and diff != block.text:
        case_runner.update(case, block, diff)
    else:
        assert diff == block.text


@pytest.mark.tensorflow
@pytest.mark.parametrize(("case", "block"), _RUNS, ids=lambda value: str(value) if isinstance(value, Case) else "")
def test_tensorflow_agrees(case: Case, block: Block, tmp_path: Path) -> None:
    files = case.files
    if block.words == "fixed":
        case_runner.write(files, tmp_path / "before")
        words = case.of("diff")[0].words
        _, files = case_runner.fixed(case, tmp_path / "before", words)
    if any("import tf_keras" in text or "from tf_keras" in text for text in files.values()):
        pytest.importorskip("tf_keras", reason="Keras 2 is a distribution of its own, not among the development ones")
    folder = tmp_path / "program"
    case_runner.write(files, folder)
    case_runtime.execute(case.path, block, folder)


@pytest.mark.parametrize("case", [case for case in _CASES if case.path.parent.name == "rules"], ids=str)
def test_cases_of_defects_are_run(case: Case) -> None:
    assert case.of("run") or case.path.stem[3] not in "345"


@pytest.mark.parametrize("rule", [rule for rule in all_rules() if rule.code[3] in "345"], ids=lambda rule: rule.code)
def test_defects_have_cases(rule: object) -> None:
    code = getattr(rule, "code", "")
    of_rule = [case for case in _CASES if case.path.stem == code]
    found = [e for case in of_rule for e in case.expectations if e.code == code]
    silent = [case for case in of_rule if not any(e.code == code for e in case.expectations)]
    assert len(found) >= 3, "too few cases with a finding"
    assert silent, "no case that must stay silent"
