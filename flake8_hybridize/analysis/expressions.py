"""The value of every kind of expression."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from astroid import nodes

from .. import knowledge
from ..knowledge.tensors import operators
from ..model.values import (
    ANY,
    BOOL,
    FALSE,
    INT,
    NEVER,
    NONE,
    STR,
    TRUE,
    Array,
    Const,
    DType,
    LibraryObject,
    Prim,
    Symbol,
    Tensor,
    TensorShape,
    Tuple,
    Unknown,
    Value,
    atoms,
    collapsed,
    const,
    join,
    prim,
    slice_of,
    stream,
    tuple_of,
    union,
    unknown,
)
from . import arrays, conversion, hazards, library, narrowing, python_values, static_shapes, subscripts
from .iteration import elements_of, unpack
from .objects import (
    ITEM_LIMIT,
    DictValue,
    Instance,
    ListValue,
    new_dict,
    new_list,
    set_key,
)
from .scopes import assign_name, known_path, lookup
from .state import GRAPH, Arguments, Frame
from .truth import truth

_TENSORISH = (Tensor, Array, TensorShape)
_OPERATORS = {
    "+": ("__add__", "__radd__"),
    "-": ("__sub__", "__rsub__"),
    "*": ("__mul__", "__rmul__"),
    "/": ("__truediv__", "__rtruediv__"),
    "//": ("__floordiv__", "__rfloordiv__"),
    "%": ("__mod__", "__rmod__"),
    "**": ("__pow__", "__rpow__"),
    "@": ("__matmul__", "__rmatmul__"),
    "&": ("__and__", "__rand__"),
    "|": ("__or__", "__ror__"),
    "^": ("__xor__", "__rxor__"),
    "<<": ("__lshift__", "__rlshift__"),
    ">>": ("__rshift__", "__rrshift__"),
    "<": ("__lt__", "__gt__"),
    "<=": ("__le__", "__ge__"),
    ">": ("__gt__", "__lt__"),
    ">=": ("__ge__", "__le__"),
    "==": ("__eq__", "__eq__"),
    "!=": ("__ne__", "__ne__"),
}
_UNARY = {"-": "__neg__", "+": "__pos__", "~": "__invert__"}
COMPREHENSION_LIMIT = 8
"""Comprehensions over so many known elements are evaluated for each of them, as loops are."""
PAIR_LIMIT = 24
"""Combinations of operand possibilities that are computed apart."""


def evaluate(frame: Frame, node: nodes.NodeNG) -> Value:
    """The value of ``node`` in ``frame``."""
    kind = type(node)
    if kind is nodes.Name:
        found = frame.env.get(node.name)
        return found if found is not None else lookup(frame, node.name, node)
    rule = _TABLE.get(kind)
    if rule is None:
        return ANY
    return rule(frame, node)


def _const(frame: Frame, node: nodes.Const) -> Value:
    constants = frame.machine.constants
    found = constants.get(node)
    if found is None:
        found = constants[node] = const(node.value)
    return found


def _attribute(frame: Frame, node: nodes.Attribute) -> Value:
    if frame.path_roots:
        path = known_path(frame, node)
        if path is not None:
            known = frame.env.get(path)
            if known is not None:
                return known
    base = evaluate(frame, node.expr)
    return frame.machine.get_attribute(frame, node, base, node.attrname)


def _tuple(frame: Frame, node: nodes.Tuple) -> Value:
    items, rest = _display(frame, node.elts)
    return tuple_of(items, rest)


def _display(frame: Frame, elements: Iterable[nodes.NodeNG]) -> tuple[list[Value], Value | None]:
    items: list[Value] = []
    rest: Value | None = None
    for element in elements:
        if type(element) is nodes.Starred:
            known, more = elements_of(frame, element, evaluate(frame, element.value), "unpacking")
            if rest is None:
                items.extend(known)
                rest = more
            else:
                rest = union([rest, *known, *((more,) if more is not None else ())])
        else:
            value = evaluate(frame, element)
            if rest is None:
                items.append(value)
            else:
                rest = join(rest, value)
    return items, rest


def _list(frame: Frame, node: nodes.List) -> Value:
    items, rest = _display(frame, node.elts)
    return new_list(frame, node, items, rest)


def _set(frame: Frame, node: nodes.Set) -> Value:
    items, rest = _display(frame, node.elts)
    if any(hazards.graph_tensors(frame, None, item) for item in items):
        hazards.report(frame, "tensor-hash", node, node.as_string())
    return new_list(frame, node, items, rest, kind="set")


def _dict(frame: Frame, node: nodes.Dict) -> Value:
    made = new_dict(frame, node)
    machine = frame.machine
    for key, item in node.items:
        if type(key) is nodes.DictUnpack:
            library.update_dict(frame, made, evaluate(frame, item))
            continue
        key_value = evaluate(frame, key)
        if hazards.graph_tensors(frame, None, key_value):
            hazards.report(frame, "tensor-hash", node, node.as_string())
        set_key(machine, made, key_value, evaluate(frame, item))
    return made


def _binop(frame: Frame, node: nodes.BinOp) -> Value:
    # A long chain of operators nests to the left: walk it without recursion.
    chain: list[nodes.BinOp] = []
    current: nodes.NodeNG = node
    while type(current) is nodes.BinOp:
        chain.append(current)
        current = current.left
    value = evaluate(frame, current)
    for step in reversed(chain):
        value = binary(frame, step, step.op, value, evaluate(frame, step.right), step.left, step.right)
    return value


def binary(
    frame: Frame,
    node: nodes.NodeNG,
    op: str,
    left: Value,
    right: Value,
    left_node: nodes.NodeNG | None = None,
    right_node: nodes.NodeNG | None = None,
) -> Value:
    """``left op right`` over all possibilities of both."""
    lefts, rights = atoms(left), atoms(right)
    if len(lefts) * len(rights) > PAIR_LIMIT:
        lefts, rights = atoms(collapsed(left)), atoms(collapsed(right))
    results = [_binary_atoms(frame, node, op, a, b) for a in lefts for b in rights]
    result = union(results)
    if left_node is not None and right_node is not None and frame.activation.traced:
        function = frame.activation.function
        if function is not None and function.arrays:
            arrays.operator(frame, node, left, right, left_node, right_node)
        if op == "*":
            python_values.repeated(frame, node, left, right, left_node, right_node)
    if result is NEVER and left is not NEVER and right is not NEVER and frame.machine.settled:
        return unknown(f"operator {op} raises for these types")
    return result


def _binary_atoms(frame: Frame, node: nodes.NodeNG, op: str, left: Value, right: Value) -> Value:
    lt, rt = type(left), type(right)
    if op == "%" and lt is Const and isinstance(left.value, str):  # type: ignore[attr-defined]
        if hazards.graph_tensor_inside(frame, right):
            hazards.text_of_tensor(frame, node, node.as_string())
        return _formatted_text(left.value, right)  # type: ignore[attr-defined]
    if lt is Const and rt is Const:
        return _constants(op, left.value, right.value)  # type: ignore[attr-defined]
    for own, other, index in ((left, right, 0), (right, left, 1)):
        if isinstance(own, Instance):
            method = frame.machine.class_method(frame, own, _OPERATORS[op][index])
            if method is not None:
                return frame.call(node, method, Arguments([other]))
        elif type(own) is LibraryObject and op in _OPERATORS:
            operator = f"{own.cls}.{_OPERATORS[op][index]}"
            if knowledge.rule(operator) is not None:
                return library.call_library(frame, node, operator, own, Arguments([other]))
    if lt in _TENSORISH or rt in _TENSORISH:
        result = operators.binary(op, left, right, library.plain_call(frame, node, f"operator {op}"))
        if lt is Tensor or rt is Tensor:
            frame.activation.computes[node] = f"operator {op}"
        return result
    if lt is DType or rt is DType or op in ("==", "!=", "<", "<=", ">", ">="):
        if lt is Unknown or rt is Unknown:
            return left if lt is Unknown else right
        return BOOL
    if lt is Tuple and rt is Tuple and op == "+":
        if left.rest is None:  # type: ignore[attr-defined]
            return tuple_of((*left.items, *right.items), right.rest)  # type: ignore[attr-defined]
        return tuple_of((), union([*left.items, left.rest, *right.items, *((right.rest,) if right.rest else ())]))  # type: ignore[attr-defined]
    if lt is Tuple and op == "*":
        if rt is Const and isinstance(right.value, int) and left.rest is None and len(left.items) * right.value <= 64:  # type: ignore[attr-defined]
            return tuple_of(left.items * right.value)  # type: ignore[attr-defined]
        return tuple_of((), union([*left.items, *((left.rest,) if left.rest else ())]))  # type: ignore[attr-defined]
    if rt is Tuple and op == "*":
        return _binary_atoms(frame, node, op, right, left)
    if isinstance(left, ListValue) or isinstance(right, ListValue):
        return subscripts.list_operator(frame, node, op, left, right)
    if isinstance(left, DictValue) and isinstance(right, DictValue):
        merged = new_dict(frame, node)
        library.update_dict(frame, merged, left)
        library.update_dict(frame, merged, right)
        return merged
    return _primitives(op, left, right)


def _formatted_text(text: str, value: Value) -> Value:
    """``text % value``."""
    parts = value.items if type(value) is Tuple and value.rest is None else (value,)
    if not all(type(p) is Const and type(p.value) in (str, int) for p in parts):
        return STR
    try:
        return const(text % tuple(p.value for p in parts))  # type: ignore[attr-defined]
    except (TypeError, ValueError):
        return STR


def _constants(op: str, left: object, right: object) -> Value:
    if isinstance(left, str) and op == "%":
        return STR
    if op in ("*", "**", "<<") and not _small(left, right, op):
        return _primitives(op, _type_of(left), _type_of(right))
    try:
        return const(_PYTHON[op](left, right))
    except (TypeError, ValueError, ArithmeticError, OverflowError):
        return NEVER


def _small(left: object, right: object, op: str) -> bool:
    if op == "*":
        return not any(
            isinstance(a, (str, bytes)) and isinstance(b, int) and len(a) * b > 1000
            for a, b in ((left, right), (right, left))
        )
    return isinstance(left, (int, float)) and isinstance(right, (int, float)) and abs(right) <= 64 and abs(left) < 2**64


def _type_of(value: object) -> Value:
    return prim(type(value).__name__)


_PYTHON: dict[str, Callable[[object, object], object]] = {
    "+": lambda a, b: a + b,  # type: ignore[operator]
    "-": lambda a, b: a - b,  # type: ignore[operator]
    "*": lambda a, b: a * b,  # type: ignore[operator]
    "/": lambda a, b: a / b,  # type: ignore[operator]
    "//": lambda a, b: a // b,  # type: ignore[operator]
    "%": lambda a, b: a % b,  # type: ignore[operator]
    "**": lambda a, b: a**b,  # type: ignore[operator]
    "&": lambda a, b: a & b,  # type: ignore[operator]
    "|": lambda a, b: a | b,  # type: ignore[operator]
    "^": lambda a, b: a ^ b,  # type: ignore[operator]
    "<<": lambda a, b: a << b,  # type: ignore[operator]
    ">>": lambda a, b: a >> b,  # type: ignore[operator]
    "<": lambda a, b: a < b,  # type: ignore[operator]
    "<=": lambda a, b: a <= b,  # type: ignore[operator]
    ">": lambda a, b: a > b,  # type: ignore[operator]
    ">=": lambda a, b: a >= b,  # type: ignore[operator]
    "==": lambda a, b: a == b,
    "!=": lambda a, b: a != b,
}


def type_name(value: Value) -> str | None:
    """``int``, ``float``, ``str``, … of a Python primitive, else ``None``."""
    if type(value) is Prim:
        return value.name
    if type(value) is Const:
        return type(value.value).__name__
    return None


def _primitives(op: str, left: Value, right: Value) -> Value:
    if type(left) is Unknown:
        return left
    if type(right) is Unknown:
        return right
    a, b = type_name(left), type_name(right)
    if a is None or b is None:
        return unknown(f"operator {op} of these types")
    names = {a, b}
    if "str" in names:
        return STR if op in ("+", "*", "%") else NEVER
    if "bytes" in names:
        return prim("bytes") if op in ("+", "*", "%") else NEVER
    if "NoneType" in names:
        return NEVER
    if "complex" in names:
        return prim("complex")
    if op == "/" or "float" in names:
        return prim("float")
    if names == {"bool"} and op in ("&", "|", "^"):
        return BOOL
    if op == "**":
        if type(right) is Const and isinstance(right.value, int) and right.value >= 0:
            return INT
        return union((INT, prim("float")))
    return INT


def _unary(frame: Frame, node: nodes.UnaryOp) -> Value:
    value = evaluate(frame, node.operand)
    if node.op == "not":
        return negation(frame, node, value)
    results = []
    for atom in atoms(value):
        if type(atom) in _TENSORISH:
            results.append(operators.unary(node.op, atom))
            if type(atom) is Tensor:
                frame.activation.computes[node] = f"operator {node.op}"
        elif type(atom) is Const:
            try:
                results.append(const({"-": lambda v: -v, "+": lambda v: +v, "~": lambda v: ~v}[node.op](atom.value)))
            except TypeError:
                results.append(NEVER)
        elif isinstance(atom, Instance):
            method = frame.machine.class_method(frame, atom, _UNARY[node.op])
            results.append(frame.call(node, method, Arguments()) if method is not None else ANY)
        elif type(atom) is Prim:
            results.append(INT if atom.name == "bool" else atom)
        else:
            results.append(atom if type(atom) is Unknown else ANY)
    return union(results)


def negation(frame: Frame, node: nodes.NodeNG, value: Value) -> Value:
    """``not value``: of a tensor it is a tensor where AutoGraph converts the code, else a condition."""
    tensors = hazards.tensors(value)
    if tensors:
        conversion.tensor_condition(frame, node, node.operand, value, "not")
        if frame.activation.mode is GRAPH:
            return tensors[0] if len(tensors) == len(atoms(value)) else union((tensors[0], BOOL))
    known = truth(value)
    return BOOL if known is None else const(not known)


def _boolop(frame: Frame, node: nodes.BoolOp) -> Value:
    saved = frame.env
    results: list[Value] = []
    env = dict(saved)
    frame.env = env
    for index, operand in enumerate(node.values):
        value = evaluate(frame, operand)
        last = index == len(node.values) - 1
        if last:
            results.append(value)
            break
        if hazards.tensors(value):
            conversion.tensor_condition(frame, node, operand, value, node.op)
            results.append(value)
            continue
        known = truth(value)
        if known is (node.op == "or"):
            results.append(value)
            break
        if known is None:
            results.append(narrowing.part(value, node.op == "or"))
        narrowing.assume(frame, operand, node.op == "and")
    frame.env = saved
    _keep_walrus(frame, env, node)
    return union(results)


def _keep_walrus(frame: Frame, env: dict[str, Value], node: nodes.NodeNG) -> None:
    named = frame.machine.walrus.get(node)
    if named is None:
        named = frame.machine.walrus[node] = tuple(node.nodes_of_class(nodes.NamedExpr))
    for child in named:
        name = child.target.name
        if name in env:
            assign_name(frame, name, env[name], child)


def _compare(frame: Frame, node: nodes.Compare) -> Value:
    left_node, left = node.left, evaluate(frame, node.left)
    results: list[Value] = []
    for op, right_node in node.ops:
        right = evaluate(frame, right_node)
        results.append(_compare_one(frame, node, op, left_node, left, right_node, right))
        left_node, left = right_node, right
    if len(results) == 1:
        return results[0]
    for value in results[:-1]:
        if hazards.tensors(value):
            conversion.tensor_condition(frame, node, node, value, "chained comparison")
            return union([v for v in results if hazards.tensors(v)])
    if all(truth(v) is True for v in results):
        return TRUE
    if any(truth(v) is False for v in results):
        return FALSE
    return BOOL


def _compare_one(
    frame: Frame,
    node: nodes.Compare,
    op: str,
    left_node: nodes.NodeNG,
    left: Value,
    right_node: nodes.NodeNG,
    right: Value,
) -> Value:
    if op in ("is", "is not"):
        same = _identical(left, right)
        return BOOL if same is None else const(same is (op == "is"))
    if op in ("in", "not in"):
        found = subscripts.contains(frame, node, left, right, left_node, right_node)
        return BOOL if found is None else const(found is (op == "in"))
    return binary(frame, node, op, left, right, left_node, right_node)


def _identical(left: Value, right: Value) -> bool | None:
    answers = {_same_object(a, b) for a in atoms(left) for b in atoms(right)}
    return answers.pop() if len(answers) == 1 else None


def _same_object(left: Value, right: Value) -> bool | None:
    if type(left) is Unknown or type(right) is Unknown:
        return None
    if type(left) is Const and type(right) is Const:
        return left is right if left.value is None or right.value is None or isinstance(left.value, bool) else None
    for one, other in ((left, right), (right, left)):
        if type(one) is Const and one.value is None:
            return False
        if type(one) is Const and isinstance(one.value, bool) and type(other) is not Prim:
            return False
    return left is right if type(left) in (Symbol, DType) and type(right) is type(left) else None


def _ifexp(frame: Frame, node: nodes.IfExp) -> Value:
    test = evaluate(frame, node.test)
    if hazards.tensors(test):
        conversion.tensor_condition(frame, node, node.test, test, "if expression")
    known = truth(test)
    results = []
    saved = frame.env
    for branch, sense in ((node.body, True), (node.orelse, False)):
        if known is (not sense):
            continue
        frame.env = dict(saved)
        frame.conditions.append((node.test, test))
        if narrowing.assume(frame, node.test, sense):
            results.append(evaluate(frame, branch))
        frame.conditions.pop()
    frame.env = saved
    return union(results)


def _subscript(frame: Frame, node: nodes.Subscript) -> Value:
    base = evaluate(frame, node.value)
    if frame.path_roots:
        path = known_path(frame, node)
        if path is not None and path in frame.env:
            return frame.env[path]
    index = evaluate(frame, node.slice)
    function = frame.activation.function
    if function is not None and function.open_dims:
        static_shapes.open_dimension(frame, node)
    return subscripts.subscript(frame, node, base, index)


def _slice(frame: Frame, node: nodes.Slice) -> Value:
    lower, upper, step = (
        NONE if part is None else evaluate(frame, part) for part in (node.lower, node.upper, node.step)
    )
    return union(slice_of(a, b, c) for a in _few(lower) for b in _few(upper) for c in _few(step))


def _few(value: Value) -> tuple[Value, ...]:
    members = atoms(value)
    if len(members) <= 3:
        return members
    return (INT,)


def _call(frame: Frame, node: nodes.Call) -> Value:
    function = evaluate(frame, node.func)
    return frame.machine.call(frame, node, function, arguments_of(frame, node))


def arguments_of(frame: Frame, node: nodes.Call) -> Arguments:
    """The evaluated arguments of a call."""
    arguments = Arguments([], [], None, None, [], {})
    for arg in node.args:
        if type(arg) is nodes.Starred:
            known, rest = elements_of(frame, arg, evaluate(frame, arg.value), "unpacking")
            if arguments.rest is None:
                arguments.positional.extend(known)
                arguments.nodes.extend([None] * len(known))
                arguments.rest = rest
        elif arguments.rest is None:
            arguments.positional.append(evaluate(frame, arg))
            arguments.nodes.append(arg)
        else:
            arguments.rest = join(arguments.rest, evaluate(frame, arg))
    for keyword in node.keywords:
        value = evaluate(frame, keyword.value)
        if keyword.arg is not None:
            arguments.keywords.append((keyword.arg, value))
            arguments.keyword_nodes[keyword.arg] = keyword.value
        else:
            _spread(frame, arguments, value)
    return arguments


def _spread(frame: Frame, arguments: Arguments, value: Value) -> None:
    for atom in atoms(value):
        known, more = library.mapping_items(frame, atom)
        for key, item in known:
            if type(key) is Const and isinstance(key.value, str):
                arguments.keywords.append((key.value, item))
        if isinstance(atom, DictValue) and atom.doubted:
            arguments.doubted |= {key.value for key in atom.doubted if isinstance(key.value, str)}
        if more is not None:
            arguments.extra = more if arguments.extra is None else join(arguments.extra, more)


def _lambda(frame: Frame, node: nodes.Lambda) -> Value:
    return frame.machine.make_function(frame, node)


def _listcomp(frame: Frame, node: nodes.ListComp) -> Value:
    items, value = _comprehend(frame, node, lambda: evaluate(frame, node.elt))
    return new_list(frame, node, [], value) if items is None else new_list(frame, node, items)


def _setcomp(frame: Frame, node: nodes.SetComp) -> Value:
    _, value = _comprehend(frame, node, lambda: evaluate(frame, node.elt))
    return new_list(frame, node, [], value, kind="set")


def _generator(frame: Frame, node: nodes.GeneratorExp) -> Value:
    items, value = _comprehend(frame, node, lambda: evaluate(frame, node.elt))
    if items is not None and _is_consumed(node):
        return tuple_of(items)
    return stream(value, "python", "generator")


def _is_consumed(node: nodes.GeneratorExp) -> bool:
    """What gets the generator runs through it at once, in order."""
    parent = node.parent
    if isinstance(parent, nodes.Starred):
        return True
    if isinstance(parent, nodes.Assign):
        return all(isinstance(target, (nodes.Tuple, nodes.List)) for target in parent.targets)
    if not isinstance(parent, nodes.Call) or parent.func is node:
        return False
    function = parent.func
    if isinstance(function, nodes.Name):
        return function.name in _CONSUMERS
    return isinstance(function, nodes.Attribute) and function.attrname in ("join", "extend", "update", "fromkeys")


_CONSUMERS = frozenset(
    {"tuple", "list", "dict", "set", "frozenset", "sum", "max", "min", "any", "all", "sorted", "zip", "enumerate"}
)


def _dictcomp(frame: Frame, node: nodes.DictComp) -> Value:
    made = new_dict(frame, node)

    def entry() -> Value:
        key, value = evaluate(frame, node.key), evaluate(frame, node.value)
        set_key(frame.machine, made, key, value)
        return value

    known, _ = _comprehend(frame, node, entry)
    if known is None and any(generator.ifs for generator in node.generators):
        made.doubted.update(made.entries)
    return made


def _comprehend(frame: Frame, node: nodes.NodeNG, result: Callable[[], Value]) -> tuple[list[Value] | None, Value]:
    """Run the generators of a comprehension: its results in order if they are few and sure, and their join."""
    saved, frame.env = frame.env, dict(frame.env)
    results: list[Value] = []
    exact = True
    outer = frame.rounds
    frame.comprehensions += 1

    def run(index: int) -> None:
        nonlocal exact, results
        if index == len(node.generators):
            results.append(result())
            return
        generator = node.generators[index]
        known, rest = elements_of(frame, generator.iter, evaluate(frame, generator.iter), "comprehension")
        if rest is not None:
            exact = False
        elements = list(dict.fromkeys(known))
        if len(elements) > COMPREHENSION_LIMIT:
            elements, exact = [union(elements)], False
        few = len(known) <= COMPREHENSION_LIMIT and len(results) <= 2 * COMPREHENSION_LIMIT
        if few:
            elements = known
        elif len(elements) != len(known) and len(node.generators) > 1:
            exact = False
        apart: dict[Value, list[Value]] = {}
        for number, element in enumerate((*elements, *((rest,) if rest is not None and rest is not NEVER else ()))):
            start = len(results)
            unpack(frame, generator.target, element)
            before = frame.env
            frame.env = dict(before)
            if few:
                frame.rounds = (*frame.rounds, number)
            if conditions(generator):
                run(index + 1)
            if few:
                frame.rounds = frame.rounds[:-1]
            frame.env = before
            apart[element] = results[start:]
        if not few and exact:
            results = [item for element in known for item in apart[element]]

    def conditions(generator: nodes.Comprehension) -> bool:
        nonlocal exact
        for condition in generator.ifs:
            test = evaluate(frame, condition)
            if hazards.graph_tensors(frame, condition, test):
                hazards.report(frame, "tensor-condition-in-comprehension", condition)
            sense = truth(test)
            if sense is None:
                exact = False
            if sense is False or not narrowing.assume(frame, condition, True):
                return False
        return True

    run(0)
    frame.comprehensions -= 1
    frame.rounds = outer
    inner, frame.env = frame.env, saved
    _keep_walrus(frame, inner, node)
    return (results if exact and len(results) <= ITEM_LIMIT else None), union(results)


def _joined_string(frame: Frame, node: nodes.JoinedStr) -> Value:
    texts: list[str] | None = []
    for part in node.values:
        if type(part) is nodes.FormattedValue:
            value = evaluate(frame, part.value)
            if hazards.graph_tensors(frame, part.value, value):
                hazards.text_of_tensor(frame, part, part.value)
            plain = type(value) is Const and type(value.value) in (str, int, bool) and part.format_spec is None
            text = str(value.value) if plain and part.conversion < 0 else None  # type: ignore[attr-defined]
        else:
            text = part.value if type(part) is nodes.Const else None
        if text is None or texts is None:
            texts = None
        else:
            texts.append(text)
    return STR if texts is None else const("".join(texts))


def _formatted(frame: Frame, node: nodes.FormattedValue) -> Value:
    evaluate(frame, node.value)
    return STR


def _named(frame: Frame, node: nodes.NamedExpr) -> Value:
    value = evaluate(frame, node.value)
    assign_name(frame, node.target.name, value, node)
    return value


def _yield(frame: Frame, node: nodes.Yield) -> Value:
    value = NONE if node.value is None else evaluate(frame, node.value)
    frame.activation.yielded = join(frame.activation.yielded, value)
    return NONE


def _yield_from(frame: Frame, node: nodes.YieldFrom) -> Value:
    known, rest = elements_of(frame, node.value, evaluate(frame, node.value), "yield from")
    frame.activation.yielded = union([frame.activation.yielded, *known, *((rest,) if rest is not None else ())])
    return ANY


def _await(frame: Frame, node: nodes.Await) -> Value:
    return evaluate(frame, node.value)


def _starred(frame: Frame, node: nodes.Starred) -> Value:
    return evaluate(frame, node.value)


_TABLE: dict[type, Callable[[Frame, nodes.NodeNG], Value]] = {
    nodes.Const: _const,
    nodes.Attribute: _attribute,
    nodes.Tuple: _tuple,
    nodes.List: _list,
    nodes.Set: _set,
    nodes.Dict: _dict,
    nodes.BinOp: _binop,
    nodes.UnaryOp: _unary,
    nodes.BoolOp: _boolop,
    nodes.Compare: _compare,
    nodes.IfExp: _ifexp,
    nodes.Subscript: _subscript,
    nodes.Slice: _slice,
    nodes.Call: _call,
    nodes.Lambda: _lambda,
    nodes.ListComp: _listcomp,
    nodes.SetComp: _setcomp,
    nodes.DictComp: _dictcomp,
    nodes.GeneratorExp: _generator,
    nodes.JoinedStr: _joined_string,
    nodes.FormattedValue: _formatted,
    nodes.NamedExpr: _named,
    nodes.Yield: _yield,
    nodes.YieldFrom: _yield_from,
    nodes.Await: _await,
    nodes.Starred: _starred,
}
