"""Methods of Python's containers, strings and generators."""

from __future__ import annotations

from collections.abc import Callable

from astroid import nodes

from ..model.values import (
    BOOL,
    FLOAT,
    INT,
    NEVER,
    NONE,
    STR,
    Const,
    Stream,
    Tuple,
    Value,
    const,
    join,
    named_tuple,
    prim,
    stream,
    tuple_of,
    union,
    unknown,
    view_of,
)
from . import control_flow, hazards, library, subscripts
from .appending import append
from .inside import tensor_inside
from .iteration import elements_of
from .objects import (
    DictValue,
    ListValue,
    Object,
    acyclic,
    all_items,
    dict_entries,
    found_again,
    list_items,
    new_dict,
    new_list,
    set_key,
    summarize,
    sure_entries,
)
from .state import GRAPH_AS_WRITTEN, Arguments, Frame

MethodHandler = Callable[[Frame, nodes.NodeNG, Value, Arguments], Value]


def _target(node: nodes.NodeNG) -> nodes.NodeNG | None:
    return node.func.expr if isinstance(node, nodes.Call) and isinstance(node.func, nodes.Attribute) else None


def _changed(frame: Frame, node: nodes.NodeNG, receiver: Value, value: Value = NONE) -> None:
    """The container ``receiver`` is changed in place, ``value`` put into it."""
    target = _target(node)
    subject = target if target is not None else ""
    hazards.mutation(frame, node, receiver, target, "outer-mutation", subject)
    hazards.leak(frame, node, subject, value, receiver if isinstance(receiver, Object) else None, target)
    loop = next((loop for loop in frame.loops if loop.over_tensor and not _made_in(receiver, loop.node)), None)
    if loop is not None and tensor_inside(value):
        # As it is written no loop becomes an operation.
        if frame.activation.mode is not GRAPH_AS_WRITTEN:
            hazards.report(frame, "append-in-tensor-loop", node, subject, certain=loop.sure, cause=loop.node)
    elif (
        test := control_flow.branch_of_tensor(frame, receiver.node if isinstance(receiver, Object) else None)
    ) is not None:
        hazards.report(frame, "append-in-tensor-branch", node, subject, cause=test)


def _made_in(receiver: Value, loop: nodes.NodeNG) -> bool:
    """The container is made anew in every round of the loop."""
    made = receiver.node if isinstance(receiver, Object) else None
    return made is not None and loop.parent_of(made)


def _arg(arguments: Arguments, index: int = 0) -> Value:
    if index < len(arguments.positional):
        return arguments.positional[index]
    return arguments.rest if arguments.rest is not None else NEVER


def _list_append(frame: Frame, node: nodes.NodeNG, receiver: Value, arguments: Arguments) -> Value:
    if isinstance(receiver, ListValue):
        append(frame, node, receiver, _arg(arguments))
        _changed(frame, node, receiver, _arg(arguments))
    return NONE


def _list_insert(frame: Frame, node: nodes.NodeNG, receiver: Value, arguments: Arguments) -> Value:
    if isinstance(receiver, ListValue):
        summarize(frame.machine, receiver)
        frame.machine.write(receiver.rest, acyclic(receiver, _arg(arguments, 1)))
        _changed(frame, node, receiver, _arg(arguments, 1))
    return NONE


def _list_extend(frame: Frame, node: nodes.NodeNG, receiver: Value, arguments: Arguments) -> Value:
    target = _target(node)
    if isinstance(receiver, ListValue):
        subscripts.extend_in_place(frame, node, receiver, _arg(arguments), target if target is not None else node)
    return NONE


def _set_add(frame: Frame, node: nodes.NodeNG, receiver: Value, arguments: Arguments) -> Value:
    if isinstance(receiver, ListValue):
        if any(hazards.graph_tensors(frame, None, v) for v in arguments.positional):
            hazards.report(frame, "tensor-hash", node, node)
        frame.machine.write(receiver.rest, acyclic(receiver, _arg(arguments)))
        _changed(frame, node, receiver, _arg(arguments))
    return NONE


def _list_pop(frame: Frame, node: nodes.NodeNG, receiver: Value, arguments: Arguments) -> Value:
    if not isinstance(receiver, ListValue):
        return unknown("pop")
    result = all_items(frame, receiver)
    if receiver.items is not None and not arguments.positional and receiver.items:
        result = frame.machine.read(receiver.items[-1], frame)
    summarize(frame.machine, receiver)
    _changed(frame, node, receiver)
    return result


def _list_change(frame: Frame, node: nodes.NodeNG, receiver: Value, arguments: Arguments) -> Value:
    if isinstance(receiver, ListValue):
        summarize(frame.machine, receiver)
    _changed(frame, node, receiver)
    return NONE


