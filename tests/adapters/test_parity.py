"""The command and the plugin find the same, with the real analysis, whatever is selected."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

MAIN = """\
import tensorflow as tf

from util import rate, scale

history = []


def step(x, w):
    y = tf.matmul(x, w)
    return tf.reduce_sum(scale(y))


@tf.function
def traced(x):
    print("tracing")  # noqa: HYB301
    print("again")
    history.append(1)
    return x + 1


for i in range(10):
    step(tf.ones([3, 4]), tf.ones([4, 2]))
    rate(3)
    traced(tf.ones([i]))
"""
UTIL = """\
import tensorflow as tf


def scale(y):
    return y * 2.0


@tf.function(experimental_relax_shapes=True)
def rate(epoch):
    return 0.1 * epoch
"""


@pytest.fixture
def program(tmp_path: Path) -> Path:
    (tmp_path / "main.py").write_text(MAIN)
    (tmp_path / "util.py").write_text(UTIL)
    (tmp_path / "other.py").write_text("import os\n")
    return tmp_path


def execute(folder: Path, *command: str, stdin: str | None = None) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", *command],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
        input=stdin,
        env={**os.environ, "PYTHONWARNINGS": "error", "PYTHONHASHSEED": "random"},
    )


def of_flake8(folder: Path, *arguments: str, stdin: str | None = None) -> list[str]:
    outcome = execute(folder, "flake8", *arguments, stdin=stdin)
    assert outcome.stderr == ""
    lines = [line.removeprefix("./") for line in outcome.stdout.splitlines()]
    return sorted(line for line in lines if line.split(" ")[1].startswith("HYB"))


def of_hybridize(folder: Path, *arguments: str, stdin: str | None = None) -> list[str]:
    outcome = execute(folder, "flake8_hybridize", "check", "--output-format", "json", *arguments, stdin=stdin)
    assert outcome.stderr == ""
    found = json.loads(outcome.stdout)["findings"]
    return sorted("{file}:{line}:{column}: {code} {message}".format(**finding) for finding in found)


def codes(lines: list[str]) -> list[str]:
    return [f"{line.split(':')[0]} {line.split(' ')[1]}" for line in lines]


def test_the_main_job(program: Path) -> None:
    assert codes(of_hybridize(program)) == [
        "main.py HYB301",
        "main.py HYB304",
        "main.py HYB101",
        "util.py HYB601",
        "util.py HYB201",
    ]


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["--select", "HYB"],
        ["--select", "HYB1,HYB304"],
        ["--ignore", "HYB2"],
        ["--extend-ignore", "HYB3"],
        ["--extend-select", "HYB102", "--extend-ignore", "HYB1"],
        ["--select", "HYB3", "--ignore", "HYB30"],
        ["--select", "HYB301", "--ignore", "HYB3"],
        ["--disable-noqa"],
        ["--per-file-ignores", "main.py:HYB3"],
        ["--exclude", "util.py"],
        ["main.py"],
        ["./main.py", "util.py"],
    ],
    ids=" ".join,
)
def test_the_same_findings(program: Path, arguments: list[str]) -> None:
    assert of_hybridize(program, *arguments) == of_flake8(program, *arguments)


@pytest.mark.parametrize(
    "settings",
    [
        "ignore = HYB2",
        "select = HYB\nextend-ignore = HYB3",
        "per-file-ignores =\n    util.py: HYB6\n    main.py: HYB101",
    ],
)
@pytest.mark.parametrize("file", ["setup.cfg", "tox.ini", ".flake8"])
def test_the_same_configuration(program: Path, file: str, settings: str) -> None:
    (program / file).write_text(f"[flake8]\n{settings}\n")
    found = of_hybridize(program)
    assert found == of_flake8(program)
    assert found != of_hybridize(program, "--isolated")


def test_the_same_standard_input(program: Path) -> None:
    text = UTIL.replace("experimental_relax_shapes", "experimental_compile")
    arguments = ("--stdin-display-name", "util.py", "-")
    found = of_hybridize(program, *arguments, stdin=text)
    assert found == of_flake8(program, *arguments, stdin=text)
    assert any("experimental_compile" in line for line in found)


@pytest.mark.parametrize("jobs", ["1", "4"])
def test_the_same_again_and_again(program: Path, jobs: str) -> None:
    assert of_flake8(program, "-j", jobs) == of_hybridize(program)


def test_fixed_files_have_no_fixable_findings(program: Path) -> None:
    outcome = execute(program, "flake8_hybridize", "check", "--fix")
    assert outcome.returncode == 1
    left = execute(program, "flake8_hybridize", "check", "--output-format", "json")
    fixes = [finding["fix"] for finding in json.loads(left.stdout)["findings"]]
    assert all(fix is None or fix["applicability"] != "safe" for fix in fixes)
    state = {path.name: path.stat().st_mtime_ns for path in program.iterdir()}
    execute(program, "flake8_hybridize", "check", "--fix")
    assert state == {path.name: path.stat().st_mtime_ns for path in program.iterdir()}


@pytest.mark.skipif(shutil.which("patch") is None, reason="there is no patch")
def test_the_diff_is_the_fix(program: Path) -> None:
    copy = program.parent / "copy"
    shutil.copytree(program, copy)
    diff = execute(program, "flake8_hybridize", "check", "--diff", "--unsafe-fixes")
    assert diff.returncode == 1
    subprocess.run(["patch", "-p0"], cwd=copy, input=diff.stdout, text=True, check=True, capture_output=True)
    execute(program, "flake8_hybridize", "check", "--fix", "--unsafe-fixes")
    files = [path.name for path in program.iterdir()]
    assert {name: (copy / name).read_text() for name in files} == {name: (program / name).read_text() for name in files}
