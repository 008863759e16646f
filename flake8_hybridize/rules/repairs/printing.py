"""``print`` in traced code as ``tf.print``.

``tf.print`` writes to the standard error stream unless told otherwise, formats tensors without a wrapper around them
(``0.25``, not ``tf.Tensor(0.25, shape=(), dtype=float32)``), and puts strings, tensors and Python values in a line as
``print`` does. Of f-strings the parts that are tensors become arguments: ``{x}`` as it is, ``{x:.3f}`` by
``tf.strings.as_string``, which gives the same digits.
"""

from __future__ import annotations

import ast
import itertools
import re
from dataclasses import dataclass

from ...model.facts import Hazard
from ...model.findings import Edit, Fix
from ...model.places import Place
from ..syntax import comments
from .spot import Spot, unsafe

_PRECISION = re.compile(r"\.(\d+)f")


def print_call(spot: Spot) -> Fix | None:
    """``print(...)`` to ``tf.print(..., output_stream=sys.stdout)``."""
    call = spot.call()
    return None if call is None or spot.hazard.detail("name") != "builtins.print" else _printed(spot, call)


def text_in_print(spot: Spot) -> Fix | None:
    """A tensor in an f-string that is given to ``tf.print``: an argument of its own."""
    # Since Python 3.12 the parts of an f-string have places of their own.
    part = spot.node(ast.JoinedStr, ast.FormattedValue)
    joined = spot.syntax.parents[part] if isinstance(part, ast.FormattedValue) else part
    call = None if joined is None else spot.syntax.parents[joined]
    if not isinstance(call, ast.Call) or joined not in call.args:
        return None
    tf = spot.tensorflow(call)
    if tf is None or spot.text(call.func) != f"{tf}.print":
        return None
    if comments(spot.syntax.source, spot.syntax.start(call), spot.syntax.end(call)):
        return None
    arguments = _arguments(spot, call, tf)
    if arguments is None or arguments[0] == [spot.text(a) for a in call.args]:
        return None
    texts, separator = arguments
    named = [*([f"sep={separator}"] if separator else []), *(spot.text(keyword) for keyword in call.keywords)]
    return unsafe(
        "Give tensors to tf.print() as they are", spot.replace(call, f"{tf}.print({', '.join([*texts, *named])})")
    )


def _printed(spot: Spot, call: ast.Call) -> Fix | None:
    tf = spot.tensorflow(call)
    if tf is None:
        return None
    keywords = _keywords(spot, call)
    arguments = _arguments(spot, call, tf)
    if keywords is None or arguments is None:
        return None
    texts, separator = arguments
    named, edits = keywords
    if separator is not None and not any(text.startswith("sep=") for text in named):
        named.insert(0, f"sep={separator}")
    text = f"{tf}.print({', '.join([*texts, *named])})"
    if call.lineno != call.end_lineno and arguments[1] is None and arguments[0] == [spot.text(a) for a in call.args]:
        # The layout over several lines stays: only the name and the stream change.
        return _in_place(spot, call, tf, named, edits)
    if comments(spot.syntax.source, spot.syntax.start(call), spot.syntax.end(call)):
        return None
    return unsafe("Print with tf.print()", spot.replace(call, text), *edits)


def _keywords(spot: Spot, call: ast.Call) -> tuple[list[str], tuple[Edit, ...]] | None:
    """The keyword arguments of ``tf.print``, and the edits that import what they need."""
    texts: list[str] = []
    stream = None
    for keyword in call.keywords:
        if (
            keyword.arg in ("sep", "end")
            and isinstance(keyword.value, ast.Constant)
            and keyword.value.value is not None
        ):
            texts.append(spot.text(keyword))
        elif keyword.arg == "file" and spot.text(keyword.value) in ("sys.stdout", "sys.stderr"):
            stream = spot.text(keyword.value)
        elif keyword.arg != "flush" or not isinstance(keyword.value, ast.Constant):
            return None
    if stream == "sys.stderr":
        return texts, ()
    edits = spot.module("sys", call)
    return None if edits is None else ([*texts, "output_stream=sys.stdout"], edits)


def _in_place(spot: Spot, call: ast.Call, tf: str, named: list[str], edits: tuple[Edit, ...]) -> Fix | None:
    if call.keywords or not call.args or any(isinstance(a, (ast.JoinedStr, ast.Starred)) for a in call.args):
        return None
    end = spot.syntax.end(call.args[-1])
    rest = spot.syntax.source.line(end[0])[end[1] - 1 :].lstrip()
    if rest and rest[0] not in ",)#":
        return None
    added = Edit(end, end, f", {', '.join(named)}")
    return unsafe("Print with tf.print()", spot.replace(call.func, f"{tf}.print"), *([added] if named else []), *edits)


def _arguments(spot: Spot, call: ast.Call, tf: str) -> tuple[list[str], str | None] | None:
    """The positional arguments of ``tf.print``, and the separator that they need (``None``: a blank, as usual)."""
    if not any(isinstance(argument, ast.JoinedStr) and _tensors(spot, argument) for argument in call.args):
        # Text that is made of a tensor some other way cannot be taken apart.
        if any(_holds_text_of_tensor(spot, argument) for argument in call.args):
            return None
        return [_shown(spot, argument) for argument in call.args], None
    if any(keyword.arg == "sep" for keyword in call.keywords):
        return None
    pieces: list[_Piece] = []
    for index, argument in enumerate(call.args):
        if index:
            pieces.append(_Piece(text=" "))
        if isinstance(argument, ast.JoinedStr):
            parts = _parts(spot, argument)
            if parts is None:
                return None
            pieces += parts
        elif isinstance(argument, ast.Constant) and isinstance(argument.value, str):
            pieces.append(_Piece(text=argument.value))
        elif isinstance(argument, ast.Starred) or _holds_text_of_tensor(spot, argument):
            return None
        else:
            pieces.append(_Piece(value=_shown(spot, argument)))
    merged = _merged(pieces)
    if not any(piece.precision for piece in merged):
        return _joined(merged)
    # A tensor of text is quoted, unless it is all that is printed.
    if not all(piece.is_text or piece.is_tensor for piece in merged):
        return None
    strings = [piece.string(tf) for piece in merged]
    return [strings[0] if len(strings) == 1 else f"{tf}.strings.join([{', '.join(strings)}])"], None