def _list_copy(frame: Frame, node: nodes.NodeNG, receiver: Value, arguments: Arguments) -> Value:
    if not isinstance(receiver, ListValue):
        return unknown("copy")
    known, rest = elements_of(frame, node, receiver, "for")
    return new_list(frame, node, known, rest, kind=receiver.kind, tag=("copy", receiver))


def _set_combine(frame: Frame, node: nodes.NodeNG, receiver: Value, arguments: Arguments) -> Value:
    parts = [receiver, *arguments.positional]
    content = []
    for part in parts:
        known, rest = elements_of(frame, node, part, "for")
        content.extend([*known, *((rest,) if rest is not None else ())])
    return new_list(frame, node, [], union(content), kind="set", tag=receiver)


def _int(frame: Frame, node: nodes.NodeNG, receiver: Value, arguments: Arguments) -> Value:
    return INT


def _search(frame: Frame, node: nodes.NodeNG, receiver: Value, arguments: Arguments) -> Value:
    """``list.index(x)`` asks each comparison for its truth, but for the item that is ``x`` itself."""
    expression = arguments.nodes[0] if arguments.nodes else None
    if isinstance(receiver, ListValue) and hazards.graph_tensors(frame, expression, _arg(arguments)):
        known, rest = list_items(frame, receiver)
        if rest is None and len(known) > 1 and all(hazards.tensors(item) for item in known):
            hazards.report(frame, "tensor-in", node, node, certain=not frame.activation.merged)
    return INT


def _dict_get(frame: Frame, node: nodes.NodeNG, receiver: Value, arguments: Arguments) -> Value:
    if not isinstance(receiver, DictValue):
        return unknown("get")
    default = _arg(arguments, 1) if len(arguments.positional) > 1 else dict(arguments.keywords).get("default", NONE)
    entries, _, rest = dict_entries(frame, receiver)
    key = _arg(arguments)
    if type(key) is Const:
        for known, value in entries:
            if known is key:
                return found_again(frame, value if rest is None else union((value, rest)))
        return default if rest is None else join(rest, default)
    return union([*(v for _, v in entries), *((rest,) if rest is not None else ()), default])


def _dict_setdefault(frame: Frame, node: nodes.NodeNG, receiver: Value, arguments: Arguments) -> Value:
    if not isinstance(receiver, DictValue):
        return unknown("setdefault")
    default = _arg(arguments, 1) if len(arguments.positional) > 1 else NONE
    set_key(frame.machine, receiver, _arg(arguments), default)
    _changed(frame, node, receiver, default)
    return found_again(frame, subscripts.dict_get(frame, receiver, _arg(arguments)))


def _dict_pop(frame: Frame, node: nodes.NodeNG, receiver: Value, arguments: Arguments) -> Value:
    if not isinstance(receiver, DictValue):
        return unknown("pop")
    _changed(frame, node, receiver)
    key = _arg(arguments)
    entries, _, rest = dict_entries(frame, receiver)
    found = [v for k, v in entries if k is key or type(key) is not Const]
    if rest is not None:
        found.append(rest)
    if len(arguments.positional) > 1:
        found.append(arguments.positional[1])
    if type(key) is Const and any(k is key for k, _ in entries):
        _without(frame, node, receiver, key)
    return union(found)


def _without(frame: Frame, node: nodes.NodeNG, receiver: DictValue, key: Const) -> None:
    """A function that tf.data runs gets an element of its own: afterwards its variable holds one without ``key``."""
    name = node.func.expr.name if isinstance(node, nodes.Call) and isinstance(node.func.expr, nodes.Name) else None
    if "dataset" not in frame.activation.traced_by or name is None or frame.env.get(name) is not receiver:
        return
    made = new_dict(frame, node, tag=("popped", receiver))
    entries, keys, rest = dict_entries(frame, receiver)
    for known, value in entries:
        if known is not key:
            set_key(frame.machine, made, known, value)
    if keys is not None and rest is not None:
        set_key(frame.machine, made, keys, rest)
    frame.env[name] = made


def _dict_popitem(frame: Frame, node: nodes.NodeNG, receiver: Value, arguments: Arguments) -> Value:
    _changed(frame, node, receiver)
    return _dict_item(frame, receiver)


def _dict_update(frame: Frame, node: nodes.NodeNG, receiver: Value, arguments: Arguments) -> Value:
    if isinstance(receiver, DictValue):
        for value in arguments.positional:
            library.update_dict(frame, receiver, value)
            _changed(frame, node, receiver, value)
        for name, value in arguments.keywords:
            set_key(frame.machine, receiver, const(name), value)
            _changed(frame, node, receiver, value)
    return NONE


def _dict_clear(frame: Frame, node: nodes.NodeNG, receiver: Value, arguments: Arguments) -> Value:
    _changed(frame, node, receiver)
    return NONE


