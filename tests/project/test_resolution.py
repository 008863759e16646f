"""Import names to modules."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.project.helpers import loaded, module, reached, shown, write

TF = "import tensorflow\n"


def test_package_absolute_and_relative(tmp_path: Path) -> None:
    write(
        tmp_path,
        {
            "pkg/__init__.py": TF,
            "pkg/a.py": TF,
            "pkg/sub/__init__.py": TF,
            "pkg/sub/b.py": TF,
            "main.py": TF,
        },
    )
    project = loaded(tmp_path)
    assert [entry.name for entry in project.modules] == ["main", "pkg", "pkg.a", "pkg.sub", "pkg.sub.b"]
    assert [entry.is_package for entry in project.modules] == [False, True, False, True, False]
    assert reached(project, "main.py", "pkg.sub.b") == "pkg/sub/b.py"
    assert reached(project, "pkg/sub/b.py", "pkg") == "pkg/__init__.py"
    assert reached(project, "pkg/sub/b.py", None, 1) == "pkg/sub/__init__.py"
    assert reached(project, "pkg/sub/b.py", None, 2) == "pkg/__init__.py"
    assert reached(project, "pkg/sub/b.py", "a", 2) == "pkg/a.py"
    assert reached(project, "pkg/sub/__init__.py", "b", 1) == "pkg/sub/b.py"
    assert reached(project, "pkg/sub/b.py", "a") is None
    assert reached(project, "main.py", "pkg.missing") is None
    assert reached(project, "main.py", "numpy") is None
    assert reached(project, "main.py", None) is None
    assert shown(project.submodule(module(project, "pkg/__init__.py"), "sub")) == "pkg/sub/__init__.py"
    assert project.submodule(module(project, "pkg/a.py"), "sub") is None


def test_two_modules_of_one_name(tmp_path: Path) -> None:
    write(
        tmp_path,
        dict.fromkeys(("one/main.py", "two/main.py"), TF + "import utils\n")
        | {"one/utils.py": "a = 1", "two/utils.py": "b = 1"},
    )
    project = loaded(tmp_path)
    assert reached(project, "one/main.py", "utils") == "one/utils.py"
    assert reached(project, "two/main.py", "utils") == "two/utils.py"
    assert module(project, "one/utils.py").name == module(project, "two/utils.py").name == "utils"
    assert "a" in module(project, "one/utils.py").tree.locals
    assert "b" in module(project, "two/utils.py").tree.locals


def test_nearest_package_wins(tmp_path: Path) -> None:
    write(
        tmp_path,
        {
            f"{folder}/{file}": TF
            for folder in ("one", "two")
            for file in ("lib/__init__.py", "lib/a.py", "tests/test_a.py")
        },
    )
    project = loaded(tmp_path)
    assert reached(project, "one/tests/test_a.py", "lib.a") == "one/lib/a.py"
    assert reached(project, "two/tests/test_a.py", "lib.a") == "two/lib/a.py"


@pytest.mark.parametrize("folder", ["src", "lib", "python/deep"])
def test_source_folders_and_tests_beside(tmp_path: Path, folder: str) -> None:
    write(
        tmp_path,
        {f"{folder}/pkg/__init__.py": TF, f"{folder}/pkg/a.py": TF, "tests/test_a.py": TF, "examples/run.py": TF},
    )
    project = loaded(tmp_path)
    assert reached(project, "tests/test_a.py", "pkg.a") == f"{folder}/pkg/a.py"
    assert reached(project, "examples/run.py", "pkg") == f"{folder}/pkg/__init__.py"
    assert module(project, f"{folder}/pkg/a.py").name == "pkg.a"


def test_tests_folder_is_a_root_for_what_is_below_it(tmp_path: Path) -> None:
    write(tmp_path, {"tests/helpers.py": TF, "tests/unit/test_a.py": TF + "import helpers"})
    assert reached(loaded(tmp_path), "tests/unit/test_a.py", "helpers") == "tests/helpers.py"


def test_namespace_packages(tmp_path: Path) -> None:
    write(
        tmp_path,
        {
            "company/models/net.py": TF + "from . import parts\nfrom ..data import load\n",
            "company/models/parts.py": TF,
            "company/data/load.py": TF,
            "main.py": TF + "import company.models.net\nfrom company.data import load\n",
        },
    )
    project = loaded(tmp_path)
    assert reached(project, "main.py", "company.models.net") == "company/models/net.py"
    assert reached(project, "main.py", "company") == "namespace company"
    package = project.resolve_import(module(project, "main.py"), "company.data", 0)
    assert shown(package) == "namespace company.data"
    assert package is not None
    assert shown(project.submodule(package, "load")) == "company/data/load.py"
    assert reached(project, "company/models/net.py", None, 1) == "namespace company.models"
    assert reached(project, "company/models/net.py", "data", 2) == "namespace company.data"
    assert module(project, "company/models/net.py").name == "company.models.net"


def test_folders_without_init_inside_a_package(tmp_path: Path) -> None:
    write(tmp_path, {"tensorflow_own/__init__.py": TF, "tensorflow_own/projects/net.py": TF, "main.py": TF})
    project = loaded(tmp_path)
    assert module(project, "tensorflow_own/projects/net.py").name == "tensorflow_own.projects.net"
    assert reached(project, "main.py", "tensorflow_own.projects") == "namespace tensorflow_own.projects"
    assert reached(project, "main.py", "tensorflow_own.projects.net") == "tensorflow_own/projects/net.py"


def test_a_package_folder_is_no_import_root(tmp_path: Path) -> None:
    """What lies in a package isn't found by its plain name from a folder deeper inside."""
    write(tmp_path, {"pkg/__init__.py": TF, "pkg/gym.py": TF, "pkg/deep/run.py": TF + "import gym\n"})
    assert reached(loaded(tmp_path), "pkg/deep/run.py", "gym") is None


