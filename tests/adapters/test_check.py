"""``hybridize check``: what it prints, and how it ends."""

from __future__ import annotations

import errno
import gc
import json
import os
from pathlib import Path

import pytest

from flake8_hybridize.fixing import Fixed
from tests.adapters.conftest import Hybridize

HEAD = "import tensorflow as tf\n"
GOOD = HEAD + "def f(x): return x\n"
SAFE = HEAD + "\ndef f(x):  # -> hybridize\n    return x\n"
UNSAFE = HEAD + "\ndef f(x):  # -> hybridize if g is pure\n    return x\n"


@pytest.fixture
def here(tmp_path: Path) -> Path:
    return tmp_path


def test_nothing_found(hybridize: Hybridize, here: Path) -> None:
    (here / "a.py").write_text(GOOD)
    outcome = hybridize("check")
    assert (outcome.status, outcome.out, outcome.err) == (0, "", "")


def test_no_file_at_all(hybridize: Hybridize) -> None:
    outcome = hybridize("check")
    assert (outcome.status, outcome.out, outcome.err) == (0, "", "")


def test_a_finding_shows_the_line(hybridize: Hybridize, here: Path) -> None:
    (here / "a.py").write_text(SAFE)
    outcome = hybridize("check", "a.py")
    assert outcome.status == 1
    lines = outcome.out.splitlines()
    assert lines[0].startswith("a.py:3:1: HYB101 [*] f() ")
    assert lines[1:] == ["    def f(x):  # -> hybridize", "    ^^^"]
    assert outcome.err == "Found 1 finding.\n1 fixable with --fix.\n"


def test_quiet(hybridize: Hybridize, here: Path) -> None:
    (here / "a.py").write_text(SAFE)
    outcome = hybridize("check", "--quiet")
    assert outcome.out.count("\n") == 1
    assert outcome.err == ""


def test_exit_zero(hybridize: Hybridize, here: Path) -> None:
    (here / "a.py").write_text(SAFE)
    assert hybridize("check", "--exit-zero").status == 0


def test_the_collector_is_left_alone(hybridize: Hybridize, here: Path) -> None:
    (here / "a.py").write_text(GOOD)
    frozen = gc.get_freeze_count()
    hybridize("check")
    assert gc.isenabled()
    assert gc.get_freeze_count() == frozen


def test_statistics(hybridize: Hybridize, here: Path) -> None:
    (here / "a.py").write_text(SAFE)
    (here / "b.py").write_text(SAFE)
    assert hybridize("check", "--statistics", "-q").out.splitlines()[-1] == "     2  HYB101  hybridizable"


def test_json(hybridize: Hybridize, here: Path) -> None:
    (here / "pkg").mkdir()
    (here / "pkg" / "a.py").write_text(SAFE)
    document = json.loads(hybridize("check", "pkg", "--output-format", "json").out)
    (finding,) = document["findings"]
    assert document["version"] == 1
    assert {**finding, "message": None} == {
        "file": "pkg/a.py",
        "line": 3,
        "column": 1,
        "end_line": 3,
        "end_column": 4,
        "code": "HYB101",
        "message": None,
        "function": "f",
        "fix": {
            "applicability": "safe",
            "message": "Decorate f() with @tf.function",
            "edits": [{"start": [3, 1], "end": [3, 1], "text": "@tf.function\n"}],
        },
    }


