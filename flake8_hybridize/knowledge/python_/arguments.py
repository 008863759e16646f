"""The command line: what ``argparse`` and ``absl.flags`` make of it.

The arguments of a parser and the flags of ``absl`` are remembered by the name under which the program reads them. Which
of them a user gives is not known: each is its default or anything of its type. After the documentation of Python 3.13
and of absl-py 2.
"""

from __future__ import annotations

from ...model.values import (
    BOOL,
    FLOAT,
    INT,
    NEVER,
    NONE,
    STR,
    Const,
    LibraryObject,
    Symbol,
    Unknown,
    Value,
    atoms,
    join,
    library_object,
    tuple_of,
    union,
    unknown,
    widened,
)
from ..protocol import Call, Rule

_PARSER = "parser"
_ARGUMENT = "argument "
_TYPES: dict[str, Value] = {
    "builtins.str": STR,
    "builtins.int": INT,
    "builtins.float": FLOAT,
    "builtins.bool": BOOL,
}
_NAMESPACE = "argparse.Namespace"
_HOLDER = "absl.flags.FlagHolder"


def _flags() -> Value:
    return library_object("absl.flags.FlagValues")


def _text(value: Value | None) -> str | None:
    return value.value if isinstance(value, Const) and isinstance(value.value, str) else None


def _given(call: Call, name: str) -> Value | None:
    return dict(call.keywords()).get(name)


def _converted(call: Call, kind: Value | None) -> Value:
    """What ``type=kind`` makes of a string."""
    if kind is None:
        return STR
    found = _TYPES.get(kind.name) if isinstance(kind, Symbol) else None
    if found is not None or isinstance(kind, (Symbol, Unknown)):
        return found if found is not None else unknown("argument of the command line")
    return call.invoke(kind, [STR])


def _one_of(call: Call, choices: Value | None) -> Value | None:
    """The constants of a list of choices."""
    items = None if choices is None else call.structure(choices)
    if items is None or items.rest is not None or not all(isinstance(item, Const) for item in items.known):
        return None
    return union(items.known) if items.known else None


def _destination(call: Call) -> tuple[str | None, bool]:
    """The name under which ``add_argument(...)`` stores, and whether it is an option."""
    names = [_text(value) for value in call.positional()]
    own = _text(_given(call, "dest"))
    flags = [name for name in names if name is not None and name.startswith("-")]
    option = bool(flags)
    if own is not None:
        return own, option or not names
    long = next((name for name in flags if name.startswith("--")), flags[0] if flags else None)
    found = long if option else (names[0] if names else None)
    return (None if found is None else found.lstrip("-").replace("-", "_")), option


def _add_argument(call: Call) -> Value:
    name, option = _destination(call)
    if name is None or call.receiver is None:
        return unknown("argument of a parser")
    call.remember(call.receiver, _ARGUMENT + name, _value(call, option))
    return unknown("action of an argument")


def _value(call: Call, option: bool) -> Value:
    action = _given(call, "action")
    default = _given(call, "default")
    name = _text(action) or ("" if action is None else "?")
    if name in ("store_true", "store_false"):
        return BOOL if default is None else join(BOOL, default)
    if isinstance(action, Symbol) and action.name == "argparse.BooleanOptionalAction":
        return join(BOOL, NONE if default is None else default)
    if name in ("store_const", "append_const"):
        stored: Value = _given(call, "const") or NONE
        made = stored if name == "store_const" else call.new_list([], stored)
        return join(made, NONE if default is None else default)
    if name == "count":
        return join(INT, NONE if default is None else default)
    if name not in ("", "store", "append", "extend"):
        return unknown("action of the program's own")
    kind = _given(call, "type")
    each = _one_of(call, _given(call, "choices")) or _converted(call, kind)
    count = _given(call, "nargs")
    several = count is not None and (_text(count) in ("+", "*", "...") or not isinstance(count, Const))
    several = several or (isinstance(count, Const) and isinstance(count.value, int))
    if isinstance(count, Const) and isinstance(count.value, int) and 0 < count.value <= 16:
        each = call.new_list([each] * count.value)
    elif several:
        each = call.new_list([], each)
    if name in ("append", "extend"):
        each = call.new_list([], each, name)
    required = _given(call, "required")
    if isinstance(required, Const) and required.value is True:
        return each
    if not option and _text(count) not in ("?", "*"):
        return each
    if default is None:
        constant = _given(call, "const")
        return union([each, NONE, *(() if constant is None else (constant,))])
    if isinstance(default, Const) and isinstance(default.value, str):
        return join(each, _converted(call, kind)) if not several else join(each, STR)
    return join(widened(default), each)


