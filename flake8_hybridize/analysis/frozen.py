"""Values that a trace freezes: Python values read in a function that the program changes elsewhere, by assigning
the name or attribute again or by changing a container or an array in place.

A change counts for certain if the program makes it after a call that may have traced the read: further down in the
same body, or in the same loop. If the order is not known, the record blocks hybridizing but is not certain.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice
from typing import Any

from astroid import nodes

from ..model.values import NONE, Array, Symbol, Tensor, Value, atoms
from .changes import EVERYTHING, SETTINGS, SOMEWHERE, is_known_by_place
from .effects import Callers, above
from .hazards import Record, builds, restores, text_of
from .inside import contents, inside
from .keras_use import APPLIES, CALL, COMPILES, DEPEND_ON_TRAINABLE, TRAINABLE
from .objects import (
    BoundMethod,
    ClassValue,
    DictValue,
    FunctionValue,
    Instance,
    ListValue,
    ModuleValue,
    Object,
    TFFunction,
)
from .same_arrays import SameArrays
from .state import Activation, FunctionInfo, Machine, ModuleState

_STABLE = (FunctionValue, ClassValue, BoundMethod, ModuleValue, TFFunction, Symbol)
_SETUP = frozenset({"__init__", "build", "__new__", "__post_init__", "setUp", "setUpClass"})
_LOOPS = (nodes.For, nodes.While, nodes.AsyncFor)
_SCOPES = (nodes.FunctionDef, nodes.Lambda, nodes.ListComp, nodes.GeneratorExp, nodes.DictComp, nodes.SetComp)

WRITE_LIMIT = 40
"""Changes of one container that are looked at; where there are more, some are like the others."""

Write = tuple[Activation, nodes.NodeNG]


def add_frozen(machine: Machine, live: dict[Activation, None], callers: Callers) -> None:
    """Add a record for each read of a value that other code of the program changes."""
    writes = _attribute_writes(live)
    order = _Order(live, machine, callers)
    rebound = _nonlocal_writes(live)
    changed = _Changed(machine, live, order)
    renewals = _renewals(writes)
    _add_frozen_weights(machine, live, order)
    for activation in live:
        function = activation.function
        if function is None:
            continue
        for (instance, name), (node, value) in activation.attribute_reads.items():
            stable = order.is_stable(value)
            if function.name in _SETUP or (stable and not _is_replaceable(value)):
                continue
            # What a function changes itself while it is traced is a side effect of it.
            found = [w for w in writes.get((instance, name), ()) if w[0].function is not function]
            if not isinstance(instance, (Instance, ClassValue)):
                # What a library keeps, or nobody knows: all that is certain of it is the order.
                found = [w for w in found if order.may_follow(w, activation)]
                order.doubted.update(found if instance == SOMEWHERE else ())
            if not stable:
                found += changed.openly(instance, activation)
                found += changed.of((instance, name), value, activation, instance)
            if activation.traced and any(order.is_traced_with(w[0], activation) for w in found):
                continue
            found = order.without_own(found, activation)
            # What is not traced now would not be made anew with the rest.
            if activation.traced:
                found = [w for w in found if not order.is_traced_anew(w, renewals.get(instance, ()))]
            made = instance if isinstance(instance, Instance) else None
            if made is not None and found:
                found = [w for w in found if not (order.is_setup_of(w[0], made) or order.is_over(w, activation))]
                found = [w for w in found if not order.is_compiled_anew(w, activation, made)]
            if stable:
                found = _certainly_later(order, found, activation, made)
            _record(order, activation, "frozen-attribute", node, found, made)
        for (scope, name), (node, value) in activation.outer_reads.items():
            if order.is_stable(value):
                if isinstance(scope, ModuleState) and (_is_replaceable(value) or _is_redefined(value)):
                    found = [(a, n) for n, a in scope.written_elsewhere.get(name, {}).items()]
                    if scope.activation is not None:
                        found += [(scope.activation, n) for n in rebindings(scope.module.tree, name)]
                    found = _certainly_later(order, [w for w in found if w[0].function is not function], activation)
                    _record(order, activation, "frozen-global", node, found)
                continue
            if isinstance(scope, ModuleState):
                found = [(a, n) for n, a in scope.written_elsewhere.get(name, {}).items() if a.function is not function]
                # What another module assigns in its own body is done when it has been imported.
                if scope.activation is not None and scope is activation.module:
                    found += [(scope.activation, n) for n in rebindings(scope.module.tree, name)]
                found += changed.of((scope, name), value, activation)
                found += changed.openly(scope, activation)
                _record(order, activation, "frozen-global", node, found)
            elif scope.function is not None and _outlives(activation, scope):
                made = function.node
                # What is assigned before the function is made is another variable than that of the next one.
                found = [(scope, n) for n in rebindings(scope.function.node, name) if _follows(n, made)]
                found += [w for w in rebound.get((scope, name), ()) if w[0].function is not function]
                found += changed.of((scope, name), value, activation)
                kind = "frozen-tensor-capture" if any(isinstance(a, Tensor) for a in atoms(value)) else "frozen-closure"
                _record(order, activation, kind, node, found)


def _outlives(reader: Activation, scope: Activation) -> bool:
    """What is traced of ``reader`` is kept while ``scope`` goes on: it isn't traced with it, nor run at once."""
    return not scope.traced and (not reader.traced_by or set(reader.traced_by) != {"control-flow"})


