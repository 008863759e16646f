"""Running statements over the environment of a frame.

``execute`` answers whether control can reach the end of the block; where it cannot, the environment
has been handed to the loop, the handler or the function result that control goes to.
"""

from __future__ import annotations

from collections.abc import Callable

from astroid import nodes

from ..model.values import (
    NEVER,
    NONE,
    Array,
    Const,
    Dataset,
    Range,
    Stream,
    Symbol,
    Tensor,
    Value,
    atoms,
    join,
    union,
)
from . import control_flow, conversion, expressions, hazards, imports, library, library_hazards, narrowing, subscripts
from .changes import note_change
from .iteration import elements_of, is_nonempty, split
from .objects import ListValue, new_list
from .scopes import assign_name, known_path, lookup
from .state import GRAPH, Frame, Loop, merged, wider
from .truth import truth

Env = dict[str, Value]
UNROLL_LIMIT = 8
"""Loops over so many known elements are gone through round by round,"""
UNROLL_LINES = 200
"""Lines that are gone through in the rounds of one loop that is unrolled."""
UNROLL_TOTAL = 16
"""if with the loops around there are no more rounds than these."""
ROUND_LIMIT = 6
"""Rounds of a loop before what still changes is given up."""


def execute(frame: Frame, body: list[nodes.NodeNG]) -> bool:
    """Run the statements in order."""
    for statement in body:
        rule = _TABLE.get(type(statement))
        if rule is not None and not rule(frame, statement):
            return False
        if frame.try_envs:
            frame.try_envs[-1].append(frame.env)
            frame.env = dict(frame.env)
    return True


def joined(envs: list[Env], staged: bool = False) -> Env:
    """The join of environments; a name that one of them lacks keeps the other's value. ``staged``: a graph decides
    between them when it runs, so that what differs is one tensor."""
    if len(envs) == 1:
        return envs[0]
    result = dict(envs[0])
    for env in envs[1:]:
        if env is envs[0]:
            continue
        for name, value in env.items():
            old = result.get(name)
            if old is None:
                if "." not in name:
                    result[name] = value
            elif old is not value:
                result[name] = merged(join(old, value)) if staged else join(old, value)
        for name in [n for n in result if "." in n and n not in env]:
            del result[name]
    return result


def _expr(frame: Frame, node: nodes.Expr) -> bool:
    value = frame.eval(node.value)
    if isinstance(node.value, nodes.Call) and isinstance(node.value.func, nodes.Attribute):
        if node.value.func.attrname in _WRITES and any(
            type(a) is Tensor and a.kind == "tensorarray" for a in atoms(value)
        ):
            hazards.report(frame, "tensorarray-unassigned", node, node.value.func.expr, method=node.value.func.attrname)
        if node.value.func.attrname == "set_shape":
            narrowing.declare_shape(frame, node.value)
    return True


_WRITES = frozenset({"write", "scatter", "unstack", "split"})


def _assign(frame: Frame, node: nodes.Assign) -> bool:
    value = frame.eval(node.value)
    for target in node.targets:
        assign(frame, target, value)
    return True


def _annassign(frame: Frame, node: nodes.AnnAssign) -> bool:
    if node.value is not None:
        assign(frame, node.target, frame.eval(node.value))
    elif frame.class_scope is not None and isinstance(node.target, nodes.AssignName):
        frame.machine.declare_field(frame, node)
    return True


def assign(frame: Frame, target: nodes.NodeNG, value: Value) -> None:
    """``target = value`` for every kind of target."""
    kind = type(target)
    if kind is nodes.AssignName or kind is nodes.Name:
        assign_name(frame, target.name, value, target)
    elif kind is nodes.AssignAttr or kind is nodes.Attribute:
        base = frame.eval(target.expr)
        frame.machine.set_attribute(frame, target, base, target.attrname, value)
        _remember_path(frame, target, value)
    elif kind is nodes.Subscript:
        base = frame.eval(target.value)
        subscripts.store(frame, target, base, frame.eval(target.slice), value)
    elif kind is nodes.Tuple or kind is nodes.List:
        values = split(frame, target.parent.value if hasattr(target.parent, "value") else target, value, target.elts)
        for element, item in zip(target.elts, values, strict=True):
            if type(element) is nodes.Starred:
                made = new_list(frame, element, [], item)
                assign(frame, element.value, made)
            else:
                assign(frame, element, item)
    elif kind is nodes.Starred:
        assign(frame, target.value, value)