@pytest.mark.parametrize(("variable", "coloured"), [("FORCE_COLOR", True), ("NO_COLOR", False), ("OTHER", False)])
def test_colours(
    hybridize: Hybridize, here: Path, monkeypatch: pytest.MonkeyPatch, variable: str, coloured: bool
) -> None:
    for name in ("FORCE_COLOR", "NO_COLOR"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv(variable, "1")
    (here / "a.py").write_text(SAFE)
    assert ("\x1b[" in hybridize("check").out) is coloured
    assert "\x1b[" not in hybridize("check", "--output-format", "json").out


@pytest.mark.parametrize(("form", "start"), [("github", "::warning title=HYB101,"), ("sarif", '{\n "$schema": ')])
def test_other_formats(hybridize: Hybridize, here: Path, form: str, start: str) -> None:
    (here / "a.py").write_text(SAFE)
    outcome = hybridize("check", "--output-format", form)
    assert outcome.status == 1
    assert outcome.out.startswith(start)
    assert outcome.err == ""


def test_output_file(hybridize: Hybridize, here: Path) -> None:
    (here / "a.py").write_text(SAFE)
    outcome = hybridize("check", "--output-format", "json", "--output-file", "out.json")
    assert (outcome.status, outcome.out) == (1, "")
    assert json.loads((here / "out.json").read_text())["findings"]


def test_output_file_that_cannot_be_written(hybridize: Hybridize, here: Path) -> None:
    (here / "a.py").write_text(SAFE)
    outcome = hybridize("check", "--output-file", "no/such/folder")
    assert outcome.status == 2
    assert "no/such/folder: No such file or directory" in outcome.err


def test_fix(hybridize: Hybridize, here: Path) -> None:
    (here / "a.py").write_text(SAFE)
    (here / "b.py").write_text(UNSAFE)
    outcome = hybridize("check", "--fix", "--extend-select", "HYB102")
    assert outcome.status == 1
    assert (here / "a.py").read_text() == SAFE.replace("def", "@tf.function\ndef")
    assert (here / "b.py").read_text() == UNSAFE
    assert "b.py:3:1: HYB102" in outcome.out
    assert outcome.err == ("Fixed 1 finding, 1 left.\n1 fixable with --fix --unsafe-fixes; review what those change.\n")
    assert hybridize("check", "--fix", "--unsafe-fixes", "--extend-select", "HYB102").status == 0
    assert (here / "b.py").read_text() == UNSAFE.replace("def", "@tf.function\ndef")


def test_fixing_all_is_success_unless_asked(hybridize: Hybridize, here: Path) -> None:
    (here / "a.py").write_text(SAFE)
    outcome = hybridize("check", "--fix")
    assert (outcome.status, outcome.err) == (0, "Fixed 1 finding.\n")
    (here / "a.py").write_text(SAFE)
    assert hybridize("check", "--fix", "--exit-non-zero-on-fix").status == 1
    assert hybridize("check", "--fix", "--exit-non-zero-on-fix").status == 0


def test_fix_touches_nothing_else(hybridize: Hybridize, here: Path) -> None:
    (here / "a.py").write_text(GOOD)
    os.utime(here / "a.py", ns=(1, 1))
    (here / "b.py").write_bytes(b"\xef\xbb\xbf" + SAFE.replace("\n", "\r\n").encode() + b"# \xc3\xa9")
    hybridize("check", "--fix")
    assert (here / "a.py").stat().st_mtime_ns == 1
    wanted = SAFE.replace("def", "@tf.function\ndef").replace("\n", "\r\n").encode()
    assert (here / "b.py").read_bytes() == b"\xef\xbb\xbf" + wanted + b"# \xc3\xa9"


def test_fix_keeps_the_encoding(hybridize: Hybridize, here: Path) -> None:
    text = "# coding: latin-1\n# é\n" + SAFE
    (here / "a.py").write_bytes(text.encode("latin-1"))
    assert hybridize("check", "--fix").status == 0
    assert (here / "a.py").read_bytes() == text.replace("def", "@tf.function\ndef").encode("latin-1")


def test_diff(hybridize: Hybridize, here: Path) -> None:
    (here / "pkg").mkdir()
    (here / "pkg" / "a.py").write_text(SAFE)
    outcome = hybridize("check", "--diff")
    assert outcome.status == 1
    assert outcome.out == (
        "--- pkg/a.py\n+++ pkg/a.py\n@@ -1,4 +1,5 @@\n import tensorflow as tf\n \n"
        "+@tf.function\n def f(x):  # -> hybridize\n     return x\n"
    )
    assert (here / "pkg" / "a.py").read_text() == SAFE
    (here / "pkg" / "a.py").write_text(GOOD)
    outcome = hybridize("check", "--diff")
    assert (outcome.status, outcome.out) == (0, "")


def test_diff_and_fix_exclude_each_other(hybridize: Hybridize) -> None:
    assert hybridize("check", "--diff", "--fix").status == 2


def test_noqa(hybridize: Hybridize, here: Path) -> None:
    (here / "a.py").write_text(SAFE.replace("# ->", "# noqa: HYB101 # ->"))
    assert hybridize("check").out == ""
    assert hybridize("check", "--disable-noqa").status == 1
    hybridize("check", "--fix")
    assert "@tf.function" not in (here / "a.py").read_text()


@pytest.mark.parametrize("selection", [["--ignore", "HYB1"], ["--select", "HYB2,HYB6"], ["--exclude", "a.py"]])
def test_what_is_not_selected_is_not_fixed(hybridize: Hybridize, here: Path, selection: list[str]) -> None:
    (here / "a.py").write_text(SAFE)
    assert hybridize("check", "--fix", *selection).status == 0
    assert (here / "a.py").read_text() == SAFE


def test_configuration(hybridize: Hybridize, here: Path) -> None:
    (here / "a.py").write_text(SAFE)
    (here / "tox.ini").write_text("[flake8]\nextend-ignore = HYB101\nsome-other-plugin = 1\n")
    assert hybridize("check").status == 0
    assert hybridize("check", "--isolated").status == 1
    (here / "b.cfg").write_text("[flake8]\nselect = HYB101\n")
    assert hybridize("check", "--config", "b.cfg").status == 1


def test_configuration_of_default_off_rules(hybridize: Hybridize, here: Path) -> None:
    (here / "a.py").write_text(UNSAFE)
    assert hybridize("check").status == 0
    assert hybridize("check", "--select", "HYB").status == 1
    assert hybridize("check", "--ignore", "E501").status == 1
    assert hybridize("check", "--extend-ignore", "E501").status == 0


def test_standard_input(hybridize: Hybridize, here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from flake8_hybridize.adapters import host

    monkeypatch.setattr(host, "standard_input", lambda: SAFE)
    (here / "a.py").write_text(GOOD)
    outcome = hybridize("check", "-q", "--stdin-filename", "a.py", "-")
    assert outcome.out.startswith("a.py:3:1: HYB101")
    assert hybridize("check", "-q", "-").out.startswith("stdin:3:1: HYB101")
    assert hybridize("check", "--fix", "-").status == 2
    assert "+@tf.function" in hybridize("check", "--diff", "-").out


class TestErrors:
    """A clear message on stderr, status 2, and everything else still done."""

    @pytest.fixture(autouse=True)
    def _another(self, here: Path) -> None:
        (here / "z.py").write_text(SAFE)

    def check(self, hybridize: Hybridize, message: str, *arguments: str) -> None:
        outcome = hybridize("check", *(arguments or (".",)))
        assert outcome.status == 2
        assert "Traceback" not in outcome.err
        assert message in outcome.err
        assert "z.py:3:1: HYB101" in outcome.out

    def test_missing_path(self, hybridize: Hybridize) -> None:
        self.check(hybridize, "hybridize: error: nosuch: no such file or directory", "nosuch", "z.py")

    def test_binary(self, hybridize: Hybridize, here: Path) -> None:
        (here / "a.py").write_bytes(b"\x7fELF\x00\x01\xff")
        self.check(hybridize, "hybridize: error: a.py: cannot be read: ")

    def test_syntax_error(self, hybridize: Hybridize, here: Path) -> None:
        (here / "a.py").write_text(HEAD + "def f(:\n")
        self.check(hybridize, "hybridize: error: a.py: syntax error: line 2")

    def test_link_to_itself(self, hybridize: Hybridize, here: Path) -> None:
        (here / "a.py").symlink_to("a.py")
        self.check(hybridize, "hybridize: error: a.py: cannot be read: ")

    def test_a_loop_of_folders_is_no_error(self, hybridize: Hybridize, here: Path) -> None:
        (here / "loop").symlink_to(".")
        outcome = hybridize("check", "-q")
        assert outcome.out.count("HYB101") == 1
        assert (outcome.status, outcome.err) == (1, "")

    def test_an_empty_file_is_no_error(self, hybridize: Hybridize, here: Path) -> None:
        (here / "a.py").write_text("")
        assert hybridize("check", "a.py").status == 0

    def test_read_only_file(self, hybridize: Hybridize, here: Path) -> None:
        (here / "a.py").write_text(SAFE)
        (here / "a.py").chmod(0o444)
        outcome = hybridize("check", "--fix")
        assert outcome.status == 2
        assert outcome.err.endswith("hybridize: error: a.py: not fixed: it is read-only\n")
        assert (here / "a.py").read_text() == SAFE
        assert "@tf.function" in (here / "z.py").read_text()
        assert sorted(path.name for path in here.iterdir()) == ["a.py", "z.py"]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--nosuch"], "unrecognized arguments: --nosuch"),
        (["--select", "HYB999"], "there is no rule HYB999"),
        (["--select", "XYZ"], "there is no rule XYZ"),
        (["--ignore", "hyb"], "'hyb' is no code"),
        (["--output-format", "xml"], "invalid choice: 'xml'"),
        (["--config", "nosuch.cfg"], "nosuch.cfg"),
        (["--per-file-ignores", "a"], "per-file-ignores"),
    ],
)
def test_bad_options(hybridize: Hybridize, arguments: list[str], message: str) -> None:
    outcome = hybridize("check", *arguments)
    assert (outcome.status, outcome.out) == (2, "")
    assert message in outcome.err
    assert "Traceback" not in outcome.err


