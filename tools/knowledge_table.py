"""Write ``docs/ops.md``: for which public functions of TensorFlow, Keras and NumPy the knowledge has rules.

A rule is *complete* if it tells dtype and shape of the result for all known arguments, *partial* if it answers
``unknown`` for some of them (*dense*: for ragged and sparse tensors alone): the table gives the reasons, read off the
rule and the functions of the knowledge that it calls. *Kind only*: no rule, but it is known that the result is a
tensor (an array, a dataset, nothing).

    python -m tools.knowledge_table            writes the file
    python -m tools.knowledge_table --check    exit 1 if the file is stale
"""

from __future__ import annotations

import argparse
import ast
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import CodeType, FunctionType
from typing import Any

from flake8_hybridize import knowledge
from flake8_hybridize.knowledge import tables
from flake8_hybridize.knowledge.rules import collect

TARGET = Path(__file__).parent.parent / "docs" / "ops.md"
PACKAGE = "flake8_hybridize.knowledge."
SHORT = {"tensorflow": "tf", "keras": "keras", "numpy": "np"}
# Values that are not computed but made by the framework, and what is no function of tensors.
SKIPPED = (
    "tensorflow.compat.",
    "tensorflow.raw_ops.",
    "tensorflow.experimental.",
    "tensorflow.lite.",
    "tensorflow.tpu.",
    "tensorflow.profiler.",
    "tensorflow.sysconfig.",
    "tensorflow.mlir.",
    "tensorflow.xla.",
    "tensorflow.autodiff.",
    "tensorflow.config.",
    "numpy.testing.",
    "numpy.ctypeslib.",
    "numpy.f2py.",
    "numpy.distutils.",
    "numpy.polynomial.",
    "numpy.lib.",
    "numpy.ma.",
    "numpy.typing.",
    "numpy.emath.",
    "numpy.char.",
    "numpy.strings.",
    "numpy.rec.",
    "numpy.core.",
    "keras.applications.",
    "keras.datasets.",
    "keras.wrappers.",
    "keras.visualization.",
    "keras.distribution.",
)
STATES = ("complete", "dense", "partial", "kind only", "none")


@dataclass(frozen=True, slots=True)
class Line:
    """One public function: its canonical name, the state of its rule, and where the rule gives up."""

    name: str
    state: str
    reasons: tuple[str, ...] = ()


def lines() -> list[Line]:
    """All public functions, and the layers of Keras, by name."""
    rules: dict[str, Callable[..., Any]] = collect("RULES")[0]
    found = []
    for library in SHORT:
        for name, text in sorted(tables.table(library).records.items()):
            if name.startswith(SKIPPED) or "._" in name:
                continue
            kind = text.split("\t")[1]
            layer = kind == "c" and knowledge.is_subclass(name, "keras.layers.Layer")
            if kind == "f" or (layer and name.startswith("keras.layers.")):
                found.append(_line(name, rules, is_layer=layer))
    return found


def _line(name: str, rules: dict[str, Callable[..., Any]], *, is_layer: bool) -> Line:
    if is_layer:
        return _layer(name, rules)
    rule = rules.get(name)
    if rule is None:
        return Line(name, "kind only" if knowledge.returns(name) else "none")
    why = tuple(dict.fromkeys(reasons(rule)))
    if all("ragged" in reason or "sparse" in reason for reason in why):
        return Line(name, "dense" if why else "complete")
    return Line(name, "partial", why)


def _layer(name: str, rules: dict[str, Callable[..., Any]]) -> Line:
    """Layers are described, not ruled: a description tells the output for all known inputs."""
    from flake8_hybridize.knowledge.keras.calling import described

    own = rules.get(f"{name}.__call__") or rules.get(name)
    if described(name) is not None and name != "keras.layers.Layer":
        return Line(name, "complete")
    return Line(name, "partial" if own is not None else "none")


def reasons(rule: Callable[..., Any]) -> Iterator[str]:
    """The texts of ``unknown(...)`` in a rule and in what it calls of its own module, in the order of the code."""
    seen: dict[FunctionType, None] = {}
    pending = [rule]
    while pending:
        function = pending.pop(0)
        if not isinstance(function, FunctionType) or function in seen:
            continue
        seen[function] = None
        yield from _unknown_texts(function)
        for other in _called(function):
            if other.__module__ == rule.__module__:
                pending.append(other)