def _record(
    order: _Order,
    reader: Activation,
    kind: str,
    node: nodes.NodeNG,
    writes: list[Write],
    instance: Instance | None = None,
) -> None:
    if not writes:
        return
    writes = [w for w in writes if not order.is_made_once(w)]
    lasting = [w for w in writes if not restores(w[0].function)]
    if not lasting:
        # What a context manager sets back is read in another state before it and in it.
        if reader.traced or not any(order.is_entered_between(w, reader) for w in writes):
            return
        order.doubted.update(writes)
    writes = lasting or writes
    if not writes:
        return
    # Calls that were joined write to objects that one of them alone may have.
    apart = [w for w in writes if w not in order.doubted]
    apart = [w for w in apart if instance is None or not (_is_joined(w[0]) or _is_joined(reader))]
    late = next((w for w in apart if order.is_after(w, reader, instance)), None)
    cause = (late or writes[0])[1]
    text = text_of(order.machine, node)
    key = (kind, node, text)
    if key not in reader.hazards:
        reader.hazards[key] = Record(kind, node, text, None, False, late is not None, True, cause, ())


def _is_stable(value: Value) -> bool:
    # What is None until a variable is made is that variable's place.
    others = [a for a in atoms(value) if a is not NONE]
    return bool(others) and all(
        isinstance(a, _STABLE) or (type(a) is Tensor and a.kind == "variable") or isinstance(a, Instance)
        for a in others
    )


def _is_replaceable(value: Value) -> bool:
    """An object or a variable, whose place another may take, or code that has: not by its compiled self."""
    members = [a for a in atoms(value) if a is not NONE]
    if any(isinstance(a, (Tensor, Instance)) or _is_closure(a) for a in members):
        return True
    compiled = {_written(a.target) for a in members if isinstance(a, TFFunction)}
    return len({_written(a) for a in members} - compiled) > 1


def _is_closure(value: Value) -> bool:
    """A function that is made anew with other variables around it."""
    function = value.target if isinstance(value, TFFunction) else value
    return isinstance(function, FunctionValue) and function.scope is not None


def _is_redefined(value: Value) -> bool:
    """There are several functions of one name."""
    return sum(isinstance(a, (FunctionValue, ClassValue)) for a in atoms(value)) > 1


def _written(value: Value) -> Value:
    """The function as it is written that a bound method is."""
    return value.function if isinstance(value, BoundMethod) else value


def _certainly_later(
    order: _Order, writes: list[Write], reader: Activation, instance: Instance | None = None
) -> list[Write]:
    """What is set once before the first trace, in whatever order the program is written, is not changed."""
    if instance is not None and reader.merged:
        return []
    return [w for w in writes if not (instance and w[0].merged) and order.is_after(w, reader, instance)]


