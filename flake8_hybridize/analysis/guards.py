"""Code that runs once on purpose: a test asks for something that the code behind it makes.

``if self.v is None: self.v = …``, ``if key not in cache: cache[key] = …``, ``if warned: return; warned = True``.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from astroid import nodes

_SCOPES = (nodes.FunctionDef, nodes.AsyncFunctionDef, nodes.Lambda, nodes.ClassDef, nodes.Module)
_ADDING = frozenset({"add", "append", "update", "setdefault", "extend", "insert", "put"})
_LEAVING = (nodes.Return, nodes.Raise, nodes.Continue)


@dataclass(slots=True)
class Answers:
    """What has been found out."""

    made: dict[tuple[nodes.If, bool], bool] = field(default_factory=dict)
    """Whether what follows a test makes what it asks for: in its body, or behind one that leaves in its body."""
    own_names: dict[nodes.NodeNG, frozenset[str]] = field(default_factory=dict)


_ONCE = frozenset({"once", "run_once", "call_once"})


def runs_once(node: nodes.NodeNG, known: Answers, asked: frozenset[nodes.NodeNG] = frozenset()) -> bool:
    """A test around ``node``, or one that has left the body before it, asks for what is made behind it.

    ``known`` is filled with what is found out about tests, for the next node; ``asked`` are the decorators that this is
    asked for.
    """
    child, parent = node, node.parent
    while parent is not None and not isinstance(child, _SCOPES):
        if isinstance(parent, nodes.Assign) and _keeps(parent):
            return True
        if isinstance(parent, nodes.If) and child is not parent.test:
            in_body = child in parent.body
            answer = known.made.get((parent, in_body))
            if answer is None:
                inside, other = (parent.body, parent.orelse) if in_body else (parent.orelse, parent.body)
                answer = known.made[parent, in_body] = _makes(parent.test, inside, bool(other), known)
            if answer:
                return True
        block = _block_of(child, parent)
        if block is not None:
            for index, before in enumerate(block):
                if before is child:
                    break
                if isinstance(before, nodes.If) and not before.orelse and isinstance(before.body[-1], _LEAVING):
                    answer = known.made.get((before, False))
                    if answer is None:
                        answer = known.made[before, False] = _makes(before.test, block[index + 1 :], False, known)
                    if answer:
                        return True
        child, parent = parent, parent.parent
    return done_once(child, asked)


def done_once(function: nodes.NodeNG, asked: frozenset[nodes.NodeNG] = frozenset()) -> bool:
    """A decorator lets the body of the function run in the first call alone, as ``sonnet.once``.

    One that stands in the same file is judged by what it does, others by their names.
    """
    decorators = getattr(function, "decorators", None)
    return decorators is not None and any(_is_once(d, asked) for d in decorators.nodes)


def _is_once(decorator: nodes.NodeNG, asked: frozenset[nodes.NodeNG]) -> bool:
    if not isinstance(decorator, (nodes.Name, nodes.Attribute)):
        return False
    found = decorator.root().locals.get(decorator.name, ()) if isinstance(decorator, nodes.Name) else ()
    written = [f for f in found if isinstance(f, nodes.FunctionDef)]
    if written:
        return all(f not in asked and _lets_pass_once(f, asked | {f}) for f in written)
    return decorator.as_string().rpartition(".")[2] in _ONCE


def _lets_pass_once(decorator: nodes.FunctionDef, asked: frozenset[nodes.NodeNG]) -> bool:
    """All calls of what it decorates stand behind a test that the first call answers for the later ones."""
    if not decorator.args.args:
        return False
    decorated = decorator.args.args[0].name
    calls = [
        call
        for call in decorator.nodes_of_class(nodes.Call)
        if isinstance(call.func, nodes.Name) and call.func.name == decorated
    ]
    known = Answers()
    return bool(calls) and all(runs_once(call, known, asked) for call in calls)


def _keeps(statement: nodes.Assign) -> bool:
    """``x = make() if x is None else x``, ``x = x or make()``: what is there stays."""
    targets = {t.as_string() for t in statement.targets}
    value = statement.value
    if isinstance(value, nodes.IfExp):
        branches = {value.body.as_string(), value.orelse.as_string()}
        return bool(targets & branches) and bool(targets.intersection(_asked(value.test)))
    return isinstance(value, nodes.BoolOp) and value.op == "or" and value.values[0].as_string() in targets


def _block_of(child: nodes.NodeNG, parent: nodes.NodeNG) -> list[nodes.NodeNG] | None:
    for name in ("body", "orelse", "finalbody"):
        block = getattr(parent, name, None)
        if isinstance(block, list) and child in block:
            return block
    return None


def _makes(test: nodes.NodeNG, block: list[nodes.NodeNG], has_other: bool, known: Answers) -> bool:
    asked = dict.fromkeys(_asked(test))
    if not asked:
        return False
    function = test.scope()
    own = known.own_names.get(function)
    if own is None:
        own = known.own_names[function] = _own_names(function)
    for name in [name for name in asked if name in own]:
        asked.update(dict.fromkeys(_read_from(name, function)))
    for made, value, bound in _made(block, function, 1):
        if made not in asked:
            continue
        if made in own and (bound or not _comes_from_outside(made, function)):
            continue
        if has_other and isinstance(value, nodes.Const) and value.value is not None:
            # A first round that differs from the further ones.
            continue
        return True
    return any(_is_kept(name, block) for name in asked if name in own)


def _own_names(function: nodes.NodeNG) -> frozenset[str]:
    """The names that every call of ``function`` binds anew."""
    if not isinstance(function, (nodes.FunctionDef, nodes.AsyncFunctionDef)):
        return frozenset()
    outer: set[str] = set()
    for statement in function.nodes_of_class((nodes.Global, nodes.Nonlocal)):
        outer.update(statement.names)
    return frozenset(function.locals) - outer


def _asked(test: nodes.NodeNG) -> Iterator[str]:
    """What a test asks for, as it is written: is it there, is it true, is it in there."""
    kind = type(test)
    if kind is nodes.UnaryOp and test.op == "not":
        yield from _asked(test.operand)
    elif kind is nodes.BoolOp:
        for operand in test.values:
            yield from _asked(operand)
    elif kind is nodes.NamedExpr:
        yield from _asked(test.value)
    elif kind is nodes.Compare and len(test.ops) == 1:
        op, right = test.ops[0]
        if op in ("in", "not in"):
            yield _container(right)
        elif op in ("is", "is not", "==", "!=") and isinstance(right, nodes.Const):
            yield from _asked(test.left)
    elif kind in (nodes.Name, nodes.Attribute):
        yield test.as_string()
    elif kind is nodes.Subscript:
        yield test.value.as_string()
    elif kind is nodes.Call:
        function = test.func
        if isinstance(function, nodes.Name) and function.name in ("hasattr", "getattr") and len(test.args) > 1:
            yield _attribute(test.args[0], test.args[1])
        elif isinstance(function, nodes.Attribute) and function.attrname == "get":
            yield function.expr.as_string()


def _container(node: nodes.NodeNG) -> str:
    if isinstance(node, nodes.Call) and isinstance(node.func, nodes.Attribute) and node.func.attrname == "keys":
        return str(node.func.expr.as_string())
    return str(node.as_string())


def _attribute(owner: nodes.NodeNG, name: nodes.NodeNG) -> str:
    last = name.value if isinstance(name, nodes.Const) else f"[{name.as_string()}]"
    return f"{owner.as_string()}.{last}"


def _made(
    block: list[nodes.NodeNG], function: nodes.NodeNG, depth: int
) -> Iterator[tuple[str, nodes.NodeNG | None, bool]]:
    """What statements assign or add to, with the value, and whether that binds it anew; of calls of methods of
    ``self`` too."""
    for node in _walk(block):
        if isinstance(node, (nodes.Assign, nodes.AugAssign, nodes.AnnAssign)):
            for target in node.targets if isinstance(node, nodes.Assign) else [node.target]:
                for part in target.elts if isinstance(target, (nodes.Tuple, nodes.List)) else [target]:
                    if isinstance(part, nodes.Subscript):
                        yield part.value.as_string(), None, False
                    else:
                        yield part.as_string(), node.value, True
        elif isinstance(node, nodes.Call):
            called = node.func
            if isinstance(called, nodes.Name) and called.name == "setattr" and len(node.args) == 3:
                yield _attribute(node.args[0], node.args[1]), node.args[2], True
            elif isinstance(called, nodes.Attribute):
                if called.attrname in _ADDING:
                    yield called.expr.as_string(), None, False
                method = _method(function, called) if depth else None
                if method is not None:
                    yield from _made(method.body, method, depth - 1)


def _method(function: nodes.NodeNG, called: nodes.Attribute) -> nodes.FunctionDef | None:
    """The method of the same class that ``self.name`` is."""
    cls = function.parent
    if not isinstance(cls, nodes.ClassDef) or not isinstance(called.expr, nodes.Name) or called.expr.name != "self":
        return None
    return next((s for s in cls.body if isinstance(s, nodes.FunctionDef) and s.name == called.attrname), None)


def _read_from(name: str, function: nodes.NodeNG) -> Iterator[str]:
    """The attributes that the local ``name`` is a copy of: what is asked of it is asked of them."""
    for binding in function.locals.get(name, ()):
        statement = binding.parent
        value = statement.value if isinstance(statement, nodes.Assign) else None
        if isinstance(value, nodes.Attribute):
            yield value.as_string()
        elif isinstance(value, nodes.Call) and isinstance(value.func, nodes.Name) and value.func.name == "getattr":
            yield from _asked(value)


def _comes_from_outside(name: str, function: nodes.NodeNG) -> bool:
    """The object that the local ``name`` stands for is read from somewhere, or is an argument."""
    for binding in function.locals.get(name, ()):
        if isinstance(binding.parent, nodes.Arguments):
            return True
        statement = binding.parent
        value = statement.value if isinstance(statement, nodes.Assign) else None
        if isinstance(value, (nodes.Attribute, nodes.Subscript)):
            return True
        if isinstance(value, nodes.Call):
            function_text = value.func.as_string()
            if function_text == "getattr" or function_text.endswith((".get", ".setdefault")):
                return True
    return False


def _is_kept(name: str, block: list[nodes.NodeNG]) -> bool:
    """``name`` is stored in something that outlives the call: ``cache[key] = name``, ``setattr(x, 'a', name)``."""
    for node in _walk(block):
        if (isinstance(node, nodes.Assign) and isinstance(node.value, nodes.Name) and node.value.name == name) or (
            isinstance(node, nodes.Assign)
            and any(isinstance(t, nodes.AssignName) and t.name == name for t in node.targets)
        ):
            if any(isinstance(t, (nodes.AssignAttr, nodes.Subscript)) for t in node.targets):
                return True
        elif isinstance(node, nodes.Call) and isinstance(node.func, nodes.Name) and node.func.name == "setattr":
            if any(isinstance(a, nodes.Name) and a.name == name for a in node.args[2:]):
                return True
    return False


def _walk(block: list[nodes.NodeNG]) -> Iterator[nodes.NodeNG]:
    stack = list(reversed(block))
    while stack:
        node = stack.pop()
        yield node
        if not isinstance(node, _SCOPES):
            stack.extend(reversed(list(node.get_children())))


def undoes(function: nodes.NodeNG) -> bool:
    """What the generator stores before its ``yield``, it stores again behind it, or deletes."""
    before: set[str] = set()
    behind: set[str] = set()
    found = before
    for statement in function.body:
        if any(True for _ in statement.nodes_of_class(nodes.Yield)):
            found = behind
        found.update(made for made, _, _ in _made([statement], function, 0) if "." in made or found is behind)
        if found is behind:
            found.update(_deleted_in(statement))
    return bool(before) and before <= behind


def undone(function: nodes.FunctionDef) -> bool:
    """``__exit__()`` uses or sets back everything that ``__enter__()`` stores, and stores nothing else.

    ``function`` is one of the two.
    """
    cls = function.parent
    if not isinstance(cls, nodes.ClassDef):
        return False
    methods = {s.name: s for s in cls.body if isinstance(s, nodes.FunctionDef)}
    enter, leave = methods.get("__enter__"), methods.get("__exit__")
    if enter is None or leave is None:
        return False
    before, after = _stored_in(enter), _stored_in(leave)
    mentioned = {n.as_string() for n in leave.nodes_of_class((nodes.Attribute, nodes.AssignAttr, nodes.Name))}
    return before <= after | mentioned and after <= before


def _stored_in(function: nodes.FunctionDef) -> set[str]:
    own = _own_names(function)
    return {made for made, _, _ in _made(function.body, function, 0) if made not in own}


def _deleted_in(statement: nodes.NodeNG) -> Iterator[str]:
    for node in _walk([statement]):
        if isinstance(node, nodes.Delete):
            yield from (target.as_string() for target in node.targets)
        elif isinstance(node, nodes.Call) and isinstance(node.func, nodes.Name) and len(node.args) == 2:
            if node.func.name == "delattr":
                yield _attribute(node.args[0], node.args[1])


def deleted(function: nodes.NodeNG) -> frozenset[str]:
    """What the body of ``function`` deletes, as written: attributes that it made for the time of the call."""
    return frozenset(
        target.as_string() for statement in function.nodes_of_class(nodes.Delete) for target in statement.targets
    )


def set_back(function: nodes.NodeNG) -> frozenset[str]:
    """What it sets for the time of the call: ``kept = layer.activation`` before all that assigns the attribute, and
    ``layer.activation = kept`` at the end."""
    body = getattr(function, "body", None)
    if not isinstance(body, list):
        return frozenset()
    statements = [s for top in body for s in (top, *(top.finalbody if isinstance(top, nodes.Try) else ()))]
    pairs = [(s.targets[0], s.value) for s in statements if isinstance(s, nodes.Assign) and len(s.targets) == 1]
    kept = {t.name: v for t, v in pairs if isinstance(t, nodes.AssignName) and isinstance(v, nodes.Attribute)}
    found: set[str] = set()
    for target, value in pairs:
        if not isinstance(target, nodes.AssignAttr) or not isinstance(value, nodes.Name) or value.name not in kept:
            continue
        text = target.as_string()
        places = [n.lineno for n in function.nodes_of_class(nodes.AssignAttr) if n.as_string() == text]
        names = [n for n in function.nodes_of_class(nodes.AssignName) if n.name == value.name]
        if text == kept[value.name].as_string() and kept[value.name].lineno < min(places) and len(names) == 1:
            if max(places) == target.lineno:
                found.add(text)
    return frozenset(found)