def _viewed(
    frame: Frame, node: nodes.NodeNG, receiver: DictValue
) -> tuple[list[tuple[Value, Value]], Value | None, Value | None]:
    """What a view shows. A loop goes through it key by key, those that may not be there too."""
    return (dict_entries if type(node.parent) is nodes.For else sure_entries)(frame, receiver)


def _dict_keys(frame: Frame, node: nodes.NodeNG, receiver: Value, arguments: Arguments) -> Value:
    if not isinstance(receiver, DictValue):
        return stream(unknown("key"))
    entries, keys, _ = _viewed(frame, node, receiver)
    return view_of([k for k, _ in entries], keys)


def _dict_values(frame: Frame, node: nodes.NodeNG, receiver: Value, arguments: Arguments) -> Value:
    if not isinstance(receiver, DictValue):
        return stream(unknown("value"))
    entries, _, rest = _viewed(frame, node, receiver)
    return view_of([v for _, v in entries], rest)


def _dict_items(frame: Frame, node: nodes.NodeNG, receiver: Value, arguments: Arguments) -> Value:
    if not isinstance(receiver, DictValue):
        return stream(unknown("item"))
    entries, keys, rest = _viewed(frame, node, receiver)
    more = tuple_of([keys, rest]) if keys is not None and rest is not None else None
    return view_of([tuple_of([k, v]) for k, v in entries], more)


def _dict_item(frame: Frame, receiver: Value) -> Value:
    if not isinstance(receiver, DictValue):
        return unknown("item")
    entries, keys, rest = dict_entries(frame, receiver)
    return tuple_of(
        [
            union([*(k for k, _ in entries), *((keys,) if keys else ())]),
            union([*(v for _, v in entries), *((rest,) if rest else ())]),
        ]
    )


def _dict_copy(frame: Frame, node: nodes.NodeNG, receiver: Value, arguments: Arguments) -> Value:
    made = new_dict(frame, node, tag=("copy", receiver))
    library.update_dict(frame, made, receiver)
    return made


def _dict_fromkeys(frame: Frame, node: nodes.NodeNG, receiver: Value, arguments: Arguments) -> Value:
    made = new_dict(frame, node, tag="fromkeys")
    known, rest = elements_of(frame, node, _arg(arguments), "for")
    value = _arg(arguments, 1) if len(arguments.positional) > 1 else NONE
    for key in (*known, *((rest,) if rest is not None else ())):
        set_key(frame.machine, made, key, value)
    return made


def _tuple_replace(frame: Frame, node: nodes.NodeNG, receiver: Value, arguments: Arguments) -> Value:
    if not isinstance(receiver, Tuple) or receiver.names is None:
        return receiver
    changes = dict(arguments.keywords)
    items = [changes.get(n, v) for n, v in zip(receiver.names, receiver.items, strict=True)]
    return named_tuple(receiver.type_name or "", receiver.names, items)


def _tuple_asdict(frame: Frame, node: nodes.NodeNG, receiver: Value, arguments: Arguments) -> Value:
    made = new_dict(frame, node, tag="asdict")
    if isinstance(receiver, Tuple) and receiver.names is not None:
        for name, value in zip(receiver.names, receiver.items, strict=True):
            set_key(frame.machine, made, const(name), value)
    return made


def _format(frame: Frame, node: nodes.NodeNG, receiver: Value, arguments: Arguments) -> Value:
    for index, value in enumerate(arguments.positional):
        expression = arguments.nodes[index] if index < len(arguments.nodes) else None
        if hazards.graph_tensors(frame, expression, value):
            hazards.text_of_tensor(frame, node, node)
    values = [*arguments.positional, *(v for _, v in arguments.keywords)]
    known = all(type(v) is Const and type(v.value) in (str, int) for v in (receiver, *values))
    if not known or arguments.rest is not None or arguments.extra is not None:
        return STR
    given = {n: v.value for n, v in arguments.keywords if type(v) is Const}
    try:
        return const(receiver.value.format(*(v.value for v in arguments.positional), **given))  # type: ignore[attr-defined]
    except (ValueError, LookupError, AttributeError):
        return STR


def _strings(frame: Frame, node: nodes.NodeNG, receiver: Value, arguments: Arguments) -> Value:
    return new_list(frame, node, [], STR)


def _three_strings(frame: Frame, node: nodes.NodeNG, receiver: Value, arguments: Arguments) -> Value:
    return tuple_of([STR, STR, STR])


def _string(frame: Frame, node: nodes.NodeNG, receiver: Value, arguments: Arguments) -> Value:
    if (
        type(receiver) is Const
        and isinstance(receiver.value, str)
        and isinstance(node, nodes.Call)
        and not arguments.positional
    ):
        name = node.func.attrname if isinstance(node.func, nodes.Attribute) else ""
        if name in ("lower", "upper", "strip", "title", "capitalize"):
            return const(getattr(receiver.value, name)())
    return STR