def _attribute_writes(live: dict[Activation, None]) -> dict[tuple[Any, str], list[Write]]:
    found: dict[tuple[Any, str], list[Write]] = {}
    for activation in live:
        if activation.function is not None and activation.function.name in _SETUP:
            continue
        for (instance, name), node in activation.attribute_writes.items():
            found.setdefault((instance, name), []).append((activation, node))
    return found


def _renewals(writes: dict[tuple[Any, str], list[Write]]) -> dict[Instance, list[Activation]]:
    """Where the program gives an object a new ``tf.function``, whose first trace is still to come."""
    found: dict[Instance, list[Activation]] = {}
    for (instance, name), places in writes.items():
        if not isinstance(instance, Instance) or name not in instance.attributes:
            continue
        compiled = [a.node for a in atoms(instance.attributes[name].value) if type(a) is TFFunction]
        for activation, node in places if compiled else ():
            statement = node.statement()
            if any(statement is made or statement.parent_of(made) for made in compiled):
                found.setdefault(instance, []).append(activation)
    return found


def _add_frozen_weights(machine: Machine, live: dict[Activation, None], order: _Order) -> None:
    """Add a record for each reading of trainable variables before something is made trainable, or no longer."""
    for writer in live:
        for key, node in writer.content_writes:
            if isinstance(key, tuple) and key[0] == SETTINGS:
                _add_settings(machine, live, order, key[1], (writer, node))
    writes = [(a, node) for a in live for key, node in a.content_writes if key == TRAINABLE]
    for uses in machine.keras_uses.values() if writes else ():
        for name in DEPEND_ON_TRAINABLE:
            for node, activation in uses.get(name, ()):
                if activation in live and activation.function is not None:
                    found = [w for w in writes[:WRITE_LIMIT] if w[0].function is not activation.function]
                    found = [w for w in found if order.is_after(w, activation)]
                    _record(order, activation, "frozen-attribute", node, found)


def _add_settings(machine: Machine, live: dict[Activation, None], order: _Order, changed: Value, write: Write) -> None:
    """Add a record for each use of a Keras object before ``write`` sets an attribute of it."""
    uses = machine.keras_uses.get(changed, {})
    for node, activation in [place for name in (CALL, *APPLIES) for place in uses.get(name, ())]:
        if activation in live and activation.function is not None and activation.function is not write[0].function:
            order.doubted.add(write)
            _record(order, activation, "frozen-attribute", node, [write] if order.is_after(write, activation) else [])


def _nonlocal_writes(live: dict[Activation, None]) -> dict[tuple[Activation, str], list[Write]]:
    """Where functions assign variables of the functions around them."""
    found: dict[tuple[Activation, str], list[Write]] = {}
    for activation in live:
        for record in activation.hazards.values():
            if record.kind == "nonlocal-write" and isinstance(record.target, Activation):
                found.setdefault((record.target, str(record.subject)), []).append((activation, record.node))
    return found


def _is_joined(activation: Activation) -> bool:
    """It stands for calls with different arguments, or for those of a method of several objects."""
    function = activation.function
    of_many = function is not None and function.is_method and activation.args and len(atoms(activation.args[0])) > 1
    return activation.merged or bool(of_many)


