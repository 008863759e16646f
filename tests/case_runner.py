"""Cases in Markdown: small programs, what is found in them, and what TensorFlow does with them.

A heading begins a case; a case without files is prose. What stands under a heading:

- ```` ```python ```` is a file, named by a line ``` `util.py`: ``` before it (``main.py`` without one). Findings are
  expected by comments: ``# error: HYB301 "part of the message"``, several separated by commas. A comment on a line of
  its own speaks of the next line. What is not expected must not be found.
- ```` ```facts ```` holds lines ``function: judgement=value, …``, or a JSON object by function that the facts must
  contain. A function is named ``Class.method``, or ``file.py:function``.
- ```` ```diff ```` is what ``--diff`` prints (``diff unsafe``: with unsafe fixes, ``diff signatures``: with input
  signatures). ``pytest --update`` writes it.
- ```` ```run ```` is Python that runs under TensorFlow beside the files (``run fixed``: beside the fixed files).
- ```` ```options ```` holds lines ``name = value`` for :class:`~flake8_hybridize.model.options.Options`.
"""

from __future__ import annotations

import ast
import dataclasses
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from flake8_hybridize.adapters import session
from flake8_hybridize.engine import Result, run
from flake8_hybridize.fixes.diff import unified
from flake8_hybridize.fixing import fix
from flake8_hybridize.model.findings import Finding
from flake8_hybridize.model.options import Options
from flake8_hybridize.report import facts as facts_report
from flake8_hybridize.rules import all_rules

CASES = Path(__file__).parent / "cases"

_FENCE = re.compile(r"(`{3,})(\w*)[ \t]*(.*)")
_FILE_NAME = re.compile(r"`([\w./-]+\.(?:py|pyi|toml|cfg))`:")
_EXPECTED = re.compile(r"#\s*error:\s*(?=HYB)(.*)")
_ONE = re.compile(r'(HYB\d{3})(?:\s+"([^"]*)")?\s*(?:,|$)')
_KINDS = frozenset(("python", "facts", "diff", "run", "options"))


@dataclass(frozen=True, slots=True)
class Block:
    """A fenced block: its kind, the words after it, its text and the number (from 1) of its first line of text."""

    kind: str
    words: str
    text: str
    line: int


@dataclass(frozen=True, slots=True)
class Expectation:
    """A finding that must be there: ``text`` is part of its message."""

    file: str
    line: int
    code: str
    text: str

    def fits(self, finding: Finding) -> bool:
        """``finding`` is what is expected here."""
        place = finding.place
        same = (place.file, place.line, finding.code) == (self.file, self.line, self.code)
        return same and self.text in finding.message


@dataclass(slots=True)
class Case:
    """One case of the file ``path``: its title, its files by name and its other blocks."""

    path: Path
    title: str
    files: dict[str, str] = field(default_factory=dict)
    blocks: list[Block] = field(default_factory=list)

    def __str__(self) -> str:
        return f"{self.path.stem}: {self.title}"

    def of(self, kind: str) -> list[Block]:
        """The blocks of one kind."""
        return [block for block in self.blocks if block.kind == kind]

    @property
    def options(self) -> Options:
        """The options of the run."""
        given: dict[str, Any] = {}
        for block in self.of("options"):
            for line in block.text.splitlines():
                name, _, value = line.partition("=")
                given[name.strip()] = ast.literal_eval(value.strip())
        return dataclasses.replace(Options(), **given)

    @property
    def expectations(self) -> list[Expectation]:
        """The findings that the comments of the files announce."""
        return [e for file, text in self.files.items() for e in _expectations(file, text)]

    @property
    def codes(self) -> frozenset[str]:
        """The codes that are compared: those announced; in cases of a rule also its own, and all other defects."""
        compared = {e.code for e in self.expectations}
        if self.path.parent.name == "rules":
            compared |= {rule.code for rule in all_rules() if rule.default and rule.code[3] in "3456"}
            compared.add(self.path.stem)
        return frozenset(compared)


def cases_in(path: Path) -> list[Case]:
    """The cases of one Markdown file, those without files left out. Raises ``ValueError`` for a malformed file."""
    found = [Case(path, path.stem)]
    name = None
    for title, block, text in _parts(path):
        if title is not None:
            found.append(Case(path, title))
        elif block is None:
            named = _FILE_NAME.fullmatch(text.strip())
            name = named.group(1) if named else (name if not text.strip() else None)
        elif block.kind == "python":
            file = name or "main.py"
            if file in found[-1].files:
                raise ValueError(f"{path}:{block.line}: the case has two files {file}")
            found[-1].files[file] = block.text
            name = None
        elif block.kind in _KINDS:
            found[-1].blocks.append(block)
    for case in found:
        if case.blocks and not case.files:
            raise ValueError(f"{path}: {case.title}: there is no file")
    return [case for case in found if case.files]


def _parts(path: Path) -> Iterator[tuple[str | None, Block | None, str]]:
    """Headings, fenced blocks and single lines of prose."""
    lines = path.read_text("utf-8").splitlines(keepends=True)
    index = 0
    while index < len(lines):
        line = lines[index]
        index += 1
        fence = _FENCE.match(line)
        if fence is None:
            heading = re.match(r"#{1,6}\s+(.*)", line)
            yield (heading.group(1).strip() if heading else None), None, line
            continue
        start = index
        while index < len(lines) and lines[index].rstrip() != fence.group(1):
            index += 1
        if index == len(lines):
            raise ValueError(f"{path}:{start}: the block does not end")
        yield None, Block(fence.group(2), fence.group(3).strip(), "".join(lines[start:index]), start + 1), ""
        index += 1


