"""The Python interface gives what the command prints, from any current directory, and keeps nothing."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from flake8_hybridize import api
from tests.adapters.conftest import Hybridize

SAFE = "import tensorflow as tf\n\n\ndef f(x):  # -> hybridize\n    return x\n"


@pytest.fixture
def folder(tmp_path: Path, believed: None) -> Path:
    (tmp_path / "pkg").mkdir()
    (tmp_path / "pkg" / "a.py").write_text(SAFE)
    (tmp_path / "pkg" / "b.py").write_text(SAFE.replace("hybridize", "hybridize if g is pure"))
    return tmp_path


def test_the_same_as_the_command(folder: Path, hybridize: Hybridize) -> None:
    assert api.check(["pkg"]) == json.loads(hybridize("check", "pkg", "--output-format", "json").out)
    assert api.facts(["pkg"]) == json.loads(hybridize("facts", "pkg").out)


def test_root_stands_for_the_current_directory(
    folder: Path, hybridize: Hybridize, monkeypatch: pytest.MonkeyPatch
) -> None:
    here = api.check(["pkg"])
    monkeypatch.chdir("/")
    assert api.check(["pkg"], root=folder) == here
    assert api.check("pkg", root=str(folder)) == here
    assert api.check([folder / "pkg"], root=folder) == here
    assert [f["file"] for f in here["findings"]] == ["pkg/a.py"]


def test_configuration_is_found_from_the_root(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / "setup.cfg").write_text("[flake8]\nper-file-ignores =\n    pkg/a.py: HYB1\nexclude = pkg/b.py\n")
    elsewhere = folder / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "setup.cfg").write_text("[flake8]\nselect = E\n")
    monkeypatch.chdir(elsewhere)
    assert api.check(["pkg"], root=folder)["findings"] == []
    assert len(api.check(["pkg"], root=folder, isolated=True)["findings"]) == 1
    assert [f["file"] for f in api.facts(["pkg"], root=folder)["files"]] == ["pkg/a.py"]


def test_options(folder: Path) -> None:
    def found(**options: object) -> list[str]:
        return [f["code"] for f in api.check(["pkg"], root=folder, **options)["findings"]]  # type: ignore[arg-type]

    assert found() == ["HYB101"]
    assert found(select=["HYB"]) == ["HYB101", "HYB102"]
    assert found(select=["HYB102"]) == ["HYB102"]
    assert found(ignore=["HYB101"]) == ["HYB102"]
    assert found(extend_ignore=["HYB101"]) == []
    assert found(extend_select=["HYB102"]) == ["HYB101", "HYB102"]
    assert found(exclude=["pkg/a.py"]) == []
    assert found(per_file_ignores="pkg/a.py:HYB101") == []


def test_fix(folder: Path) -> None:
    told = api.fix(["pkg"], root=folder, diff=True)
    assert told["changed"] == ["pkg/a.py"]
    assert told["diff"].startswith("--- pkg/a.py\n+++ pkg/a.py\n")
    assert (folder / "pkg" / "a.py").read_text() == SAFE
    told = api.fix(["pkg"], root=folder)
    assert told["changed"] == ["pkg/a.py"]
    assert told["findings"] == []
    assert (folder / "pkg" / "a.py").read_text() == SAFE.replace("def", "@tf.function\ndef")
    assert api.fix(["pkg"], root=folder) == {"changed": [], "diff": "", "findings": []}
    assert api.fix(["pkg"], root=folder, unsafe_fixes=True)["changed"] == []
    assert api.fix(["pkg"], root=folder, unsafe_fixes=True, select=["HYB1"])["changed"] == ["pkg/b.py"]


def test_errors(folder: Path) -> None:
    with pytest.raises(api.AnalysisError, match="nosuch: no such file or directory"):
        api.check(["nosuch"], root=folder)
    with pytest.raises(api.AnalysisError, match="nosuch"):
        api.check(["pkg"], root=folder, nosuch=True)
    (folder / "pkg" / "a.py").chmod(0o444)
    with pytest.raises(api.AnalysisError, match="read-only"):
        api.fix(["pkg"], root=folder)


def test_nothing_stays(folder: Path) -> None:
    first = api.check(["pkg"], root=folder)
    api.check(["pkg"], root=folder, select=["HYB102"], disable_noqa=True)
    assert api.check(["pkg"], root=folder) == first