class _Changed:
    """Containers and arrays that the program changes in place."""

    def __init__(self, machine: Machine, live: dict[Activation, None], order: _Order) -> None:
        self._order = order
        self._writes: dict[object, list[Write]] = {}
        self._writing: dict[object, set[FunctionInfo | None]] = {}
        """The functions that make the writes."""
        self._containers: dict[Value, tuple[list[Object], bool]] = {}
        for activation in live:
            if activation.content_writes and order.is_setup(activation):
                continue
            for key, node in activation.content_writes:
                self._writes.setdefault(key, []).append((activation, node))
                self._writing.setdefault(key, set()).add(activation.function)
        self._arrays = SameArrays(machine, live, [k for k in self._writes if isinstance(k, tuple)])

    def of(
        self, key: tuple[object, str], value: Value, reader: Activation, instance: Instance | None = None
    ) -> list[Write]:
        """The changes of what ``reader`` reads as ``value`` under ``key``, as far as they may come after it.

        None if the reader changes it as well: that is a side effect, which is told for itself.
        """
        if not self._writes:
            return []
        containers, has_place = self._kept_in(value)
        changed = [c for c in containers if c in self._writes]
        written: list[object] = [c for c in changed if not self._holds_lasting(c)]
        if has_place:
            written.extend(k for k in self._arrays.names_of(key) if k in self._writes)
        if any(reader.function in self._writing[k] for k in written):
            return []
        writes = islice((w for k in written for w in self._writes[k]), WRITE_LIMIT)
        found = list(islice((w for w in writes if self._order.may_follow(w, reader, instance)), 1))
        if not containers:
            arrays = any(type(a) is Array for a in atoms(value))
            self._order.doubted.update(w for w in found if not arrays or w not in self._writes.get(key, ()))
        # Code and state may be collected at any time before the first trace, and more of it come later.
        lasting = ((c, w) for c in changed if self._holds_lasting(c) for w in self._writes[c][:WRITE_LIMIT])
        grown = (
            w
            for container, w in lasting
            if w[0].function is not reader.function and self._order.is_after(w, reader, container)
        )
        if not found:
            found = list(islice(grown, 1))
            self._order.doubted.update(found)
        return found

    def openly(self, owner: object, reader: Activation) -> list[Write]:
        """What may come after ``reader`` and assign any name or attribute of ``owner``."""
        writes = self._writes.get((EVERYTHING, owner), ())
        found = list(islice((w for w in writes if self._order.may_follow(w, reader)), 1))
        self._order.doubted.update(found)
        return found

    def _kept_in(self, value: Value) -> tuple[list[Object], bool]:
        """The containers in ``value``, and whether something in it is known by the place where it is kept."""
        found = self._containers.get(value)
        if found is None:
            containers: list[Object] = [a for a in inside(value) if isinstance(a, (ListValue, DictValue))]
            found = self._containers[value] = containers, any(map(is_known_by_place, inside(value, 2)))
        return found

    def _holds_lasting(self, container: Object) -> bool:
        return all(map(self._order.is_stable, contents(container)))