def _remember_path(frame: Frame, target: nodes.NodeNG, value: Value) -> None:
    path = known_path(frame, target)
    if path is None or value is NEVER:
        return
    suffix = "." + target.attrname
    if frame.path_roots:
        for other in [p for p in frame.env if "." in p and p != path and (p.endswith(suffix) or suffix + "." in p)]:
            del frame.env[other]
    frame.env[path] = value
    frame.path_roots.add(path.partition(".")[0])


def _augassign(frame: Frame, node: nodes.AugAssign) -> bool:
    target = node.target
    kind = type(target)
    op = node.op[:-1]
    if kind is nodes.AssignName:
        old = frame.env.get(target.name)
        if old is None:
            old = lookup(frame, target.name)
    elif kind is nodes.AssignAttr:
        old = frame.machine.get_attribute(frame, target, frame.eval(target.expr), target.attrname)
        known = frame.env.get(known_path(frame, target) or "") if frame.path_roots else None
        old = known if known is not None else old
    else:
        old = subscripts.subscript(frame, target, frame.eval(target.value), frame.eval(target.slice))
    right = frame.eval(node.value)
    results: list[Value] = []
    for atom in atoms(old):
        if (
            isinstance(atom, Array)
            and not atom.scalar
            and kind is nodes.AssignName
            and _is_argument(frame, target.name)
        ):
            hazards.report(frame, "arg-mutation", node, target, side_effect=True)
        if isinstance(atom, Array) and not atom.scalar and kind is not nodes.Subscript:
            note_change(frame, node, atom, target)
        if isinstance(atom, ListValue) and op in ("+", "|", "&", "-"):
            subscripts.extend_in_place(frame, node, atom, right, target)
            results.append(atom)
        elif type(atom) is Tensor and atom.kind == "variable" and kind in (nodes.AssignName, nodes.AssignAttr):
            results.append(expressions.binary(frame, node, op, atom, right, target, node.value))
        else:
            results.append(expressions.binary(frame, node, op, atom, right, target, node.value))
    assign(frame, target, union(results))
    return True


def _is_argument(frame: Frame, name: str) -> bool:
    """``name`` is a parameter that the body never binds anew: it still is what the caller passed."""
    function = frame.activation.function
    if function is None or name not in function.parameters:
        return False
    bound = (n for n in function.node.nodes_of_class(nodes.AssignName) if n.name == name)
    return all(isinstance(n.parent, (nodes.AugAssign, nodes.Arguments)) for n in bound)


def _return(frame: Frame, node: nodes.Return) -> bool:
    value = NONE if node.value is None else frame.eval(node.value)
    control_flow.returned(frame, node, value)
    frame.returns.append(value)
    return False


def _if(frame: Frame, node: nodes.If) -> bool:
    test = frame.eval(node.test)
    if hazards.tensors(test):
        conversion.tensor_condition(frame, node, node.test, test, "if")
    known = truth(test)
    saved = frame.env
    ends: list[Env] = []
    left: list[Env | None] = []
    for body, sense in ((node.body, True), (node.orelse, False)):
        if known is (not sense):
            continue
        frame.env = dict(saved)
        frame.conditions.append((node.test, test))
        alive = narrowing.assume(frame, node.test, sense) and execute(frame, body)
        left.append(frame.env if alive else None)
        if alive:
            ends.append(frame.env)
        frame.conditions.pop()
    if len(left) == 2:
        control_flow.branches(frame, node, test, left[0], left[1])
    if not ends:
        frame.env = saved
        return False
    if len(ends) == 1 and known is None:
        library.note_exit(frame, node.test)
    frame.env = joined(ends, known is None and _in_graph(frame, test))
    return True


def _in_graph(frame: Frame, test: Value) -> bool:
    """A graph decides about ``test``."""
    return frame.activation.mode is GRAPH and all(type(a) is Tensor and a.symbolic for a in atoms(test))


def _for(frame: Frame, node: nodes.For) -> bool:
    iterated = frame.eval(node.iter)
    known, rest = elements_of(frame, node.iter, iterated, "for")
    members = atoms(iterated)
    over_tensor = any(map(_becomes_operation, members))
    sure = over_tensor and (all(map(_becomes_operation, members)) or hazards.sure(frame, iterated))
    if any(type(a) is Tensor for a in members):
        conversion.tensor_condition(frame, node.iter, node.iter, iterated, "for")
    element = union([*known, *((rest,) if rest is not None else ())])
    if element is NEVER:
        return execute(frame, node.orelse)
    _long_loop(frame, node, iterated)
    before = frame.env
    if rest is None and not (over_tensor and frame.activation.traced) and _few(frame, node, len(known)):
        return _unrolled(frame, node, known, over_tensor, sure)
    nonempty = is_nonempty(iterated)
    return _loop(frame, node, before, lambda: assign(frame, node.target, element), nonempty, over_tensor, sure)


