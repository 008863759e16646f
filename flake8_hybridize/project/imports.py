"""A quick scan of a text for import statements, without parsing it.

The scan errs on the side of finding too much: an import statement inside a string is reported too. So its result may
say that a module *can* touch another, and proves that it can't; the trees say what is really imported.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

#: Top-level names, and beginnings of such names, of TensorFlow and of what is built into or onto it by name.
TENSORFLOW_NAMES = ("tensorflow", "keras", "tf_keras")

_STATEMENT = re.compile(
    r"""[ \t\f]*(?:
        from\b[ \t\f]*(?P<dots>\.[. \t\f]*)?(?P<module>[\w.]*)[ \t\f]*\bimport\b[ \t\f]*
            (?P<names>\((?:[^)\#]|\#[^\n]*)*\)|[^\n;\#]*)
        |import\b[ \t\f]+(?P<modules>[^\n;\#]+)
    )""",
    re.VERBOSE,
)
_COMMENT = re.compile(r"#[^\n]*")
_CONTINUATION = re.compile(r"\\\r?\n")
_TENSORFLOW_STRING = re.compile(
    r"""(?:(?:import_module|__import__|importorskip)\(\s*|LazyLoader\(.{0,80}?)["'](?:tensorflow|keras|tf_keras)[\w.]*["']""",
    re.DOTALL,
)
_TENSORFLOW_QUOTED = tuple(quote + name for quote in "\"'" for name in TENSORFLOW_NAMES)


@dataclass(frozen=True, slots=True)
class ImportedName:
    """``import module`` (``names`` is empty) or ``from <level dots>module import names``."""

    module: str
    level: int = 0
    names: tuple[str, ...] = ()

    @property
    def top(self) -> str:
        return self.module.partition(".")[0]


@dataclass(frozen=True, slots=True)
class Scan:
    """What the scan of one text found.

    ``names_tensorflow``: a call imports a module of TensorFlow by name, as ``import_module("tensorflow")`` does.
    ``changes_path``: ``sys.path`` occurs. ``is_script``: there is an ``if __name__ …`` at the beginning of a line.
    """

    imports: tuple[ImportedName, ...]
    names_tensorflow: bool
    changes_path: bool
    is_script: bool


def is_tensorflow(top: str) -> bool:
    """Whether a top-level name is TensorFlow, Keras or by its name belongs to them (``tensorflow_probability``)."""
    return top.startswith(TENSORFLOW_NAMES)


def scan(text: str) -> Scan:
    """Find the imports of a module's text, those inside functions and branches included."""
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    if "\\\n" in text:
        text = _CONTINUATION.sub(" ", text)
    mentioned = any(quoted in text for quoted in _TENSORFLOW_QUOTED)
    return Scan(
        imports=_imports(text),
        names_tensorflow=mentioned and _TENSORFLOW_STRING.search(text) is not None,
        changes_path="sys.path" in text,
        is_script="\nif __name__" in text,
    )


def _imports(text: str) -> tuple[ImportedName, ...]:
    found: dict[ImportedName, None] = {}
    at = text.find("import")
    while at >= 0:
        start = text.rfind("\n", 0, at) + 1
        end = text.find("\n", at)
        end = len(text) if end < 0 else end
        position = start
        while True:
            match = _STATEMENT.match(text, position)
            if match is not None:
                found.update(dict.fromkeys(_names(match)))
                end = max(end, match.end())
            following = _next_statement(text, max(position, match.end() if match else position), end)
            if following < 0:
                break
            position = following
        at = text.find("import", end)
    return tuple(found)


def _next_statement(text: str, start: int, end: int) -> int:
    """Where another statement may begin on the same line, after ``;`` or ``:``; -1 if nowhere."""
    places = [place for place in (text.find(";", start, end), text.find(":", start, end)) if place >= 0]
    if not places or text.find("import", min(places), end) < 0:
        return -1
    return min(places) + 1


def _names(match: re.Match[str]) -> list[ImportedName]:
    modules = match.group("modules")
    if modules is not None:
        return [ImportedName(name) for name in _split(modules) if all(map(str.isidentifier, name.split(".")))]
    module = match.group("module")
    level = (match.group("dots") or "").count(".")
    names = tuple(name for name in _split(match.group("names").strip("()")) if name == "*" or name.isidentifier())
    if not names or not (module or level) or (module and not all(map(str.isidentifier, module.split(".")))):
        return []
    return [ImportedName(module, level, names)]


def _split(names: str) -> list[str]:
    return [words[0] for part in _COMMENT.sub("", names).split(",") if (words := part.split())]