def test_run_inside_a_package(tmp_path: Path) -> None:
    """Modules know the package's name, and neighbours of the root aren't taken into the program."""
    write(
        tmp_path,
        {
            "pkg/__init__.py": TF,
            "pkg/a.py": TF,
            "pkg/sub/__init__.py": TF,
            "pkg/sub/b.py": TF + "from pkg import a\nfrom .. import a\n",
            "stranger.py": "import pkg.sub.b\n",
        },
    )
    project = loaded(tmp_path / "pkg")
    assert [entry.name for entry in project.modules] == ["pkg", "pkg.a", "pkg.sub", "pkg.sub.b"]
    assert reached(project, "sub/b.py", "pkg.a") == "a.py"
    assert reached(project, "sub/b.py", "a", 2) == "a.py"
    inner = loaded(tmp_path / "pkg" / "sub", "b.py")
    assert module(inner, "b.py").name == "pkg.sub.b"
    assert "stranger" not in {entry.name for entry in (*project.modules, *inner.modules)}


def test_plain_folder_does_not_pass_for_a_library(tmp_path: Path) -> None:
    """Folders called like libraries, through which nothing is imported, hide no library."""
    write(
        tmp_path,
        {"numpy/plot.py": TF, "tensorflow/train.py": TF, "main.py": TF + "import numpy\nimport numpy.linalg\n"},
    )
    project = loaded(tmp_path)
    for name in ("numpy", "numpy.linalg", "tensorflow", "tensorflow.keras"):
        assert reached(project, "main.py", name) is None


def test_a_folder_yields_to_the_library_of_its_name(tmp_path: Path) -> None:
    write(
        tmp_path,
        {"tensorflow/train.py": TF, "json/dump.py": TF, "main.py": TF + "import tensorflow.train, json.dump\n"},
    )
    project = loaded(tmp_path)
    for name in ("tensorflow", "tensorflow.train", "json", "json.dump"):
        assert reached(project, "main.py", name) is None


def test_the_root_that_shares_most_of_the_path_wins(tmp_path: Path) -> None:
    write(tmp_path, {f"{team}/python/deep/kit/__init__.py": TF for team in ("one", "two")})
    write(tmp_path, {f"{team}/jobs/run.py": TF for team in ("one", "two")})
    project = loaded(tmp_path)
    for team in ("one", "two"):
        assert reached(project, f"{team}/jobs/run.py", "kit") == f"{team}/python/deep/kit/__init__.py"


def test_empty_packages_around_a_module_are_packages(tmp_path: Path) -> None:
    write(
        tmp_path,
        {"pkg/__init__.py": "", "pkg/sub/__init__.py": "", "pkg/sub/b.py": TF, "main.py": "from pkg.sub.b import f\n"},
    )
    project = loaded(tmp_path, "main.py")
    assert reached(project, "main.py", "pkg") == "pkg/__init__.py"
    assert reached(project, "main.py", "pkg.sub") == "pkg/sub/__init__.py"
    assert module(project, "pkg/sub/b.py").name == "pkg.sub.b"


def test_context_that_cannot_be_parsed_is_not_in_the_program(tmp_path: Path) -> None:
    write(tmp_path, {"pkg/__init__.py": TF + "x = = 1\n", "pkg/a.py": TF, "main.py": TF + "from pkg import a\n"})
    project = loaded(tmp_path, "main.py")
    assert reached(project, "main.py", "pkg") is None
    assert reached(project, "pkg/a.py", None, 1) is None


def test_modules_inside_a_package_hide_no_library(tmp_path: Path) -> None:
    files = {f"pkg/{name}.py": TF for name in ("__init__", "types", "keras", "gym", "random")}
    write(
        tmp_path,
        files
        | {"pkg/run.py": TF + "import types, random, keras, gym\nfrom . import gym\nif __name__ == '__main__': pass\n"},
    )
    project = loaded(tmp_path)
    for name in ("types", "random", "keras", "gym"):
        assert reached(project, "pkg/run.py", name) is None


