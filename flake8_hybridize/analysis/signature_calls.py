"""An existing ``input_signature`` against the function and the calls of the program.

Observed with TensorFlow 2.21: tensors must have the dtype and fit the shape of their spec; Python numbers, lists and
NumPy arrays are converted, but a Python float not to an integer (that of an array is cut off without a word); what the
signature leaves out keeps its default; ``None`` and text never fit a number. A signature must cover
every parameter without a default and no more than there are.
"""

from __future__ import annotations

from astroid import nodes

from ..model.values import NONE, Array, Const, DType, Tensor, Value, atoms
from . import hazards, hybrids
from .iteration import elements_of
from .objects import FunctionValue, TFFunction
from .state import Arguments, Frame, FunctionInfo

_FLOATS = frozenset({"float16", "float32", "float64"})
_INTEGERS = frozenset({"int8", "int16", "int32", "int64", "uint8", "uint16", "uint32", "uint64"})
_NUMBERS = (int, float, bool)


def made(frame: Frame, node: nodes.NodeNG, hybrid: TFFunction, signature: Value) -> None:
    """A function is compiled with ``signature``: as many specs as parameters, and which dimensions they leave open."""
    specs, rest = elements_of(frame, node, signature, "for")
    functions = hybrids.functions_of(hybrid.target)
    if rest is not None or len(functions) != 1:
        return
    info = functions[0].info
    names = _parameters(info)
    required = [n for n in names if n not in functions[0].defaults]
    words = {"specs": str(len(specs)), "parameters": str(len(names)), "function": info.qualified_name}
    if len(specs) > len(names) and not info.vararg:
        hazards.report(frame, "signature-arity", node, "many", words=words)
    elif len(specs) < len(required):
        hazards.report(frame, "signature-arity", node, "few", words=words)
    open_dims: dict[str, frozenset[int]] = {}
    for name, spec in zip(names, specs, strict=False):
        expected = hybrids.from_spec(frame, node, spec, NONE)
        if isinstance(expected, Tensor) and expected.shape is not None and None in expected.shape:
            open_dims[name] = frozenset(i for i, d in enumerate(expected.shape) if d is None)
    info.open_dims = open_dims
    info.specified = frozenset(names[: len(specs)])


def _parameters(info: FunctionInfo) -> tuple[str, ...]:
    bound = info.is_method and not info.is_static
    return info.positional[1:] if bound else info.positional


def called(
    frame: Frame,
    node: nodes.NodeNG,
    hybrid: TFFunction,
    signature: Value,
    arguments: Arguments,
    receiver: Value | None,
) -> None:
    """A function with ``signature`` is called: report the first argument that does not fit."""
    specs, rest = elements_of(frame, node, signature, "for")
    functions = hybrids.functions_of(hybrid.target)
    if rest is not None or arguments.rest is not None or len(functions) != 1:
        return
    info = functions[0].info
    if receiver is None and isinstance(hybrid.target, FunctionValue) and info.is_method and not info.is_static:
        return
    names = _parameters(info)
    if len(arguments.positional) > len(names) and not info.vararg:
        hazards.report(frame, "signature-mismatch", node, info.qualified_name, blocks=False, what="too many arguments")
        return
    given = [(n, v) for n, v in zip(names, arguments.positional, strict=False)]
    given += [(n, v) for n, v in arguments.keywords if n in names]
    for name, value in given:
        index = names.index(name)
        if index >= len(specs):
            default = functions[0].defaults.get(name)
            if default is not None and _differs(default.value, value):
                words = {"parameter": name, "what": "the signature has no spec for it, so only its default fits"}
                hazards.report(frame, "signature-mismatch", node, info.qualified_name, blocks=False, words=words)
                return
            continue
        expected = hybrids.from_spec(frame, node, specs[index], NONE)
        reasons = [_misfit(atom, expected) for atom in atoms(value)] if isinstance(expected, Tensor) else []
        if reasons and all(reasons):
            words = {"parameter": name, "what": reasons[0], "array": "yes" if " array is given" in reasons[0] else ""}
            hazards.report(frame, "signature-mismatch", node, info.qualified_name, blocks=False, words=words)
            return


def _differs(default: Value, value: Value) -> bool:
    """Another value than the default is given, for sure."""
    if type(default) is not Const or type(value) is not Const:
        return isinstance(value, Tensor) and type(default) is Const
    return bool(default.value != value.value)


def _misfit(value: Value, spec: Tensor) -> str:
    """Why ``value`` does not fit ``spec``; ``""`` if it may."""
    shown = f"the signature asks for {spec.dtype or 'a tensor'}"
    if value is NONE:
        return f"None is given, {shown}"
    if isinstance(value, Const):
        return _constant_misfit(value.value, spec, shown)
    if isinstance(value, Tensor) and value.kind in ("tensor", "variable") and spec.kind == "tensor":
        if value.dtype and spec.dtype and value.dtype != spec.dtype:
            return f"{value.dtype} is given, {shown}"
        if value.shape is not None and spec.shape is not None and not _fits(value.shape, spec.shape):
            return f"shape {_text(value.shape)} is given, the signature asks for {_text(spec.shape)}"
    if isinstance(value, Array) and value.dtype in _FLOATS and spec.dtype is not None and spec.dtype in _INTEGERS:
        return f"a {value.dtype} array is given, {shown}"
    return "a data type is given, " + shown if isinstance(value, DType) else ""


def _constant_misfit(value: object, spec: Tensor, shown: str) -> str:
    if isinstance(value, str) and spec.dtype not in (None, "string"):
        return f"text is given, {shown}"
    if not isinstance(value, _NUMBERS):
        return ""
    if spec.dtype == "string":
        return f"a number is given, {shown}"
    if isinstance(value, float) and spec.dtype is not None and spec.dtype.startswith(("int", "uint")):
        return f"a float is given, {shown}"
    return f"a number is given, the signature asks for shape {_text(spec.shape)}" if spec.shape else ""


def _fits(shape: tuple[int | None, ...], spec: tuple[int | None, ...]) -> bool:
    return len(shape) == len(spec) and all(a is None or b is None or a == b for a, b in zip(shape, spec, strict=True))


def _text(shape: tuple[int | None, ...]) -> str:
    return f"({', '.join(map(str, shape))}{',' if len(shape) == 1 else ''})"