def _becomes_operation(iterated: Value) -> bool:
    """AutoGraph makes an operation of a loop over it: a tensor, a dataset, ``range(n)`` of a tensor. A tensor inside of
    ``zip()`` or ``enumerate()`` is iterated by Python."""
    if type(iterated) is Stream:
        return iterated.over == "dataset" or (iterated.over == "tensor" and iterated.kind == "range")
    return type(iterated) in (Tensor, Dataset)


def _few(frame: Frame, node: nodes.For, count: int) -> bool:
    """So many rounds, inside of the loops around, are gone through one by one."""
    limit = UNROLL_TOTAL if _names_attributes(node) else UNROLL_LIMIT
    if count > limit or count * (node.end_lineno - node.lineno) > UNROLL_LINES:
        return False
    for loop in frame.loops:
        if not loop.rounds:
            return False
        count *= loop.rounds
    return count <= UNROLL_TOTAL


def _names_attributes(node: nodes.For) -> bool:
    """``setattr(self, key, value)`` in a loop: rounds that are not told apart would mix all attributes up."""
    return any(
        type(statement) is nodes.Expr
        and type(statement.value) is nodes.Call
        and type(statement.value.func) is nodes.Name
        and statement.value.func.name == "setattr"
        for statement in node.nodes_of_class(nodes.Expr)
    )


def _unrolled(frame: Frame, node: nodes.For, known: list[Value], over_tensor: bool, sure: bool) -> bool:
    """A short loop over known elements, one round after the other."""
    loop = Loop(node, rounds=len(known))
    before = frame.env
    exits: list[Env] = []
    alive = True
    for number, element in enumerate(known):
        assign(frame, node.target, element)
        frame.env = dict(frame.env)
        alive = _round(frame, loop, number, exits)
        if not alive:
            break
        if over_tensor and number == 0:
            control_flow.loop(frame, node, before, frame.env, sure)
    if alive and execute(frame, node.orelse):
        exits.append(frame.env)
    if not exits:
        return False
    frame.env = joined(exits)
    return True


def _round(frame: Frame, loop: Loop, number: int, exits: list[Env]) -> bool:
    """One round of a loop that is gone through round by round; false if no further one follows."""
    outer = frame.rounds
    frame.rounds = (*outer, number)
    frame.loops.append(loop)
    alive = execute(frame, loop.node.body)
    frame.loops.pop()
    frame.rounds = outer
    ends = [*([frame.env] if alive else []), *loop.continues]
    exits.extend(loop.breaks)
    loop.left = loop.left or bool(loop.breaks)
    loop.continues, loop.breaks = [], []
    if not ends:
        return False
    frame.env = joined(ends)
    return True


def _long_loop(frame: Frame, node: nodes.For, iterated: Value) -> None:
    """A long loop over a Python range in traced code copies its body into the graph once per round."""
    if not frame.activation.traced:
        return
    for atom in atoms(iterated):
        bounds = (atom.start, atom.stop, atom.step) if isinstance(atom, Range) else ()
        numbers = [b.value for b in bounds if isinstance(b, Const) and type(b.value) is int]
        if len(numbers) == 3:
            rounds = len(range(*numbers))
            if rounds >= UNROLLED:
                hazards.report(frame, "unrolled-python-loop", node, node.iter, blocks=False, rounds=str(rounds))


UNROLLED = 100
"""Copies of a loop's body that a graph has before it is worth a word."""


def _while(frame: Frame, node: nodes.While) -> bool:
    before = frame.env
    reached_end = [False]

    def enter() -> None:
        test = frame.eval(node.test)
        if hazards.tensors(test):
            conversion.tensor_condition(frame, node, node.test, test, "while")
        narrowing.assume(frame, node.test, True)

    test = frame.eval(node.test)
    known = truth(test)
    if known is False:
        return execute(frame, node.orelse)
    endless = known is True and type(node.test) is nodes.Const
    over_tensor = bool(hazards.tensors(test))
    sure = over_tensor and hazards.sure(frame, test)
    alive = _loop(frame, node, before, enter, endless, over_tensor, sure, endless=endless)
    reached_end[0] = alive
    if alive and not endless:
        narrowing.assume(frame, node.test, False)
    return alive