def _bool(frame: Frame, node: nodes.NodeNG, receiver: Value, arguments: Arguments) -> Value:
    if (
        isinstance(node, nodes.Call)
        and isinstance(node.func, nodes.Attribute)
        and type(receiver) is Const
        and len(arguments.positional) == 1
    ):
        other = arguments.positional[0]
        if (
            type(other) is Const
            and isinstance(other.value, str)
            and isinstance(receiver.value, str)
            and node.func.attrname in ("startswith", "endswith")
        ):
            return const(bool(getattr(receiver.value, node.func.attrname)(other.value)))
    return BOOL


def _join_strings(frame: Frame, node: nodes.NodeNG, receiver: Value, arguments: Arguments) -> Value:
    elements_of(frame, node, _arg(arguments), "join")
    return STR


def _encode(frame: Frame, node: nodes.NodeNG, receiver: Value, arguments: Arguments) -> Value:
    return prim("bytes")


def _generator_next(frame: Frame, node: nodes.NodeNG, receiver: Value, arguments: Arguments) -> Value:
    return receiver.element if isinstance(receiver, Stream) else unknown("next")


def _float(frame: Frame, node: nodes.NodeNG, receiver: Value, arguments: Arguments) -> Value:
    return FLOAT


_LIST: dict[str, MethodHandler] = {
    "append": _list_append,
    "appendleft": _list_insert,
    "add": _set_add,
    "insert": _list_insert,
    "extend": _list_extend,
    "extendleft": _list_extend,
    "update": _list_extend,
    "pop": _list_pop,
    "popleft": _list_pop,
    "remove": _list_change,
    "discard": _list_change,
    "clear": _list_change,
    "sort": _list_change,
    "reverse": _list_change,
    "rotate": _list_change,
    "copy": _list_copy,
    "union": _set_combine,
    "intersection": _set_combine,
    "difference": _set_combine,
    "symmetric_difference": _set_combine,
    "index": _search,
    "count": _search,
    "issubset": _bool,
    "issuperset": _bool,
    "isdisjoint": _bool,
    "__len__": _int,
    "__contains__": _bool,
}
_DICT: dict[str, MethodHandler] = {
    "get": _dict_get,
    "setdefault": _dict_setdefault,
    "pop": _dict_pop,
    "popitem": _dict_popitem,
    "update": _dict_update,
    "clear": _dict_clear,
    "keys": _dict_keys,
    "values": _dict_values,
    "items": _dict_items,
    "copy": _dict_copy,
    "fromkeys": _dict_fromkeys,
    "most_common": lambda frame, node, receiver, arguments: new_list(frame, node, [], tuple_of([unknown("key"), INT])),
    "move_to_end": _dict_clear,
}
_STRING: dict[str, MethodHandler] = {
    **dict.fromkeys(
        [
            "lower",
            "upper",
            "strip",
            "lstrip",
            "rstrip",
            "title",
            "capitalize",
            "replace",
            "zfill",
            "ljust",
            "rjust",
            "center",
            "casefold",
            "swapcase",
            "expandtabs",
            "removeprefix",
            "removesuffix",
            "translate",
            "decode",
            "hex",
        ],
        _string,
    ),
    **dict.fromkeys(
        [
            "startswith",
            "endswith",
            "isdigit",
            "isalpha",
            "isnumeric",
            "isspace",
            "isupper",
            "islower",
            "isidentifier",
            "isalnum",
            "isdecimal",
        ],
        _bool,
    ),
    **dict.fromkeys(["split", "rsplit", "splitlines"], _strings),
    **dict.fromkeys(["partition", "rpartition"], _three_strings),
    **dict.fromkeys(["find", "rfind", "index", "rindex", "count"], _int),
    "format": _format,
    "format_map": _format,
    "join": _join_strings,
    "encode": _encode,
}

METHODS: dict[str, MethodHandler] = {
    **{f"builtins.{kind}.{name}": handler for kind in ("list", "set") for name, handler in _LIST.items()},
    **{f"builtins.dict.{name}": handler for name, handler in _DICT.items()},
    **{f"builtins.{kind}.{name}": handler for kind in ("str", "bytes") for name, handler in _STRING.items()},
    "builtins.tuple._replace": _tuple_replace,
    "builtins.tuple._asdict": _tuple_asdict,
    "builtins.tuple.count": _int,
    "builtins.tuple.index": _int,
    "builtins.generator.send": _generator_next,
    "builtins.generator.__next__": _generator_next,
    "builtins.int.bit_length": _int,
    "builtins.float.is_integer": _bool,
    "builtins.float.item": _float,
}