def _set_defaults(call: Call) -> Value:
    for name, value in call.keywords():
        if call.receiver is not None:
            call.remember(call.receiver, _ARGUMENT + name, widened(value))
    return NONE


def _receiver(call: Call) -> Value:
    """Groups and parsers of subcommands add to what the parser itself gives."""
    return call.receiver or unknown("parser")


def _namespace(call: Call) -> Value:
    if call.receiver is None:
        return unknown("namespace of arguments")
    return library_object(_NAMESPACE, ((_PARSER, call.receiver),), call.site())


def _parse_args(call: Call) -> Value:
    into = _given(call, "namespace") or (call.positional()[1] if len(call.positional()) > 1 else None)
    return _namespace(call) if into is None else unknown("namespace of arguments")


def _parse_known_args(call: Call) -> Value:
    return tuple_of((_parse_args(call), call.new_list([], STR)))


def _argument(call: Call) -> Value:
    """``arguments.name``."""
    name = _text(call.positional()[0])
    parser = call.receiver.get(_PARSER) if isinstance(call.receiver, LibraryObject) else None
    if name is None or parser is None or name.startswith("__"):
        return unknown(f"attribute {name} of a namespace")
    found = call.recall(parser, _ARGUMENT + name)
    return unknown(f"argument {name}") if found is NEVER else found


def _define(kind: Value | None) -> Rule:
    def rule(call: Call) -> Value:
        """``DEFINE_integer(name, default, help)``: also the holder of the flag, whose ``value`` it is."""
        given = [*call.positional(), None, None]
        name = _text(_given(call, "name") or given[0])
        default = _given(call, "default") or given[1]
        value: Value = unknown("flag")
        if kind is not None:
            value = kind if kind is not NEVER else call.new_list([], STR)
            if call.name.endswith("DEFINE_enum"):
                value = _one_of(call, _given(call, "enum_values") or (given[2] if len(given) > 4 else None)) or value
            if default is None or any(a is NONE for a in atoms(default)):
                value = join(value, NONE)
        if name is not None:
            call.remember(_flags(), _ARGUMENT + name, value)
        return library_object(_HOLDER, (("value", value),))

    return rule


def _flag(call: Call) -> Value:
    """``FLAGS.name``."""
    name = _text(call.positional()[0])
    found = NEVER if name is None else call.recall(_flags(), _ARGUMENT + name)
    return unknown(f"flag {name}") if found is NEVER else found


def _held(call: Call) -> Value:
    """``holder.value``."""
    found = call.receiver.get("value") if isinstance(call.receiver, LibraryObject) else None
    return unknown("value of a flag") if found is None else found


_DEFINES: dict[str, Value | None] = {
    "integer": INT,
    "float": FLOAT,
    "bool": BOOL,
    "boolean": BOOL,
    "string": STR,
    "enum": STR,
    "list": NEVER,
    "spaceseplist": NEVER,
    "multi_string": NEVER,
    "multi_enum": NEVER,
    "multi_integer": None,
    "multi_float": None,
    "enum_class": None,
}
_MODULES = ("absl.flags", "tensorflow.compat.v1.flags", "tensorflow.compat.v1.app.flags")
RULES: dict[str, Rule] = {
    "argparse.ArgumentParser.add_argument": _add_argument,
    "argparse.ArgumentParser.set_defaults": _set_defaults,
    "argparse.ArgumentParser.parse_args": _parse_args,
    "argparse.ArgumentParser.parse_known_args": _parse_known_args,
    **dict.fromkeys(
        [
            f"argparse.ArgumentParser.{name}"
            for name in ("add_argument_group", "add_mutually_exclusive_group", "add_subparsers", "add_parser")
        ],
        _receiver,
    ),
    f"{_NAMESPACE}.__getattr__": _argument,
    **{f"{module}.DEFINE_{name}": _define(kind) for module in _MODULES for name, kind in _DEFINES.items()},
    "absl.flags.FlagValues.__getattr__": _flag,
}
PROPERTIES: dict[str, Rule] = {
    **dict.fromkeys([f"{module}.FLAGS" for module in _MODULES], lambda call: _flags()),
    f"{_HOLDER}.value": _held,
    f"{_HOLDER}.default": _held,
}
