"""The loaded program: status of files, TensorFlow or not, context, unsaved texts, determinism."""

from __future__ import annotations

import os
import random
import sys
from pathlib import Path

import pytest

from flake8_hybridize.model.options import Options
from flake8_hybridize.project import load
from flake8_hybridize.project import project as loading
from tests.project.helpers import files_of, loaded, module, paths_of, reached, statuses, write

TF = "import tensorflow as tf\n"


def test_bad_files_have_a_status_and_the_rest_goes_on(tmp_path: Path) -> None:
    write(
        tmp_path,
        {
            "good.py": TF,
            "empty.py": "",
            "plain.py": "import os\n",
            "syntax.py": TF + "def f(:\n",
            "plainsyntax.py": "x = = 1\n",
            "binary.py": b"\x7fELF\x00\x00",
            "latin.py": b"x = '\xe9'\n",
            "deep.py": TF + "x = " + "-" * 200_000 + "1\n",
        },
    )
    project = loaded(tmp_path)
    assert {entry.file: (entry.status, entry.message) for entry in project.files} == {
        "good.py": ("ok", ""),
        "empty.py": ("no-tensorflow", ""),
        "plain.py": ("no-tensorflow", ""),
        "syntax.py": ("syntax-error", "line 2: invalid syntax"),
        "plainsyntax.py": ("syntax-error", "line 1: invalid syntax"),
        "binary.py": ("unreadable", "it has null bytes, so it isn't Python source"),
        "latin.py": ("unreadable", "it isn't UTF-8 and declares no other encoding"),
        "deep.py": ("unreadable", "it is nested too deeply to be parsed"),
    }
    assert files_of(project) == ["empty.py", "good.py", "plain.py"]
    assert all((entry.module is None) == (entry.status in ("syntax-error", "unreadable")) for entry in project.files)


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="the superuser reads everything")
def test_unreadable_by_permission(tmp_path: Path) -> None:
    write(tmp_path, {"secret.py": TF})
    (tmp_path / "secret.py").chmod(0)
    assert statuses(loaded(tmp_path)) == {"secret.py": "unreadable"}


@pytest.mark.parametrize(
    "text",
    [
        "import tensorflow",
        "import tensorflow.compat.v1 as tf",
        "from tensorflow import keras",
        "import keras",
        "from tf_keras import layers",
        "import tensorflow_probability as tfp",
        "def f():\n    import tensorflow",
        "try:\n    import tensorflow\nexcept ImportError:\n    tf = None",
        "tf = importlib.import_module('tensorflow')",
    ],
)
def test_ways_to_import_tensorflow(tmp_path: Path, text: str) -> None:
    write(tmp_path, {"a.py": text})
    assert statuses(loaded(tmp_path)) == {"a.py": "ok"}


def test_connection_counts_in_both_directions_and_through_others(tmp_path: Path) -> None:
    write(
        tmp_path,
        {
            "uses.py": TF + "import helper\n",
            "helper.py": "import base\n",
            "base.py": "",
            "calls.py": "import uses\n",
            "other.py": "import another\n",
            "another.py": "'''tensorflow, in prose'''\n",
        },
    )
    project = loaded(tmp_path)
    assert {entry.file for entry in project.modules if entry.touches_tensorflow} == {
        "uses.py",
        "helper.py",
        "base.py",
        "calls.py",
    }
    assert statuses(project)["other.py"] == statuses(project)["another.py"] == "no-tensorflow"


def test_fixtures_connect_without_an_import(tmp_path: Path) -> None:
    write(tmp_path, {"tests/conftest.py": TF, "tests/unit/test_a.py": "def test(tensor): pass\n", "tests/tool.py": ""})
    assert statuses(loaded(tmp_path)) == {
        "tests/conftest.py": "ok",
        "tests/unit/test_a.py": "ok",
        "tests/tool.py": "no-tensorflow",
    }


def test_cycles_of_imports(tmp_path: Path) -> None:
    write(tmp_path, {"a.py": TF + "import b\n", "b.py": "import c\n", "c.py": "import a, c\n"})
    assert statuses(loaded(tmp_path)) == dict.fromkeys(["a.py", "b.py", "c.py"], "ok")


PROGRAM = {
    "pyproject.toml": "",
    "src/pkg/__init__.py": "",
    "src/pkg/layers.py": TF + "from pkg import base\n",
    "src/pkg/base.py": TF,
    "src/pkg/train.py": TF + "from .layers import f\n",
    "src/pkg/unrelated.py": TF,
    "src/pkg/plain.py": "import os\n",
    "tests/test_layers.py": "from pkg.layers import f\nimport support\n",
    "tests/support.py": "",
    "main.py": "import pkg.train\n",
    "broken.py": "import pkg.layers\nx = = 1\n",
    ".venv/lib/site.py": "import pkg.layers\n",
}


def test_one_file_is_seen_with_its_program(tmp_path: Path) -> None:
    write(tmp_path, PROGRAM)
    project = loaded(tmp_path, "src/pkg/layers.py")
    assert paths_of(project) == ["src/pkg/layers.py"]
    assert files_of(project) == [
        "main.py",
        "src/pkg/__init__.py",
        "src/pkg/base.py",
        "src/pkg/layers.py",
        "src/pkg/train.py",
        "tests/support.py",
        "tests/test_layers.py",
    ]
    assert [entry.file for entry in project.modules if entry.is_target] == ["src/pkg/layers.py"]
    assert reached(project, "tests/test_layers.py", "pkg.layers") == "src/pkg/layers.py"