def test_standard_library_is_hidden_only_beside_a_script(tmp_path: Path) -> None:
    write(tmp_path, {"queue.py": TF, "main.py": TF, "deep/main.py": TF})
    project = loaded(tmp_path)
    assert reached(project, "main.py", "queue") == "queue.py"
    assert reached(project, "deep/main.py", "queue") is None


def test_scripts_inside_a_package_that_import_their_neighbours(tmp_path: Path) -> None:
    write(
        tmp_path,
        {
            "code/__init__.py": "",
            "code/layers.py": TF,
            "code/model.py": TF + "import layers\n",
            "code/train.py": TF + "from model import Net\nif __name__ == '__main__':\n    pass\n",
        },
    )
    project = loaded(tmp_path)
    assert reached(project, "code/train.py", "model") == "code/model.py"
    assert reached(project, "code/model.py", "layers") == "code/layers.py"


def test_other_script_folders_only_after_a_change_of_the_path(tmp_path: Path) -> None:
    write(
        tmp_path,
        {
            "shared/common.py": TF,
            "one/plain.py": TF + "import common\n",
            "one/hacked.py": TF + "import sys\nsys.path.append('../shared')\nimport common\n",
        },
    )
    project = loaded(tmp_path)
    assert reached(project, "one/plain.py", "common") is None
    assert reached(project, "one/hacked.py", "common") == "shared/common.py"


def test_conftest_that_changes_the_path_does_so_for_its_tests(tmp_path: Path) -> None:
    write(
        tmp_path,
        {
            "shared/common.py": TF,
            "tests/conftest.py": "import sys\nsys.path.insert(0, 'shared')\n",
            "tests/unit/test_a.py": TF + "import common\n",
        },
    )
    assert reached(loaded(tmp_path), "tests/unit/test_a.py", "common") == "shared/common.py"


def test_import_roots_by_option(tmp_path: Path) -> None:
    write(
        tmp_path, {"root/vendor/deep/common.py": TF, "root/one/main.py": TF + "import common\n", "outside/more.py": TF}
    )
    root = tmp_path / "root"
    assert reached(loaded(root), "one/main.py", "common") is None
    project = loaded(root, import_roots=("vendor/deep", str(tmp_path / "outside")))
    assert reached(project, "one/main.py", "common") == "vendor/deep/common.py"


def test_module_outside_is_found_under_a_root_by_option(tmp_path: Path) -> None:
    write(tmp_path, {"root/main.py": TF + "import more\n", "outside/more.py": TF})
    project = loaded(tmp_path / "root", import_roots=("../outside",))
    assert reached(project, "main.py", "more") == (tmp_path / "outside/more.py").as_posix()


def test_paths_given_together_are_one_program(tmp_path: Path) -> None:
    write(tmp_path, {"lib1/pkg/__init__.py": TF, "lib1/pkg/a.py": TF, "app/main.py": TF + "import pkg.a\n"})
    assert reached(loaded(tmp_path, "app", "lib1"), "app/main.py", "pkg.a") == "lib1/pkg/a.py"


def test_package_wins_over_module_and_module_over_folder(tmp_path: Path) -> None:
    write(
        tmp_path,
        {"a/__init__.py": TF, "a.py": TF, "b.py": TF, "b/c.py": TF, "main.py": TF + "import a, b, b.c\n"},
    )
    project = loaded(tmp_path)
    assert reached(project, "main.py", "a") == "a/__init__.py"
    assert reached(project, "main.py", "b") == "b.py"
    assert reached(project, "main.py", "b.c") is None


@pytest.mark.parametrize("start", ["main.py", "tools/run.py"])
def test_agrees_with_python(tmp_path: Path, start: str) -> None:
    """What Python imports for a script is what is found, for each of a set of names."""
    names = ["pkg", "pkg.a", "pkg.sub.b", "space.c", "plain", "beside"]
    write(
        tmp_path,
        {
            "pkg/__init__.py": "",
            "pkg/a.py": "",
            "pkg/sub/__init__.py": "",
            "pkg/sub/b.py": "",
            "space/c.py": "",
            "plain.py": "",
            "main.py": "",
            "tools/run.py": "",
            "tools/beside.py": "",
            "tools/plain.py": "",
        },
    )
    text = TF + "".join(f"import {name}\n" for name in names)
    write(tmp_path, {start: text})
    code = (
        "import sys, importlib\n"
        f"sys.path[:0] = [{str((tmp_path / start).parent)!r}, {str(tmp_path)!r}]\n"
        f"for name in {names!r}:\n"
        "    try: print(importlib.import_module(name).__file__)\n"
        "    except ImportError: print(None)\n"
    )
    printed = subprocess.run(
        [sys.executable, "-I", "-c", code], capture_output=True, text=True, check=True
    ).stdout.split()
    expected = [None if path == "None" else os.path.relpath(path, tmp_path) for path in printed]
    project = loaded(tmp_path)
    assert [reached(project, start, name) for name in names] == expected