class _Order:
    """Whether a write comes after a call that leads to a read, in some body of the program."""

    def __init__(self, live: dict[Activation, None], machine: Machine, callers: Callers) -> None:
        self._callers = callers
        self._calls: dict[Activation, list[nodes.NodeNG]] = {}
        for caller in live:
            for callee, node in caller.calls:
                self._calls.setdefault(callee, []).append(node)
        self._above: dict[Activation, dict[Activation, None]] = {}
        self._roots: dict[Activation, list[Activation]] = {}
        self._toward: dict[tuple[Activation, Activation], list[tuple[Activation | None, nodes.NodeNG]]] = {}
        self._following: dict[tuple[Write, Activation, Object | None], bool] = {}
        self.doubted: set[Write] = set()
        """Writes that may be of something else than what is read."""
        self._bodies = {s.activation for s in machine.modules.values()}
        self.machine = machine
        self._stable: dict[Value, bool] = {}
        self._by_keras: dict[Activation, bool] = {}
        self._compiling: dict[Instance, set[Activation]] = {}

    def is_stable(self, value: Value) -> bool:
        """Nothing that a trace would freeze wrongly: code, or TensorFlow state that the graph reads when it runs."""
        found = self._stable.get(value)
        if found is None:
            found = self._stable[value] = _is_stable(value)
        return found

    def is_made_once(self, write: Write) -> bool:
        """It is made for what wasn't there before."""
        activation, node = write
        once = self.machine.runs_once
        calls = self._calls.get(activation)
        return once(node) or bool(calls and all(map(once, calls)))

    def is_entered_between(self, write: Write, reader: Activation) -> bool:
        """Some body calls what leads to ``reader`` in a context that makes ``write``, and in another or none."""
        above_read, above_write = self._leading_to(reader), self._leading_to(write[0])
        for body in above_write:
            entered = [
                call.parent if isinstance(call.parent, nodes.With) else call.statement()
                for callee, call in body.calls
                if callee in above_write
            ]
            contexts = [context for context in entered if isinstance(context, nodes.With)]
            around = [
                next((context for context in contexts if context.parent_of(call)), None)
                for callee, call in body.calls
                if callee in above_read
            ]
            if len(set(around)) > 1:
                return True
        return False

    def is_after(self, write: Write, reader: Activation, instance: Object | None = None) -> bool:
        """Some body calls what leads to ``reader`` and then, or in the same loop, makes or calls the write.

        Not if each of the two calls makes an ``instance`` of its own, or each round of the loop does.
        """
        writer, node = write
        above_write, above_read = self._leading_to(writer), self._leading_to(reader)
        owner = None if instance is None else instance.owner
        makers = {} if owner is None else self._leading_to(owner)
        for body in above_write if len(above_write) < len(above_read) else above_read:
            if body not in above_read or body not in above_write or body is reader:
                continue
            if body.function is None and body not in self._bodies:
                # Tests and what the analysis calls itself: one has nothing to do with the next.
                continue
            if restores(body.function):
                continue
            fresh = instance.node if instance is not None and owner is body else None
            reads = self._calls_toward(reader, body)
            for maker, later in [(None, node)] if body is writer else self._calls_toward(writer, body):
                for callee, call in reads:
                    if later is call or (callee in makers and maker in makers) or _makes_base(call):
                        continue
                    if _follows(later, call, fresh):
                        return True
        return False

    def _calls_toward(self, target: Activation, body: Activation) -> list[tuple[Activation | None, nodes.NodeNG]]:
        """The calls in ``body`` that lead to ``target``."""
        found = self._toward.get((target, body))
        if found is None:
            leading = self._leading_to(target)
            found = self._toward[target, body] = [(callee, call) for callee, call in body.calls if callee in leading]
        return found

    def may_follow(self, write: Write, reader: Activation, instance: Object | None = None) -> bool:
        """The write comes after the read, or it is made for a caller that the program doesn't have."""
        key = (write, reader, instance)
        found = self._following.get(key)
        if found is None:
            found = self._following[key] = self._may_follow(write, reader, instance)
        return found

    def _may_follow(self, write: Write, reader: Activation, instance: Object | None) -> bool:
        writer = write[0]
        if self.is_after(write, reader, instance):
            return True
        above_read = self._leading_to(reader)
        roots = self._roots.get(writer)
        if roots is None:
            first = (a for a in self._leading_to(writer) if not self._callers.get(a))
            roots = self._roots[writer] = [a for a in first if a.function is not None]
        return any(root not in above_read for root in roots)

    def is_setup(self, activation: Activation) -> bool:
        """The function makes an object, or all its callers do."""
        seen = {activation: None}
        stack = [activation]
        while stack:
            current = stack.pop()
            if current.function is not None and current.function.name in _SETUP:
                continue
            callers = self._callers.get(current)
            if not callers:
                return False
            stack.extend(c for c in callers if c not in seen)
            seen.update(dict.fromkeys(callers))
        return True

    def is_setup_of(self, activation: Activation, instance: Instance, depth: int = 4) -> bool:
        """Only what makes ``instance``, or a ``build()`` that Keras runs once, comes to ``activation``."""
        function = activation.function
        if builds(function):
            return True
        if function is not None and function.name in _SETUP and function.is_method and activation.args:
            return instance in atoms(activation.args[0])
        callers = self._callers.get(activation, {})
        return bool(callers and depth) and all(self.is_setup_of(c, instance, depth - 1) for c in callers)

    def is_over(self, write: Write, reader: Activation) -> bool:
        """What makes the write sets the attribute back, and doesn't call ``reader`` in between."""
        (writer, node), function = write, write[0].function
        if function is None or not function.set_back or writer in self._leading_to(reader):
            return False
        return node.as_string() in function.set_back

    def is_traced_with(self, writer: Activation, reader: Activation) -> bool:
        """Each trace of ``reader`` makes the write, in code that calls ``reader`` or that it calls."""
        return writer.traced and (writer in self._leading_to(reader) or reader in self._leading_to(writer))

    def is_traced_anew(self, write: Write, renewals: Iterable[Activation]) -> bool:
        """What makes the write makes a new ``tf.function`` of the object as well."""
        return any(write[0] in self._leading_to(renewal) for renewal in renewals)

    def is_compiled_anew(self, write: Write, reader: Activation, model: Instance, depth: int = 3) -> bool:
        """Keras compiles ``model`` beside the write, before anything runs the trace that has the old value."""
        compiles = self.machine.keras_uses.get(model, {}).get(COMPILES)
        if not compiles or not self._is_run_by_keras_alone(reader):
            return False
        writer, node = write
        above_read = self._leading_to(reader)
        if model not in self._compiling:
            self._compiling[model] = {a for _, place in compiles for a in self._leading_to(place)}
        compiling = self._compiling[model]
        beside = [n for n, place in compiles if place is writer]
        beside += [n for a, n in writer.calls if a in compiling and a not in above_read]
        reads = [n for a, n in writer.calls if a in above_read]
        if beside:
            return any(not any(_is_between(node, n, read) for read in reads) for n in beside)
        callers = [(caller, n) for caller in self._callers.get(writer, ()) for a, n in caller.calls if a is writer]
        return bool(callers and depth) and all(self.is_compiled_anew(c, reader, model, depth - 1) for c in callers)

    def _is_run_by_keras_alone(self, reader: Activation) -> bool:
        found = self._by_keras.get(reader)
        if found is None:
            reasons = {reason for a in self._leading_to(reader) if a.traced for reason in a.traced_by}
            found = self._by_keras[reader] = reasons == {"keras"}
        return found

    def without_own(self, writes: list[Write], reader: Activation) -> list[Write]:
        """The writes that ``reader`` does not make itself by the functions that it calls, in every trace."""
        own = {w[0].function for w in writes if reader in self._leading_to(w[0])}
        return [w for w in writes if w[0].function not in own]

    def _leading_to(self, activation: Activation) -> dict[Activation, None]:
        found = self._above.get(activation)
        if found is None:
            found = self._above[activation] = above([activation], self._callers)
        return found