def _expectations(file: str, text: str) -> Iterator[Expectation]:
    lines = text.splitlines()
    for number, line in enumerate(lines, 1):
        announced = _EXPECTED.search(line)
        if announced is None:
            continue
        target = number
        while target < len(lines) and lines[target - 1].lstrip().startswith("#"):
            target += 1
        rest = announced.group(1)
        position = 0
        for one in _ONE.finditer(rest):
            if one.start() != position:
                break
            position = one.end() + (len(rest[one.end() :]) - len(rest[one.end() :].lstrip()))
            yield Expectation(file, target, one.group(1), one.group(2) or "")
        if position < len(rest.rstrip()):
            raise ValueError(f"{file}:{number}: cannot be read: {rest}")


def write(files: dict[str, str], folder: Path) -> None:
    """Put the files below ``folder``."""
    for name, text in files.items():
        target = folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, "utf-8")


def analysed(case: Case, folder: Path) -> Result:
    """The case's program analysed; rules that fail raise ``AssertionError``."""
    result = run(["."], folder, case.options)
    assert not result.failures, "\n".join(result.failures)
    return result


def differences(case: Case, result: Result) -> list[str]:
    """How the findings differ from those announced: a line for each that is missing or not expected."""
    found = [f for f in result.findings if f.code in case.codes]
    told = []
    for expected in case.expectations:
        fitting = next((finding for finding in found if expected.fits(finding)), None)
        if fitting is None:
            told.append(f'missing: {expected.file}:{expected.line} {expected.code} "{expected.text}"')
        else:
            found.remove(fitting)
    told += [f"not expected: {f.place} {f.code} {f.message}" for f in found]
    return told


def wrong_facts(case: Case, result: Result) -> list[str]:
    """How the facts differ from those announced."""
    document = facts_report.document(result.facts, "0", session.describe)
    by_name: dict[str, dict[str, Any]] = {}
    for function in document["functions"]:
        by_name.setdefault(function["function"], function)
        by_name[f"{function['file']}:{function['function']}"] = function
    told = []
    for block in case.of("facts"):
        for name, wanted in _announced_facts(block):
            if name not in by_name:
                told.append(f"{name}: no such function")
            else:
                told += [f"{name}{path}: {text}" for path, text in _lacks(by_name[name], wanted, "")]
    return told


def _announced_facts(block: Block) -> Iterator[tuple[str, dict[str, Any]]]:
    if block.text.lstrip().startswith("{"):
        yield from json.loads(block.text).items()
        return
    for line in block.text.splitlines():
        if line.strip():
            name, separator, rest = line.partition(": ")
            if not separator:
                raise ValueError(f"facts: cannot be read: {line}")
            pairs = (pair.partition("=") for pair in rest.split(","))
            yield name.strip(), {key.strip(): _value(value.strip()) for key, _, value in pairs}


def _value(text: str) -> Any:
    try:
        return json.loads(text)
    except json.JSONDecodeError:
        return text


def _lacks(found: Any, wanted: Any, path: str) -> Iterator[tuple[str, str]]:
    if isinstance(wanted, dict) and isinstance(found, dict):
        for key, value in wanted.items():
            if key not in found:
                yield path, f"has no {key}"
            else:
                yield from _lacks(found[key], value, f"{path}.{key}")
    elif isinstance(wanted, list) and isinstance(found, list) and len(wanted) == len(found):
        for index, (one, other) in enumerate(zip(found, wanted, strict=True)):
            yield from _lacks(one, other, f"{path}[{index}]")
    elif found != wanted or isinstance(found, bool) != isinstance(wanted, bool):
        yield path, f"is {found!r}, not {wanted!r}"


def fixed(case: Case, folder: Path, words: str) -> tuple[str, dict[str, str]]:
    """The diff of fixing (``words``: ``unsafe``, ``signatures``), and the texts of the files after it."""
    chosen = words.split()
    options = dataclasses.replace(case.options, input_signatures="signatures" in chosen)
    done = fix(["."], folder, options, unsafe="unsafe" in chosen, accept=lambda f, _: f.code in case.codes)
    assert done.stable, "fixing does not come to an end"
    texts = dict(case.files)
    pieces = []
    for file, source in sorted(done.after.items()):
        old = done.before[file]
        texts[file] = source.text
        pieces.append(unified(file, old.encode(old.text), source.encode(source.text)).decode())
    return "".join(pieces), texts


def update(case: Case, block: Block, text: str) -> None:
    """Replace the text of one block of a case in its Markdown file."""
    # Other blocks of the file may have been replaced since it was read: its lines are those of now.
    now = next(other for other in cases_in(case.path) if other.title == case.title)
    current = now.blocks[case.blocks.index(block)]
    content = case.path.read_text("utf-8").splitlines(keepends=True)
    first = current.line - 1
    content[first : first + len(current.text.splitlines())] = [text]
    case.path.write_text("".join(content), "utf-8")