def test_exclusion_holds_for_targets_not_for_context(tmp_path: Path) -> None:
    write(tmp_path, PROGRAM)
    project = loaded(tmp_path, exclude=("tests", "base.py", "broken.py", ".venv"))
    assert "tests/test_layers.py" not in paths_of(project)
    assert {"tests/test_layers.py", "src/pkg/base.py"} <= set(files_of(project))


def test_context_ends_at_the_top_of_the_project(tmp_path: Path) -> None:
    write(
        tmp_path,
        {
            "one/setup.py": "",
            "one/a.py": TF,
            "two/setup.py": "",
            "two/b.py": "import sys\nsys.path.append('../one')\nimport a\n",
        },
    )
    assert files_of(loaded(tmp_path, "one/a.py")) == ["one/a.py"]
    assert files_of(loaded(tmp_path, "one/a.py", "two")) == ["one/a.py", "two/b.py", "two/setup.py"]


def test_context_is_bounded_and_keeps_the_nearest(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    chain = {f"m{number}.py": f"import m{number + 1}\n" for number in range(9)} | {"m9.py": TF}
    write(tmp_path, chain | {"caller.py": "import m0\n"})
    monkeypatch.setattr(loading, "CONTEXT_LIMIT", 3)
    assert files_of(loaded(tmp_path, "m0.py")) == ["m0.py", "m1.py", "m2.py", "m3.py"]
    assert statuses(loaded(tmp_path, "m0.py")) == {"m0.py": "ok"}


def test_file_without_tensorflow_has_no_context(tmp_path: Path) -> None:
    write(tmp_path, {"a.py": "import b\n", "b.py": "", "c.py": TF})
    project = loaded(tmp_path, "a.py")
    assert files_of(project) == ["a.py"]
    assert statuses(project) == {"a.py": "no-tensorflow"}


@pytest.mark.parametrize("text", ["import tensorflow\nfresh = 1\n", b"\xef\xbb\xbfimport tensorflow\r\nfresh = 1\r\n"])
def test_unsaved_text_wins_over_the_disk(tmp_path: Path, text: str | bytes) -> None:
    write(tmp_path, {"pkg/__init__.py": "", "pkg/a.py": "x = = 1\n", "pkg/b.py": TF + "from pkg import a\n"})
    project = loaded(tmp_path, "pkg/a.py", overlay={"pkg/a.py": text})
    assert statuses(project) == {"pkg/a.py": "ok"}
    assert "fresh" in module(project, "pkg/a.py").tree.locals
    assert "pkg/b.py" in files_of(project)


def test_unsaved_file_that_is_not_on_disk(tmp_path: Path) -> None:
    write(tmp_path, {"pkg/__init__.py": "", "pkg/b.py": TF})
    project = loaded(tmp_path, "pkg/new.py", overlay={str(tmp_path / "pkg/new.py"): "from . import b\n"})
    assert project.missing == ()
    assert statuses(project) == {"pkg/new.py": "ok"}
    assert module(project, "pkg/new.py").name == "pkg.new"
    assert reached(project, "pkg/new.py", "b", 1) == "pkg/b.py"
    assert paths_of(loaded(tmp_path, "pkg", overlay={"pkg/new.py": ""})) == [
        "pkg/__init__.py",
        "pkg/b.py",
        "pkg/new.py",
    ]


def test_order_of_paths_makes_no_difference(tmp_path: Path) -> None:
    write(tmp_path, PROGRAM)
    paths = ["src", "tests", "main.py", "src/pkg/layers.py", "broken.py", "none.py"]
    expected = load(paths, tmp_path, Options())
    for seed in range(5):
        random.Random(seed).shuffle(paths)
        project = load(paths, tmp_path, Options())
        assert [(entry.file, entry.name, entry.is_target) for entry in project.modules] == [
            (entry.file, entry.name, entry.is_target) for entry in expected.modules
        ]
        assert [(entry.file, entry.status, entry.message) for entry in project.files] == [
            (entry.file, entry.status, entry.message) for entry in expected.files
        ]
        assert project.missing == ("none.py",)


def test_trees_are_built_once(tmp_path: Path) -> None:
    write(tmp_path, {"a.py": TF, "b.py": "x = 1\n"})
    project = loaded(tmp_path)
    for entry in project.modules:
        assert entry.tree is entry.tree
        assert entry.tree.name == entry.name


def test_nothing_of_the_program_is_executed(tmp_path: Path) -> None:
    bomb = "import pathlib\npathlib.Path(__file__).with_name('executed').touch()\nraise SystemExit(3)\n" + TF
    names = ("zoneinfo", "xmlrpc", "tensorflow", "keras", "pkg")
    write(tmp_path, {f"{name}/__init__.py": bomb for name in names})
    imports = "".join(f"import {name}.missing\nfrom {name} import *\n" for name in names)
    write(tmp_path, {"main.py": TF + imports, "conftest.py": bomb, "setup.py": bomb, "sitecustomize.py": bomb})
    modules, path = set(sys.modules), list(sys.path)
    project = loaded(tmp_path)
    for entry in project.modules:
        for name in names:
            project.resolve_import(entry, name, 0)
            project.resolve_import(entry, f"{name}.missing", 0)
    assert set(statuses(project).values()) == {"ok"}
    assert not list(tmp_path.rglob("executed"))
    assert sys.path == path
    assert {name for name in set(sys.modules) - modules if name.split(".")[0] in names} == set()
    assert not list(tmp_path.rglob("__pycache__"))
