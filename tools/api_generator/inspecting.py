"""Kinds, signatures and members of live objects."""

from __future__ import annotations

import inspect
import types
from collections.abc import Callable, Iterator
from typing import Any

from .returns import coarse_result
from .table import Row

SPECIAL = frozenset(
    [
        "__call__",
        "__getitem__",
        "__setitem__",
        "__delitem__",
        "__len__",
        "__iter__",
        "__next__",
        "__enter__",
        "__exit__",
        "__contains__",
        "__bool__",
        "__iadd__",
        "__isub__",
        "__imul__",
        "__itruediv__",
        "__ifloordiv__",
        "__imod__",
        "__ipow__",
        "__imatmul__",
        "__ilshift__",
        "__irshift__",
        "__ior__",
        "__iand__",
        "__ixor__",
    ]
)


def parameters_of(function: Any) -> list[str] | None:
    """Names of the parameters, variadic ones with their stars, a bare star before keyword-only ones."""
    try:
        signature = inspect.signature(function)
    except (ValueError, TypeError):
        return None
    names: list[str] = []
    starred = False
    for parameter in signature.parameters.values():
        if parameter.kind is parameter.VAR_POSITIONAL:
            names.append("*" + parameter.name)
            starred = True
        elif parameter.kind is parameter.VAR_KEYWORD:
            names.append("**" + parameter.name)
        else:
            if parameter.kind is parameter.KEYWORD_ONLY and not starred:
                names.append("*")
                starred = True
            names.append(parameter.name)
    return names


def constructor_parameters(cls: type) -> list[str] | None:
    """Parameters of ``cls(...)``: of ``__init__``, or of ``__new__`` where only that is written; without ``self``."""
    initializer: Any = inspect.getattr_static(cls, "__init__")
    maker: Any = inspect.getattr_static(cls, "__new__")
    if isinstance(initializer, types.FunctionType):
        return _without_receiver(parameters_of(initializer))
    maker = getattr(maker, "__func__", maker)
    if isinstance(maker, types.FunctionType):
        return _without_receiver(parameters_of(maker))
    plain = vars(object)
    if initializer is plain["__init__"] and maker is plain["__new__"]:
        return []
    return parameters_of(cls)


def _without_receiver(names: list[str] | None) -> list[str] | None:
    if names and not names[0].startswith("*"):
        return names[1:]
    return names


def row_of(value: Any) -> Row:
    """The row of a public object; members of classes are added by :func:`members_of`."""
    if isinstance(value, types.ModuleType):
        return Row("module")
    if isinstance(value, type):
        return Row("class", constructor_parameters(value))
    if callable(value):
        return Row("function", parameters_of(value), coarse_result(inspect.getdoc(value)))
    return Row("constant")


def member_names(cls: type) -> Iterator[str]:
    """Public attributes of ``cls`` and the special methods that matter."""
    for name in sorted(dir(cls)):
        if name in SPECIAL or not name.startswith("_"):
            yield name


def members_of(cls: type, canonical: Callable[[type], str | None]) -> dict[str, Row]:
    """Members that ``cls`` defines itself or takes from ancestors without a public name.

    What a public ancestor gives already is left to that one.
    """
    result: dict[str, Row] = {}
    ancestors = [base for base in cls.__mro__[1:] if canonical(base) is not None]
    for name in member_names(cls):
        owner = next((base for base in cls.__mro__ if name in vars(base)), None)
        if owner is None or owner is object:
            continue
        inherited = next((base for base in ancestors if any(name in vars(up) for up in base.__mro__[:-1])), None)
        if inherited is not None:
            known = next(up for up in inherited.__mro__ if name in vars(up))
            if known is owner:
                continue
        row = member_row(vars(owner)[name])
        if row is not None:
            result[name] = row
    return result


def member_row(raw: Any) -> Row | None:
    """The row of what stands in a class's namespace; ``None`` for what is not worth a row."""
    if raw is None:
        return Row("constant")
    if isinstance(raw, staticmethod):
        return Row("staticmethod", parameters_of(raw.__func__), coarse_result(inspect.getdoc(raw.__func__)))
    if isinstance(raw, classmethod):
        names = parameters_of(raw.__func__)
        return Row("classmethod", _without_receiver(names), coarse_result(inspect.getdoc(raw.__func__)))
    if isinstance(raw, type):
        return Row("constant")
    if isinstance(raw, property) or inspect.isgetsetdescriptor(raw) or inspect.ismemberdescriptor(raw):
        return Row("property")
    if callable(raw):
        names = parameters_of(raw)
        return Row("method", _without_receiver(names), coarse_result(inspect.getdoc(raw)))
    if hasattr(raw, "__get__"):
        return Row("property")
    return Row("constant")