def _loop(
    frame: Frame,
    node: nodes.NodeNG,
    before: Env,
    enter: Callable[[], None],
    nonempty: bool,
    over_tensor: bool,
    sure: bool,
    endless: bool = False,
) -> bool:
    head = before
    loop = Loop(node, over_tensor=over_tensor, sure=sure)
    after: list[Env] = []
    staged = over_tensor and frame.activation.mode is GRAPH
    outer_calls = dict(frame.activation.calls) if staged else {}
    for rounds in range(ROUND_LIMIT):
        loop.breaks, loop.continues = [], []
        frame.env = dict(head)
        unbound_reads = frame.unbound_reads
        frame.loops.append(loop)
        enter()
        alive = execute(frame, node.body)
        frame.loops.pop()
        after = [*([frame.env] if alive else []), *loop.continues]
        if not after:
            break
        ends = joined(after)
        if staged:
            ends = {name: merged(value) for name, value in ends.items()}
        if over_tensor and rounds == 0:
            control_flow.loop(frame, node, before, ends, sure)
        changed = False
        new_head = dict(head)
        for name, value in ends.items():
            old = head.get(name)
            if old is None:
                if name in before or "." in name:
                    continue
                new_head[name] = value
                # What no round reads before it has bound it anew is nothing to the next one.
                changed = changed or frame.activation.function is None or frame.unbound_reads > unbound_reads
            elif old is not value:
                grown = merged(wider(old, value, rounds)) if staged else wider(old, value, rounds)
                if grown is not old:
                    new_head[name] = grown
                    changed = True
        for name in [n for n in new_head if "." in n and n not in ends]:
            del new_head[name]
            changed = True
        head = new_head
        if not changed:
            break
        if staged and rounds + 1 < ROUND_LIMIT:
            # The body is traced once, for variables of the types that all rounds have in common.
            frame.activation.calls = dict(outer_calls)
    exits: list[Env] = []
    if not endless:
        done = [joined(after)] if nonempty and after else [head, *after]
        if after or not nonempty:
            frame.env = dict(joined(done, staged))
            if execute(frame, node.orelse):
                exits.append(frame.env)
    exits.extend(loop.breaks)
    if not exits:
        frame.env = dict(head)
        return False
    frame.env = joined(exits)
    return True


def _break(frame: Frame, node: nodes.Break) -> bool:
    control_flow.broken(frame, node)
    if frame.loops:
        frame.loops[-1].breaks.append(frame.env)
    return False


def _continue(frame: Frame, node: nodes.Continue) -> bool:
    if frame.loops:
        frame.loops[-1].continues.append(frame.env)
    return False


def _try(frame: Frame, node: nodes.Try) -> bool:
    alternative = imports.alternative(frame, node)
    if alternative is not None:
        return execute(frame, alternative) and execute(frame, node.finalbody)
    start = frame.env
    frame.env = dict(start)
    frame.try_envs.append([start])
    alive = execute(frame, node.body)
    reached = frame.try_envs.pop()
    reached.append(frame.env)
    frame.env = dict(frame.env)
    ends: list[Env] = []
    if alive:
        alive = execute(frame, node.orelse)
        if alive:
            ends.append(frame.env)
    handler_start = joined(reached) if node.handlers or node.finalbody else start
    if not _is_import_guard(frame, node, ends):
        for handler in node.handlers:
            frame.env = dict(handler_start)
            if handler.name is not None:
                assign(frame, handler.name, frame.machine.exception_value(frame, handler))
            elif handler.type is not None:
                frame.eval(handler.type)
            _expects_op_error(frame, handler)
            frame.conditions.append((handler, NONE))
            if execute(frame, handler.body):
                ends.append(frame.env)
            frame.conditions.pop()
    if not ends:
        frame.env = dict(handler_start)
        execute(frame, node.finalbody)
        return False
    frame.env = joined(ends) if len(ends) > 1 else ends[0]
    return execute(frame, node.finalbody)


def _expects_op_error(frame: Frame, handler: nodes.ExceptHandler) -> None:
    """Errors of operations appear when the graph runs: a handler in traced code never sees them."""
    if not frame.activation.traced or handler.type is None:
        return
    types = handler.type.elts if isinstance(handler.type, nodes.Tuple) else [handler.type]
    # A handler for other errors too is there for what tracing finds, or for both ways to run.
    values = [frame.eval(expected) for expected in types]
    if all(_is_op_error(value) or (_is_stop(value) and _takes_element(frame, handler.parent)) for value in values):
        hazards.report(frame, "except-around-ops", handler, handler.type)


