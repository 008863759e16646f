"""The loop that fixes, with an analysis that believes comments and rules of the test's own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from flake8_hybridize import analysis, fixing
from flake8_hybridize.model.facts import ProgramFacts
from flake8_hybridize.model.findings import SAFE, Edit, Finding, Fix
from flake8_hybridize.model.options import Options
from flake8_hybridize.model.source import Sources
from flake8_hybridize.rules.rule import Rule
from tests import fake_analysis

HEAD = "import tensorflow as tf\n"


@pytest.fixture(autouse=True)
def _fake(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(analysis, "analyse", fake_analysis.analyse, raising=False)


def fixed(folder: Path, *, unsafe: bool = False, **files: str) -> tuple[dict[str, str], fixing.Fixed]:
    for name, text in files.items():
        (folder / f"{name}.py").write_text(text)
    result = fixing.fix(["."], folder, Options(), unsafe=unsafe)
    return {file: source.text for file, source in result.after.items()}, result


def test_nothing_to_fix(tmp_path: Path) -> None:
    texts, result = fixed(tmp_path, a=HEAD + "def f(x): return x\n")
    assert texts == {}
    assert result.stable


def test_safe_fixes_alone_unless_asked(tmp_path: Path) -> None:
    text = HEAD + "def f(x):  # -> hybridize\n    return x\ndef g(x):  # -> hybridize if h is pure\n    return x\n"
    texts, result = fixed(tmp_path, a=text)
    assert texts == {"a.py": text.replace("def f", "@tf.function\ndef f")}
    assert [finding.code for finding in result.result.findings] == ["HYB102"]
    texts, result = fixed(tmp_path, unsafe=True, a=text)
    assert texts["a.py"].count("@tf.function\n") == 2
    assert not result.result.findings


def test_two_functions_share_the_new_import(tmp_path: Path) -> None:
    text = (
        "import numpy\nimport keras\ndef f(x):  # -> hybridize\n    return x\ndef g(x):  # -> hybridize\n    return x\n"
    )
    texts, _ = fixed(tmp_path, a=text)
    assert texts["a.py"].count("import tensorflow as tf\n") == 1
    assert texts["a.py"].count("@tf.function\n") == 2


def test_an_import_that_two_fixes_leave_idle_goes(tmp_path: Path) -> None:
    text = (
        "import keras\n"
        + HEAD
        + "".join(f"@tf.function\ndef {name}(x):  # -> dehybridize\n    return x\n" for name in "fgh")
    )
    texts, result = fixed(tmp_path, a=text)
    assert texts["a.py"] == text.replace(HEAD, "").replace("@tf.function\n", "")
    assert len(result.done) == 3


def test_an_import_that_was_idle_before_stays(tmp_path: Path) -> None:
    text = HEAD + "from tensorflow import function\n@function\ndef f(x):  # -> dehybridize\n    return x\n"
    texts, _ = fixed(tmp_path, a=text)
    assert texts["a.py"] == HEAD + "def f(x):  # -> dehybridize\n    return x\n"


def test_a_second_run_changes_nothing(tmp_path: Path) -> None:
    text = HEAD + "def f(x):  # -> hybridize\n    return x\n@tf.function\ndef g(x):  # -> dehybridize\n    return x\n"
    texts, _ = fixed(tmp_path, a=text)
    again, _ = fixed(tmp_path, a=texts["a.py"])
    assert again == {}


def test_files_outside_of_the_paths_stay(tmp_path: Path) -> None:
    text = HEAD + "import b\ndef f(x):  # -> hybridize\n    return x\n"
    (tmp_path / "a.py").write_text(text)
    (tmp_path / "b.py").write_text(text.replace("import b", "import a"))
    result = fixing.fix(["a.py"], tmp_path, Options())
    assert list(result.after) == ["a.py"]


def _rule(edits: tuple[Edit, ...], code: str = "HYB601") -> Rule:
    """A rule that finds every function with ``bad`` in its name and would make ``edits``."""

    def check(facts: ProgramFacts, sources: Sources) -> Iterator[Finding]:
        for function in facts.functions:
            if "bad" in function.name:
                yield Finding(code, function.keyword, "bad", function.name, Fix(SAFE, "mend", edits))

    return Rule(code, "bad", "bad", True, "safe", check)


def _with_rules(monkeypatch: pytest.MonkeyPatch, *rules: Rule) -> None:
    from flake8_hybridize import engine

    monkeypatch.setattr(engine, "all_rules", lambda: rules)
    monkeypatch.setattr(fixing, "all_rules", lambda: rules)


def test_a_fix_that_mends_nothing_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _with_rules(monkeypatch, _rule((Edit((1, 1), (1, 1), "# mended\n"),)))
    texts, result = fixed(tmp_path, a=HEAD + "def bad(): pass\n")
    assert texts == {}
    assert [reason for _, reason in result.refused] == ["HYB601 would still be found"]
    assert len(result.result.findings) == 1


def test_a_fix_that_breaks_the_syntax_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _with_rules(monkeypatch, _rule((Edit((2, 1), (2, 8), "class"),)))
    texts, result = fixed(tmp_path, a=HEAD + "def bad(): pass\n")
    assert texts == {}
    assert [reason for _, reason in result.refused] == ["the file would not be valid Python"]


def test_a_fix_that_brings_another_finding_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _with_rules(monkeypatch, _rule((Edit((2, 5), (2, 8), "worse_bad"),)), _rule((), "HYB401"))
    text = HEAD + "def bad(): pass\n"
    texts, result = fixed(tmp_path, a=text)
    assert texts == {}
    assert [reason for _, reason in result.refused] == ["it would bring HYB401 at a.py:2: bad"]


def test_a_bad_fix_does_not_keep_good_ones_away(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def check(facts: ProgramFacts, sources: Sources) -> Iterator[Finding]:
        for function in facts.functions:
            if "bad" in function.name:
                place = function.keyword
                start = (place.line, place.column + len("def "))
                text = "def" if "hopeless" in function.name else "good"
                edit = Edit(start, (start[0], start[1] + len(function.name)), text)
                yield Finding("HYB601", place, "bad", function.name, Fix(SAFE, "mend", (edit,)))

    _with_rules(monkeypatch, Rule("HYB601", "bad", "bad", True, "safe", check))
    text = HEAD + "".join(f"def {name}(): pass\n" for name in ("bad1", "bad2", "bad_hopeless", "bad3"))
    texts, result = fixed(tmp_path, a=text, b=text)
    wanted = HEAD + "def good(): pass\ndef good(): pass\ndef bad_hopeless(): pass\ndef good(): pass\n"
    assert texts == {"a.py": wanted, "b.py": wanted}
    assert sorted(str(finding.place) for finding, _ in result.refused) == ["a.py:4", "b.py:4"]
    assert result.stable


def test_overlapping_fixes_take_turns(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def check(facts: ProgramFacts, sources: Sources) -> Iterator[Finding]:
        for function in facts.functions:
            for number, letter in enumerate("ab"):
                if letter in function.name:
                    start = (function.line, 5)
                    new = function.name.replace(letter, "")
                    edit = Edit(start, (function.line, 5 + len(function.name)), new)
                    finding = Finding("HYB601", function.keyword, letter, str(number), Fix(SAFE, "mend", (edit,)))
                    yield finding

    _with_rules(monkeypatch, Rule("HYB601", "bad", "bad", True, "safe", check))
    texts, result = fixed(tmp_path, a=HEAD + "def xab(): pass\n")
    assert texts == {"a.py": HEAD + "def x(): pass\n"}
    assert len(result.done) == 2


def test_a_fix_without_end_stops(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def check(facts: ProgramFacts, sources: Sources) -> Iterator[Finding]:
        for function in facts.functions:
            edit = Edit((function.line, 5), (function.line, 5), "x")
            yield Finding("HYB601", function.keyword, "x", function.name, Fix(SAFE, "mend", (edit,)))

    _with_rules(monkeypatch, Rule("HYB601", "endless", "endless", False, "safe", check))
    texts, result = fixed(tmp_path, a=HEAD + "def f(): pass\n")
    assert not result.stable
    assert texts["a.py"] == HEAD + f"def {'x' * fixing.ROUNDS}f(): pass\n"


def test_a_file_with_two_names_is_fixed_once(tmp_path: Path) -> None:
    (tmp_path / "other.py").symlink_to("a.py")
    text = HEAD + "def f(x):  # -> hybridize\n    return x\n"
    texts, result = fixed(tmp_path, a=text)
    assert texts == {"a.py": text.replace("def f", "@tf.function\ndef f")}
    assert not result.result.findings
    (tmp_path / "a.py").rename(tmp_path / "zip.py")
    (tmp_path / "other.py").unlink()
    (tmp_path / "a.py").symlink_to("zip.py")
    assert list(fixing.fix(["."], tmp_path, Options()).after) == ["zip.py"]
