"""The plugin in real runs of flake8: one analysis, the same findings however flake8 works."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

RUNNER = Path(__file__).with_name("run_flake8.py")
HEAD = "import tensorflow as tf\n"
SAFE = HEAD + "\n\ndef f(x):  # -> hybridize\n    return x\n"
UNSAFE = HEAD + "\n\ndef f(x):  # -> hybridize if g is pure\n    return x\n"
METHODS = [m for m in ("fork", "spawn", "forkserver") if sys.platform != "win32" or m == "spawn"]
if "PYTEST_XDIST_WORKER" in os.environ:
    # A fork server that a worker of pytest-xdist starts does not hand the environment on; alone it is tested.
    METHODS = [m for m in METHODS if m != "forkserver"]


@dataclass(frozen=True)
class Run:
    status: int
    out: list[str]
    err: str
    analyses: int


def flake8(
    folder: Path,
    *arguments: str,
    method: str = METHODS[0],
    stdin: str | None = None,
    fail: str = "",
    hybridize: bool = True,
) -> Run:
    log = folder.parent / "analyses.log"
    log.write_text("")
    temporary = folder.parent / "temporary"
    temporary.mkdir(exist_ok=True)
    environment = {**os.environ, "TMPDIR": str(temporary), "FAIL": fail}
    selection = ["--select", "HYB"] if hybridize else []
    outcome = subprocess.run(
        [sys.executable, str(RUNNER), method, str(log), *selection, *arguments],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
        input=stdin,
        env=environment,
    )
    assert list(temporary.glob("flake8-hybridize-*")) == [], "temporary files are left"
    return Run(outcome.returncode, sorted(outcome.stdout.splitlines()), outcome.stderr, len(log.read_text().split()))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    path = tmp_path / "project"
    (path / "pkg").mkdir(parents=True)
    (path / "pkg" / "__init__.py").write_text("")
    for name in "abcd":
        (path / "pkg" / f"{name}.py").write_text(SAFE)
    (path / "unsafe.py").write_text(UNSAFE)
    return path


def codes(run: Run) -> list[str]:
    return [re.sub(r"^\./", "", line).split(" ")[0] + line.split(" ")[1] for line in run.out]


EXPECTED = [f"pkg/{name}.py:4:1:HYB101" for name in "abcd"]


@pytest.mark.parametrize("jobs", ["1", "4"])
@pytest.mark.parametrize("method", METHODS)
def test_the_same_however_it_runs(folder: Path, method: str, jobs: str) -> None:
    run = flake8(folder, "-j", jobs, "--extend-ignore=HYB102", method=method)
    assert codes(run) == EXPECTED
    assert run.err == ""
    assert run.status == 1
    # Workers that are started afresh read what the parent found.
    assert run.analyses == 1


def test_default_off_rules(folder: Path) -> None:
    assert "unsafe.py:4:1:HYB102" not in codes(flake8(folder, hybridize=False))
    assert "unsafe.py:4:1:HYB102" in codes(flake8(folder, "--extend-select", "HYB102", hybridize=False))
    assert "unsafe.py:4:1:HYB102" in codes(flake8(folder))


def test_nothing_is_analysed_if_nothing_is_selected(folder: Path) -> None:
    for arguments in (("--select", "E,F"), ("--extend-ignore", "HYB")):
        run = flake8(folder, *arguments, hybridize=False)
        assert "HYB" not in "".join(run.out)
        assert run.analyses == 0


def test_bug_report_analyses_nothing(folder: Path) -> None:
    run = flake8(folder, "--bug-report", hybridize=False)
    assert run.analyses == 0
    assert run.status == 0


def test_standard_input_is_laid_over_the_file(folder: Path) -> None:
    (folder / "pkg" / "a.py").write_text(HEAD)
    run = flake8(folder, "--stdin-display-name", "pkg/a.py", "-", stdin=SAFE)
    assert codes(run) == ["pkg/a.py:4:1:HYB101"]
    (folder / "pkg" / "a.py").write_text(SAFE)
    assert flake8(folder, "--stdin-display-name", "pkg/a.py", "-", stdin=HEAD).out == []


@pytest.mark.parametrize("arguments", [(), ("--stdin-display-name", "pkg/new.py")])
def test_standard_input_without_a_file(folder: Path, arguments: tuple[str, ...]) -> None:
    run = flake8(folder, *arguments, "-", stdin=SAFE)
    name = arguments[1] if arguments else "stdin"
    assert codes(run) == [f"{name}:4:1:HYB101"]


def test_noqa_and_per_file_ignores(folder: Path) -> None:
    (folder / "pkg" / "a.py").write_text(SAFE.replace("# ->", "# noqa: HYB101 # ->"))
    (folder / "pkg" / "b.py").write_text("# flake8: noqa\n" + SAFE)
    run = flake8(folder, "--per-file-ignores", "pkg/c.py:HYB1")
    assert codes(run) == ["pkg/d.py:4:1:HYB101", "unsafe.py:4:1:HYB102"]


@pytest.mark.parametrize("jobs", ["1", "4"])
@pytest.mark.parametrize("method", METHODS)
def test_an_error_of_ours_is_one_finding(folder: Path, method: str, jobs: str) -> None:
    run = flake8(folder, "-j", jobs, method=method, fail="what")
    assert len(run.out) == 1
    assert "pkg/__init__.py:1:1: HYB902 " in run.out[0] or "unsafe.py:1:1: HYB902 " in run.out[0]
    assert "SyntaxError: what" in run.out[0]
    assert run.err == ""


def test_findings_of_others_survive_an_error_of_ours(folder: Path) -> None:
    (folder / "pkg" / "a.py").write_text("import os\n")
    run = flake8(folder, fail="what", hybridize=False)
    assert any("F401" in line for line in run.out)


def test_a_syntax_error_elsewhere_is_reported_there(folder: Path) -> None:
    (folder / "pkg" / "a.py").write_text(HEAD + "def f(:\n")
    run = flake8(folder, hybridize=False)
    assert [line.split(":")[:2] for line in run.out if "E999" in line] == [["./pkg/a.py", "2"]]
    assert sum("HYB101" in line for line in run.out) == 3


def test_arguments_are_one_program(folder: Path) -> None:
    run = flake8(folder, "pkg/a.py", str(folder / "pkg" / "b.py"))
    assert [line.rpartition("pkg")[2][:5] for line in run.out] == ["/b.py", "/a.py"]
    assert run.analyses == 1


def test_options_are_registered(folder: Path) -> None:
    (folder / "setup.cfg").write_text(
        "[flake8]\nhybridize-assume-pure = mylib, other\nhybridize-import-roots = lib\nhybridize-ignore-hints = true\n"
    )
    assert codes(flake8(folder, "--extend-ignore=HYB102")) == EXPECTED
    assert "--hybridize-assume-pure" in "".join(flake8(folder, "--help").out)


def test_version_names_the_plugin() -> None:
    outcome = subprocess.run([sys.executable, "-m", "flake8", "--version"], capture_output=True, text=True, check=True)
    assert "flake8-hybridize" in outcome.stdout


def test_a_second_run_in_one_process_keeps_nothing(
    folder: Path, monkeypatch: pytest.MonkeyPatch, believed: None, capfd: pytest.CaptureFixture[str]
) -> None:
    from flake8.main.cli import main

    monkeypatch.chdir(folder)
    assert main(["--select=HYB", "-j1", "pkg"]) == 1
    assert capfd.readouterr().out.count("HYB101") == 4
    (folder / "pkg" / "a.py").write_text(HEAD)
    assert main(["--select=HYB", "-j1", "pkg/a.py"]) == 0
    assert capfd.readouterr().out == ""