def _shown(spot: Spot, argument: ast.expr) -> str:
    """The source of an argument; ``tf.print`` shows shapes and dtypes in another way than ``print``."""
    text = spot.text(argument)
    return f"str({text})" if isinstance(argument, ast.Attribute) and argument.attr in ("shape", "dtype") else text


@dataclass(frozen=True, slots=True)
class _Piece:
    """Literal ``text``, or the source of an expression: of a tensor, of text, or of anything."""

    text: str = ""
    value: str = ""
    is_tensor: bool = False
    is_python_text: bool = False
    precision: str = ""

    @property
    def is_text(self) -> bool:
        return not self.value or self.is_python_text

    @property
    def source(self) -> str:
        """As an argument of ``tf.print``."""
        return self.value or _quoted(self.text)

    def string(self, tf: str) -> str:
        """As an expression of text, or of a tensor of text."""
        if self.precision:
            return f"{tf}.strings.as_string({self.value}, precision={self.precision})"
        return f'{tf}.strings.format("{{}}", {self.value})' if self.is_tensor else self.source


def _parts(spot: Spot, joined: ast.JoinedStr) -> list[_Piece] | None:
    tensors = _tensors(spot, joined)
    parts: list[_Piece] = []
    for value in joined.values:
        if isinstance(value, ast.Constant):
            parts.append(_Piece(text=str(value.value)))
            continue
        assert isinstance(value, ast.FormattedValue)
        text = ast.unparse(value.value)
        if text not in tensors:
            alone = ast.unparse(ast.JoinedStr([value]))
            whole = alone if '"' in alone else f'f"{alone[2:-1]}"'
            parts.append(_Piece(value=whole, is_python_text=True))
        elif value.conversion != -1:
            return None
        elif value.format_spec is None:
            parts.append(_Piece(value=text, is_tensor=True))
        else:
            precision = _PRECISION.fullmatch(_constant(value.format_spec))
            if precision is None:
                return None
            parts.append(_Piece(value=text, is_tensor=True, precision=precision.group(1)))
    return parts


def _merged(pieces: list[_Piece]) -> list[_Piece]:
    """Without empty text, and adjoining text as one."""
    merged: list[_Piece] = []
    for piece in pieces:
        if piece.value:
            merged.append(piece)
        elif piece.text and merged and not merged[-1].value:
            merged[-1] = _Piece(text=merged[-1].text + piece.text)
        elif piece.text:
            merged.append(piece)
    return merged


def _joined(pieces: list[_Piece]) -> tuple[list[str], str | None]:
    """Arguments out of pieces that follow each other without anything between them."""
    if not _is_spaced(pieces):
        return [piece.source for piece in pieces], '""'
    last = len(pieces) - 1
    words = [
        piece.value or piece.text[bool(index) : len(piece.text) - (index < last)] for index, piece in enumerate(pieces)
    ]
    return [word if piece.value else _quoted(word) for word, piece in zip(words, pieces, strict=True) if word], None


def _is_spaced(pieces: list[_Piece]) -> bool:
    """Between any two pieces is a blank, which belongs to the text on one side of it."""
    if any(one.value and other.value for one, other in itertools.pairwise(pieces)):
        return False
    last = len(pieces) - 1
    for index, piece in enumerate(pieces):
        inner = piece.text
        if piece.value or (inner == " " and 0 < index < last):
            continue
        if index and not inner.startswith(" "):
            return False
        if index < last and not inner[bool(index) :].endswith(" "):
            return False
    return True


def _quoted(text: str) -> str:
    plain = repr(text)
    return f'"{plain[1:-1]}"' if plain[0] == "'" and '"' not in text else plain


def _tensors(spot: Spot, joined: ast.JoinedStr) -> set[str]:
    """The expressions in an f-string that are tensors."""
    found = {h.subject for h in _texts(spot) if _lies_in(spot, h.place, joined)}
    values = (v for v in joined.values if isinstance(v, ast.FormattedValue))
    return {ast.unparse(v.value) for v in values if ast.unparse(v.value) in found}


def _holds_text_of_tensor(spot: Spot, node: ast.expr) -> bool:
    return any(_lies_in(spot, hazard.place, node) for hazard in _texts(spot))


def _texts(spot: Spot) -> list[Hazard]:
    every = spot.function.hazards if spot.function is not None else ()
    return [hazard for hazard in every if hazard.kind == "str-of-tensor"]


def _lies_in(spot: Spot, place: Place, node: ast.expr) -> bool:
    start, end = spot.syntax.start(node), spot.syntax.end(node)
    return start <= (place.line, place.column) and (place.end_line, place.end_column) <= end


def _constant(spec: ast.expr) -> str:
    values = spec.values if isinstance(spec, ast.JoinedStr) else []
    return "".join(str(v.value) if isinstance(v, ast.Constant) else "\0" for v in values)