def _is_stop(value: Value) -> bool:
    return all(isinstance(a, Symbol) and a.name == "builtins.StopIteration" for a in atoms(value))


def _takes_element(frame: Frame, statement: nodes.Try) -> bool:
    """The body calls ``next()`` of an iterator over a dataset, and of no other."""
    taken = [
        frame.eval(call.args[0])
        for part in statement.body
        for call in part.nodes_of_class(nodes.Call)
        if isinstance(call.func, nodes.Name)
        and call.func.name == "next"
        and call.args
        and isinstance(call.args[0], (nodes.Name, nodes.Attribute))
    ]
    return bool(taken) and all(isinstance(a, Stream) and a.over == "dataset" for v in taken for a in atoms(v))


def _is_op_error(value: Value) -> bool:
    return all(isinstance(a, Symbol) and a.name.startswith("tensorflow.errors.") for a in atoms(value))


def _is_import_guard(frame: Frame, node: nodes.Try, ends: list[Env]) -> bool:
    """``try: import x`` / ``except ImportError``: if the import is resolved, the handler does not run."""
    if not ends or not all(isinstance(s, (nodes.Import, nodes.ImportFrom)) for s in node.body):
        return False
    names = [alias or name.split(".")[0] for s in node.body for name, alias in s.names]
    from ..model.values import Unknown

    return all(type(frame.env.get(n, NONE)) is not Unknown for n in names if n != "*")


def _with(frame: Frame, node: nodes.With) -> bool:
    for manager, target in node.items:
        if _expects_failure(frame, manager):
            # What must fail is no evidence of what is accepted.
            expected = ", ".join(a.as_string() for a in manager.args)
            for call in node.nodes_of_class(nodes.Call):
                if not isinstance(call.func, (nodes.Name, nodes.Attribute)) or call is manager:
                    continue
                name = call.func.name if isinstance(call.func, nodes.Name) else call.func.attrname
                frame.machine.expected_failures[name] = expected
            return True
        entered = frame.eval(manager)
        library_hazards.entered(frame, manager, entered)
        value = frame.machine.enter_context(frame, manager, entered)
        if target is not None:
            assign(frame, target, value)
    return execute(frame, node.body)


def _expects_failure(frame: Frame, manager: nodes.NodeNG) -> bool:
    if not isinstance(manager, nodes.Call) or not isinstance(manager.func, nodes.Attribute):
        return False
    name = manager.func.attrname
    return name in ("assertRaises", "assertRaisesRegex", "assertRaisesWithPredicateMatch") or (
        name == "raises" and isinstance(manager.func.expr, nodes.Name) and manager.func.expr.name == "pytest"
    )


def _raise(frame: Frame, node: nodes.Raise) -> bool:
    if node.exc is not None:
        frame.eval(node.exc)
    deciding = next(((t, v) for t, v in frame.conditions if hazards.graph_tensors(frame, t, v)), None)
    if deciding is not None:
        # What may be a number as well may be one whenever the function is traced.
        certain = all(type(atom) is Tensor for atom in atoms(deciding[1]))
        hazards.report(frame, "raise-in-tensor-branch", node, cause=deciding[0], certain=certain)
    return False


def _assert(frame: Frame, node: nodes.Assert) -> bool:
    test = frame.eval(node.test)
    if hazards.graph_tensors(frame, node.test, test):
        hazards.report(frame, "tensor-assert", node, node.test)
        return True
    if truth(test) is False and type(test) is Const and (type(node.test) is nodes.Const or _asks_type(node.test)):
        return False
    narrowing.assume(frame, node.test, True)
    return True


def _asks_type(test: nodes.NodeNG) -> bool:
    return isinstance(test, nodes.Call) and isinstance(test.func, nodes.Name) and test.func.name == "isinstance"


def _delete(frame: Frame, node: nodes.Delete) -> bool:
    for target in node.targets:
        if type(target) is nodes.DelName:
            frame.env.pop(target.name, None)
        elif type(target) is nodes.Subscript:
            subscripts.delete(frame, target, frame.eval(target.value))
        elif type(target) is nodes.DelAttr:
            frame.machine.delete_attribute(frame, target, frame.eval(target.expr))
    return True