def test_bad_configuration(hybridize: Hybridize, here: Path) -> None:
    (here / "setup.cfg").write_text("[flake8]\nignore = nonsense\n")
    outcome = hybridize("check")
    assert outcome.status == 2
    assert "nonsense" in outcome.err


def test_internal_error(hybridize: Hybridize, here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from flake8_hybridize import analysis

    def fail(*_: object) -> None:
        raise ZeroDivisionError("oh")

    monkeypatch.setattr(analysis, "analyse", fail)
    (here / "a.py").write_text(SAFE)
    outcome = hybridize("check")
    assert outcome.status == 2
    assert "ZeroDivisionError: oh" in outcome.err
    assert "internal error, please report it" in outcome.err


def test_interrupt(hybridize: Hybridize, here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from flake8_hybridize import analysis

    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(analysis, "analyse", interrupt)
    (here / "a.py").write_text(SAFE)
    outcome = hybridize("check")
    assert outcome.status == 2
    assert outcome.err == "hybridize: interrupted; no file is left half written\n"


def test_full_disk(hybridize: Hybridize, here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("a.py", "b.py"):
        (here / name).write_text(SAFE)
    sync, calls = os.fsync, []

    def full_at_first(handle: int) -> None:
        calls.append(handle)
        if len(calls) == 1:
            raise OSError(errno.ENOSPC, "No space left on device")
        sync(handle)

    monkeypatch.setattr(os, "fsync", full_at_first)
    outcome = hybridize("check", "--fix")
    assert outcome.status == 2
    assert outcome.err.endswith("hybridize: error: a.py: not fixed: No space left on device\n")
    assert (here / "a.py").read_text() == SAFE
    assert "@tf.function" in (here / "b.py").read_text()
    assert sorted(path.name for path in here.iterdir()) == ["a.py", "b.py"]


def test_interrupt_while_writing(hybridize: Hybridize, here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("a.py", "b.py"):
        (here / name).write_text(SAFE)
    sync, calls = os.fsync, []

    def interrupted_at_second(handle: int) -> None:
        calls.append(handle)
        if len(calls) == 2:
            raise KeyboardInterrupt
        sync(handle)

    monkeypatch.setattr(os, "fsync", interrupted_at_second)
    outcome = hybridize("check", "--fix")
    assert outcome.status == 2
    assert outcome.err == "hybridize: interrupted; no file is left half written\n"
    assert "@tf.function" in (here / "a.py").read_text()
    assert (here / "b.py").read_text() == SAFE
    assert sorted(path.name for path in here.iterdir()) == ["a.py", "b.py"]


def test_file_that_changed_meanwhile(hybridize: Hybridize, here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from flake8_hybridize.adapters import session

    for name in ("a.py", "b.py"):
        (here / name).write_text(SAFE)
    write = session.Session.write

    def edited_before(opened: session.Session, fixed: Fixed) -> tuple[list[str], list[str]]:
        (here / "a.py").write_text(SAFE + "# mine\n")
        return write(opened, fixed)

    monkeypatch.setattr(session.Session, "write", edited_before)
    outcome = hybridize("check", "--fix")
    assert outcome.status == 2
    assert outcome.err.endswith("hybridize: error: a.py: not fixed: it was changed on disk in the meantime\n")
    assert (here / "a.py").read_text() == SAFE + "# mine\n"
    assert "@tf.function" in (here / "b.py").read_text()


@pytest.mark.parametrize("arguments", [["--version"], ["check", "--version"], ["facts", "--version"]])
def test_version(hybridize: Hybridize, arguments: list[str]) -> None:
    from flake8_hybridize import __version__

    outcome = hybridize(*arguments)
    assert (outcome.status, outcome.out) == (0, f"hybridize {__version__}\n")


def test_cache_options_are_accepted(hybridize: Hybridize, here: Path) -> None:
    (here / "a.py").write_text(SAFE)
    assert hybridize("check", "--no-cache", "--cache-dir", "x").status == 1
