"""Where a new import goes, and how one that nobody needs any more is taken out."""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Sequence

from ..model.findings import Edit
from .names import imported
from .syntax import Syntax, comments, logical_line_end

# Imports beside which ``import tensorflow`` belongs; they tell third-party imports from the program's own.
# fmt: off
_COMPANIONS = frozenset((
    "absl", "cv2", "gym", "gymnasium", "h5py", "jax", "keras", "matplotlib", "numpy", "pandas", "PIL", "scipy",
    "seaborn", "skimage", "sklearn", "tensorflow_addons", "tensorflow_datasets", "tensorflow_probability", "tf_keras",
    "torch", "tqdm",
))
# fmt: on
_ENCODING = re.compile(r"^[ \t\f]*#.*?coding[:=][ \t]*[-\w.]+")


def insertion(syntax: Syntax, statement: str, before: ast.stmt) -> Edit | None:
    """The edit that adds ``statement`` as a line of the module body that runs before ``before``.

    ``statement`` imports TensorFlow or a module of the standard library. It goes beside the imports that stand above
    ``before`` (the last group of them), else under ``__future__`` imports, the docstring and the comments at the head
    of the file.
    """
    body = syntax.tree.body
    top = next((node for node in (before, *syntax.ancestors(before)) if syntax.parents[node] is syntax.tree), before)
    above = body[: next(index for index, statement in enumerate(body) if statement is top)]
    imports = [s for s in above if isinstance(s, (ast.Import, ast.ImportFrom)) and not _is_future(s)]
    group = _last_run(above, imports)
    newline = syntax.source.newline()
    absolute = [s for s in group if not (isinstance(s, ast.ImportFrom) and s.level)]
    foreign = [s for s in absolute if _top_name(s) not in sys.stdlib_module_names]
    if group and statement.split()[1] in sys.stdlib_module_names:
        return _among_standard(syntax, [s for s in absolute if s not in foreign], group[0], statement)
    known = [s for s in foreign if _top_name(s) in _COMPANIONS]
    if known or foreign:
        near = known or foreign
        smaller = [s for s in near if _top_name(s).lower() <= "tensorflow"]
        if smaller:
            return _after(syntax, smaller[-1], statement + newline)
        return _before(syntax, near[0], statement + newline)
    if absolute:
        return _after(syntax, absolute[-1], newline + statement + newline)
    if group:
        return _before(syntax, group[0], statement + newline + newline)
    head = [s for i, s in enumerate(above) if _is_future(s) or (i == 0 and _is_docstring(s))]
    if head:
        return _after(syntax, head[-1], newline + statement + newline)
    return _at_head(syntax, body[0], statement + newline + newline)


def _among_standard(
    syntax: Syntax, standard: Sequence[ast.Import | ast.ImportFrom], first: ast.stmt, statement: str
) -> Edit | None:
    """``statement`` in the order of the plain imports of the standard library, else above the ``first`` import."""
    newline = syntax.source.newline()
    smaller = [s for s in standard if isinstance(s, ast.Import) and _top_name(s) <= statement.split()[1]]
    if smaller:
        return _after(syntax, smaller[-1], statement + newline)
    return _before(syntax, first, statement + newline * (1 if standard else 2))


def removal(syntax: Syntax, name: str) -> tuple[Edit, ...]:
    """The edits that take the only binding of ``name`` out of a plain import of the module body; none if it must stay.

    The import stays where it shares its line, where a comment hangs on it, or where it is not the only one of the name.
    """
    found = [statement for statement in syntax.imports if name in (bound for bound, _ in imported(statement))]
    if len(found) != 1 or syntax.parents[found[0]] is not syntax.tree or len(syntax.tree.body) < 2:
        return ()
    statement = found[0]
    if comments(syntax.source, syntax.start(statement), (_line_after(syntax, statement) or 1, 1)):
        return ()
    if len(statement.names) == 1:
        return _whole(syntax, statement)
    index = next(i for i, alias in enumerate(statement.names) if (alias.asname or alias.name.split(".")[0]) == name)
    alias = statement.names[index]
    if index:
        return (Edit(syntax.end(statement.names[index - 1]), syntax.end(alias), ""),)
    return (Edit(syntax.start(alias), syntax.start(statement.names[1]), ""),)


def _whole(syntax: Syntax, statement: ast.stmt) -> tuple[Edit, ...]:
    after = _line_after(syntax, statement)
    if after is None or not _alone(syntax, statement):
        return ()
    return (Edit((statement.lineno, 1), (after, 1), ""),)


def _alone(syntax: Syntax, statement: ast.stmt) -> bool:
    """No other statement shares a physical line with ``statement``."""
    after = _line_after(syntax, statement) or statement.lineno + 1
    lines = range(statement.lineno, after)
    return not any(
        other is not statement and (other.lineno in lines or other.end_lineno in lines) for other in syntax.tree.body
    )


def _line_after(syntax: Syntax, statement: ast.stmt) -> int | None:
    last = logical_line_end(syntax.source, syntax.end(statement))
    return None if last is None else last + 1


def _after(syntax: Syntax, statement: ast.stmt, text: str) -> Edit | None:
    line = _line_after(syntax, statement)
    return None if line is None else _at(line, text)


def _before(syntax: Syntax, statement: ast.stmt, text: str) -> Edit | None:
    if syntax.start(statement) != (statement.lineno, 1):
        return None
    return _at(statement.lineno, text)


def _at_head(syntax: Syntax, first: ast.stmt, text: str) -> Edit:
    """Under the comments that open the file, if a blank line ends them; else under a shebang and encoding line."""
    limit = min([first.lineno, *(d.lineno for d in getattr(first, "decorator_list", []))])
    lines = syntax.source.lines[: limit - 1]
    opening = next((i for i, line in enumerate(lines) if not line.startswith("#")), len(lines))
    if 0 < opening < len(lines) and not lines[opening].strip():
        return _at(opening + 2, text)
    special = [i for i, line in enumerate(lines[:2], 1) if line.startswith("#!") or _ENCODING.match(line)]
    return _at(special[-1] + 1 if special else 1, text)


def _at(line: int, text: str) -> Edit:
    return Edit((line, 1), (line, 1), text)


def _last_run(above: list[ast.stmt], imports: list[ast.Import | ast.ImportFrom]) -> list[ast.Import | ast.ImportFrom]:
    """The last imports that no other statement separates (what stands between may prepare for them)."""
    run: list[ast.Import | ast.ImportFrom] = []
    for statement in reversed(above):
        if isinstance(statement, (ast.Import, ast.ImportFrom)) and statement in imports:
            run.append(statement)
        elif run:
            break
    return run[::-1]


def _is_future(statement: ast.stmt) -> bool:
    return isinstance(statement, ast.ImportFrom) and statement.module == "__future__" and not statement.level


def _is_docstring(statement: ast.stmt) -> bool:
    return (
        isinstance(statement, ast.Expr)
        and isinstance(statement.value, ast.Constant)
        and isinstance(statement.value.value, str)
    )


def _top_name(statement: ast.Import | ast.ImportFrom) -> str:
    name = statement.names[0].name if isinstance(statement, ast.Import) else statement.module or ""
    return name.partition(".")[0]