def _called(function: FunctionType) -> Iterator[FunctionType]:
    names = [n for code in _codes(function.__code__) for n in code.co_names]
    candidates = [function.__globals__.get(n) for n in names]
    candidates.extend(cell.cell_contents for cell in function.__closure__ or () if _filled(cell))
    for found in candidates:
        if isinstance(found, FunctionType) and found.__module__.startswith(PACKAGE):
            yield found


def _filled(cell: Any) -> bool:
    try:
        return cell.cell_contents is not None
    except ValueError:
        return False


def _codes(code: CodeType) -> Iterator[CodeType]:
    yield code
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            yield from _codes(constant)


def _unknown_texts(function: FunctionType) -> Iterator[str]:
    code = function.__code__
    for definition in _definitions(code.co_filename):
        if definition.lineno != code.co_firstlineno:
            continue
        for node in ast.walk(definition):
            if isinstance(node, ast.Call) and _name_of(node.func) == "unknown":
                yield _text(node.args[0]) if node.args else "unknown"


def _name_of(function: ast.expr) -> str:
    if isinstance(function, ast.Attribute):
        return function.attr
    return function.id if isinstance(function, ast.Name) else ""


@cache
def _definitions(file: str) -> list[ast.FunctionDef | ast.Lambda]:
    tree = ast.parse(Path(file).read_text(encoding="utf-8"))
    return [node for node in ast.walk(tree) if isinstance(node, (ast.FunctionDef, ast.Lambda))]


def _text(node: ast.expr) -> str:
    if isinstance(node, ast.Constant):
        return str(node.value)
    if isinstance(node, ast.JoinedStr):
        parts = [str(p.value) if isinstance(p, ast.Constant) else "" for p in node.values]
        return "".join(parts).strip().removeprefix("of ")
    return "unknown"


def render(found: list[Line]) -> str:
    """The page."""
    out = [
        "# What the analysis knows of operations",
        "",
        "Written by `python -m tools.knowledge_table` from the tables of the knowledge; not by hand.",
        "",
        "- **complete**: dtype and shape of the result follow for all known arguments;",
        "- **dense**: so they do for dense tensors, but not for all ragged or sparse ones;",
        "- **partial**: they follow for most; where they do not, the reason is given;",
        "- **kind only**: it is known what kind of object comes, not its dtype and shape;",
        "- **none**: the result is unknown (what the call does besides may well be known).",
        "",
        f"| library | functions | {' | '.join(STATES)} |",
        f"|---|---|{'---|' * len(STATES)}",
    ]
    for library, short in SHORT.items():
        own = [line for line in found if line.name.startswith(f"{library}.")]
        counts = " | ".join(str(sum(line.state == state for line in own)) for state in STATES)
        out.append(f"| `{short}` | {len(own)} | {counts} |")
    groups: dict[str, list[Line]] = {}
    for line in found:
        groups.setdefault(line.name.rpartition(".")[0], []).append(line)
    for group, members in groups.items():
        out.extend(["", f"## `{_short(group)}`", ""])
        for state in STATES:
            chosen = [line for line in members if line.state == state]
            if not chosen:
                continue
            if state == "partial":
                out.append(f"- {state}:")
                out.extend(f"  - `{_last(line)}`: {'; '.join(line.reasons) or 'some arguments'}" for line in chosen)
            else:
                out.append(f"- {state}: {', '.join(f'`{_last(line)}`' for line in chosen)}")
    return "\n".join(out) + "\n"


def _short(name: str) -> str:
    top, dot, rest = name.partition(".")
    return SHORT.get(top, top) + dot + rest


def _last(line: Line) -> str:
    return line.name.rpartition(".")[2]


def main() -> int:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true", help="exit 1 if the file is stale")
    options = parser.parse_args()
    page = render(lines())
    if options.check:
        return 0 if TARGET.is_file() and TARGET.read_text(encoding="utf-8") == page else 1
    TARGET.parent.mkdir(exist_ok=True)
    TARGET.write_text(page, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
