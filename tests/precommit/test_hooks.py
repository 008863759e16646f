"""The hooks, as pre-commit installs and runs them in a repository made for it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent
pytest.importorskip("pre_commit")
PROGRAM = """\
import tensorflow as tf


@tf.function(experimental_relax_shapes=True)
def total(x):
    return tf.reduce_sum(x)


for size in range(3):
    print(total(tf.ones([size])))
"""


def run(*command: str, folder: Path, home: Path) -> subprocess.CompletedProcess[str]:
    environment = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    environment |= {"PRE_COMMIT_HOME": str(home), "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False, env=environment)


def pre_commit(*arguments: str, folder: Path, home: Path) -> subprocess.CompletedProcess[str]:
    return run(sys.executable, "-m", "pre_commit", *arguments, folder=folder, home=home)


def commit(folder: Path, home: Path) -> None:
    identity = ("-c", "user.name=Test", "-c", "user.email=test@example.org", "-c", "init.defaultBranch=main")
    for command in (["init", "-q"], ["add", "-A", "-f", "."], ["commit", "-q", "-m", "State"]):
        outcome = run("git", *identity, *command, folder=folder, home=home)
        assert outcome.returncode == 0, outcome.stderr


def test_manifest(tmp_path: Path) -> None:
    outcome = pre_commit("validate-manifest", ".pre-commit-hooks.yaml", folder=ROOT, home=tmp_path)
    assert outcome.returncode == 0, outcome.stdout + outcome.stderr


@pytest.fixture(scope="module")
def hooks(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A repository of this project as it is now."""
    folder = tmp_path_factory.mktemp("hooks") / "flake8-hybridize"
    folder.mkdir()
    for name in (".pre-commit-hooks.yaml", "setup.cfg", "pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(ROOT / name, folder)
    ignored = shutil.ignore_patterns("__pycache__")
    shutil.copytree(ROOT / "flake8_hybridize", folder / "flake8_hybridize", ignore=ignored)
    commit(folder, folder.parent)
    return folder


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where pre-commit keeps what it installs: once for all tests here."""
    return tmp_path_factory.mktemp("pre-commit")


@pytest.fixture
def project(tmp_path: Path, home: Path) -> Path:
    (tmp_path / "program.py").write_text(PROGRAM)
    (tmp_path / "notes.txt").write_text("no Python\n")
    commit(tmp_path, home)
    return tmp_path


def try_repo(hooks: Path, hook: str, project: Path, home: Path) -> subprocess.CompletedProcess[str]:
    return pre_commit("try-repo", str(hooks), hook, "--all-files", "--verbose", folder=project, home=home)


@pytest.mark.slow
def test_hybridize_reports(hooks: Path, home: Path, project: Path) -> None:
    outcome = try_repo(hooks, "hybridize", project, home)
    assert outcome.returncode == 1, outcome.stdout + outcome.stderr
    assert "exit code: 1" in outcome.stdout
    assert "program.py:4:" in outcome.stdout
    assert "HYB601" in outcome.stdout
    assert (project / "program.py").read_text() == PROGRAM


@pytest.mark.slow
def test_hybridize_fix_changes_and_fails_once(hooks: Path, home: Path, project: Path) -> None:
    outcome = try_repo(hooks, "hybridize-fix", project, home)
    assert outcome.returncode == 1, outcome.stdout + outcome.stderr
    assert "files were modified by this hook" in outcome.stdout
    assert (project / "program.py").read_text() == PROGRAM.replace("experimental_relax_shapes", "reduce_retracing")
    commit(project, home)
    outcome = try_repo(hooks, "hybridize-fix", project, home)
    assert outcome.returncode == 0, outcome.stdout + outcome.stderr


@pytest.mark.slow
def test_no_python_is_no_error(hooks: Path, home: Path, project: Path) -> None:
    (project / "program.py").unlink()
    commit(project, home)
    outcome = try_repo(hooks, "hybridize", project, home)
    assert outcome.returncode == 0, outcome.stdout + outcome.stderr
    assert "no files to check" in outcome.stdout
