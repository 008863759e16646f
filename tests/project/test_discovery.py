"""Which files are taken, compared with flake8 itself where it has a say."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from flake8.discover_files import expand_paths
from flake8.utils import normalize_paths

from flake8_hybridize.model.options import Options
from flake8_hybridize.project import target_files
from flake8_hybridize.project.discovery import DEFAULT_EXCLUDE, candidates
from tests.project.helpers import files_of, loaded, paths_of, statuses, write

TREE = {
    "a.py": "",
    "notes.txt": "",
    "script": "",
    "pkg/__init__.py": "",
    "pkg/b.py": "",
    "pkg/stub.pyi": "",
    "pkg/__pycache__/c.py": "",
    ".git/hook.py": "",
    ".tox/env/d.py": "",
    "generated/e.py": "",
    "generated/keep/f.py": "",
    "sub.egg/g.py": "",
    ".hidden/h.py": "",
    "pkg/generated/i.py": "",
}


@pytest.mark.parametrize(
    "exclude", [DEFAULT_EXCLUDE, ("generated",), ("./generated",), ("pkg/b.py", "*.egg"), ("g*",), ("a.py",)]
)
@pytest.mark.parametrize(
    "paths",
    [
        ["."],
        ["pkg"],
        ["a.py"],
        ["script"],
        ["generated/e.py"],
        ["pkg", "a.py", "./a.py"],
        ["generated"],
        [".git/hook.py"],
    ],
)
def test_targets_are_those_of_flake8(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, exclude: tuple[str, ...], paths: list[str]
) -> None:
    write(tmp_path, TREE)
    monkeypatch.chdir(tmp_path)
    taken = expand_paths(
        paths=paths, stdin_display_name="stdin", filename_patterns=["*.py"], exclude=normalize_paths(list(exclude))
    )
    expected = sorted({os.path.normpath(path).replace(os.sep, "/") for path in taken})
    assert list(target_files(paths, tmp_path, Options(exclude=exclude))) == expected


def test_virtual_environments_are_passed_over(tmp_path: Path) -> None:
    write(tmp_path, {"a.py": "", "env/pyvenv.cfg": "", "env/lib/python3/site-packages/x.py": "import tensorflow"})
    assert target_files(["."], tmp_path, Options()) == ("a.py",)
    assert target_files(["env"], tmp_path, Options()) == ("env/lib/python3/site-packages/x.py",)


def test_loops_of_links_end(tmp_path: Path) -> None:
    write(tmp_path, {"pkg/a.py": "import tensorflow"})
    (tmp_path / "pkg" / "loop").symlink_to(tmp_path, target_is_directory=True)
    (tmp_path / "pkg" / "self").symlink_to(tmp_path / "pkg" / "self")
    assert paths_of(loaded(tmp_path)) == ["pkg/a.py"]


def test_dangling_links_and_folders_named_like_modules(tmp_path: Path) -> None:
    write(tmp_path, {"folder.py/inner.py": ""})
    (tmp_path / "gone.py").symlink_to(tmp_path / "nowhere")
    project = loaded(tmp_path)
    assert statuses(project) == {"folder.py/inner.py": "no-tensorflow", "gone.py": "unreadable"}
    assert project.missing == ()


def test_pipes_do_not_block(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.py")
    assert statuses(loaded(tmp_path)) == {"pipe.py": "unreadable"}


def test_missing_paths_are_named_and_the_rest_is_loaded(tmp_path: Path) -> None:
    write(tmp_path, {"a.py": "import tensorflow"})
    project = loaded(tmp_path, "z.py", "a.py", "none/at/all")
    assert project.missing == ("none/at/all", "z.py")
    assert statuses(project) == {"a.py": "ok"}


def test_no_path_at_all(tmp_path: Path) -> None:
    from flake8_hybridize.project import load

    project = load((), tmp_path, Options())
    assert (project.modules, project.files, project.missing) == ((), (), ())


def test_a_file_given_twice_is_one_file(tmp_path: Path) -> None:
    write(tmp_path, {"pkg/a.py": "import tensorflow"})
    assert files_of(loaded(tmp_path, "pkg/a.py", "./pkg/../pkg/a.py", str(tmp_path / "pkg"), ".")) == ["pkg/a.py"]


def test_files_outside_of_the_root_have_absolute_names(tmp_path: Path) -> None:
    write(tmp_path, {"root/a.py": "", "other/b.py": "import tensorflow"})
    assert paths_of(loaded(tmp_path / "root", "../other/b.py")) == [(tmp_path / "other/b.py").as_posix()]


def test_candidates_are_bounded_from_near_to_far(tmp_path: Path) -> None:
    write(tmp_path, {"z.py": "", "a/b/c.py": "", "a/d.py": "", ".venv/x.py": "", "node_modules/y.py": ""})
    found = [os.path.relpath(path, tmp_path) for path in candidates([str(tmp_path)])]
    assert found == ["a/b/c.py", "a/d.py", "z.py"]
    assert [os.path.relpath(path, tmp_path) for path in candidates([str(tmp_path)], 2)] == ["a/d.py", "z.py"]