def _makes_base(call: nodes.NodeNG) -> bool:
    """``super().__init__(…)``: no trace of what it calls is kept, as where Keras asks layers for their shapes."""
    return isinstance(call, nodes.Call) and isinstance(call.func, nodes.Attribute) and call.func.attrname == "__init__"


def _follows(later: nodes.NodeNG, call: nodes.NodeNG, fresh: nodes.NodeNG | None = None) -> bool:
    if (later.lineno, later.col_offset) > (call.end_lineno, call.end_col_offset):
        return True
    around = list(_loops_of(later))
    if not around:
        return False
    loops = set(_loops_of(call)).difference(() if fresh is None else _loops_of(fresh))
    return any(loop in loops for loop in around)


def _is_between(first: nodes.NodeNG, second: nodes.NodeNG, node: nodes.NodeNG) -> bool:
    """``node`` is written between the two, whichever comes first."""
    lower, upper = sorted((first.lineno, first.col_offset) for first in (first, second))
    return bool(lower < (node.lineno, node.col_offset) < upper)


def _loops_of(node: nodes.NodeNG) -> Iterable[nodes.NodeNG]:
    current = node.parent
    while current is not None and not isinstance(current, (*_SCOPES, nodes.ClassDef, nodes.Module)):
        if isinstance(current, _LOOPS):
            yield current
        current = current.parent


def rebindings(scope: nodes.NodeNG, name: str) -> list[nodes.NodeNG]:
    """The assignments that may change ``name`` after others have read it: in a loop, augmented, or not the first."""
    assigned = [
        n
        for n in scope.locals.get(name, ())
        if isinstance(n, (nodes.AssignName, nodes.DelName))
        and (n.scope() is scope or isinstance(n.scope(), nodes.Module))
    ]
    assigned.sort(key=lambda n: (n.lineno, n.col_offset))
    defined = [n for n in scope.locals.get(name, ()) if isinstance(n, (nodes.FunctionDef, nodes.ClassDef))]
    first = min([*assigned[:1], *defined], key=lambda n: n.lineno or 0, default=None)
    return [
        n
        for n in assigned
        if first is None or n is not first or isinstance(n.statement(), nodes.AugAssign) or any(_loops_of(n))
    ] + [n for n in defined if n is not first]