def _function(frame: Frame, node: nodes.FunctionDef) -> bool:
    value = frame.machine.make_function(frame, node)
    if node.decorators is not None:
        for decorator in reversed(node.decorators.nodes):
            value = frame.machine.decorate(frame, decorator, node, value)
    assign_name(frame, node.name, value, node)
    return True


def _class(frame: Frame, node: nodes.ClassDef) -> bool:
    value = frame.machine.make_class(frame, node)
    if node.decorators is not None:
        for decorator in reversed(node.decorators.nodes):
            value = frame.machine.decorate(frame, decorator, node, value)
    assign_name(frame, node.name, value, node)
    return True


def _match(frame: Frame, node: nodes.Match) -> bool:
    subject = frame.eval(node.subject)
    saved = frame.env
    ends: list[Env] = []
    exhaustive = False
    for case in node.cases:
        frame.env = dict(saved)
        _bind_pattern(frame, case.pattern, subject)
        if case.guard is not None:
            frame.eval(case.guard)
        elif isinstance(case.pattern, nodes.MatchAs) and case.pattern.pattern is None:
            exhaustive = True
        frame.conditions.append((node.subject, subject))
        if execute(frame, case.body):
            ends.append(frame.env)
        frame.conditions.pop()
    if not exhaustive:
        ends.append(saved)
    if not ends:
        frame.env = saved
        return False
    frame.env = joined(ends)
    return True


def _bind_pattern(frame: Frame, pattern: nodes.NodeNG, subject: Value) -> None:
    kind = type(pattern)
    if kind is nodes.MatchAs:
        if pattern.pattern is not None:
            _bind_pattern(frame, pattern.pattern, subject)
        if pattern.name is not None:
            assign(frame, pattern.name, subject)
    elif kind is nodes.MatchSequence:
        if any(type(p) is nodes.MatchStar for p in pattern.patterns):
            known, rest = elements_of(frame, pattern, subject, "for")
            each = union([*known, *((rest,) if rest is not None else ())])
            values = [each] * len(pattern.patterns)
        else:
            values = split(frame, pattern, subject, pattern.patterns)
        for inner, value in zip(pattern.patterns, values, strict=True):
            _bind_pattern(frame, inner, value)
    elif kind is nodes.MatchStar:
        if pattern.name is not None:
            assign(frame, pattern.name, new_list(frame, pattern, [], subject))
    elif kind is nodes.MatchMapping:
        for key, inner in zip(pattern.keys, pattern.patterns, strict=True):
            _bind_pattern(frame, inner, subscripts.subscript(frame, pattern, subject, frame.eval(key)))
        if pattern.rest is not None:
            assign(frame, pattern.rest, subject)
    elif kind is nodes.MatchClass:
        narrowed = narrowing.instances(frame, subject, frame.eval(pattern.cls), True)
        fields = frame.machine.match_fields(frame, narrowed)
        positional = zip(fields, pattern.patterns, strict=False)
        for name, inner in (*positional, *zip(pattern.kwd_attrs, pattern.kwd_patterns, strict=True)):
            _bind_pattern(frame, inner, frame.getattr(pattern, narrowed, name))
    elif kind is nodes.MatchOr:
        for inner in pattern.patterns:
            _bind_pattern(frame, inner, subject)


def _import(frame: Frame, node: nodes.Import) -> bool:
    imports.execute_import(frame, node)
    return True


def _import_from(frame: Frame, node: nodes.ImportFrom) -> bool:
    imports.execute_import_from(frame, node)
    return True


_TABLE: dict[type, Callable[[Frame, nodes.NodeNG], bool]] = {
    nodes.Expr: _expr,
    nodes.Assign: _assign,
    nodes.AnnAssign: _annassign,
    nodes.AugAssign: _augassign,
    nodes.Return: _return,
    nodes.If: _if,
    nodes.For: _for,
    nodes.AsyncFor: _for,
    nodes.While: _while,
    nodes.Break: _break,
    nodes.Continue: _continue,
    nodes.Try: _try,
    nodes.TryStar: _try,
    nodes.With: _with,
    nodes.AsyncWith: _with,
    nodes.Raise: _raise,
    nodes.Assert: _assert,
    nodes.Delete: _delete,
    nodes.FunctionDef: _function,
    nodes.AsyncFunctionDef: _function,
    nodes.ClassDef: _class,
    nodes.Match: _match,
    nodes.Import: _import,
    nodes.ImportFrom: _import_from,
}
