"""By which calls traced code comes to what also runs eagerly."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from astroid import nodes

from ..model.places import Place
from ..model.values import NONE, Unknown, atoms
from .hazards import builds
from .judge import Subject, graph_context
from .state import Activation, FunctionInfo, Machine

_Edge = tuple[Activation, nodes.NodeNG, "str | None"]


class Leading:
    """The calls in traced code that lead to an activation, found from there upwards.

    A call counts that is made in a function which never runs eagerly. One that may reach many functions, or several in
    an activation that stands for many calls, is no evidence that this function is reached with what arrived in
    another.
    """

    def __init__(
        self, machine: Machine, live: Mapping[Activation, None], subjects: Mapping[FunctionInfo, Subject]
    ) -> None:
        self._machine = machine
        self._omitted: dict[nodes.NodeNG, tuple[str, ...]] = {}
        self._callers: dict[Activation, list[_Edge]] = {}
        self._edges: dict[Activation, list[tuple[Activation, nodes.NodeNG]]] = {}
        """The calls in traced code, also those that are no evidence."""
        self._alone: set[Activation] = set()
        self._called: set[Activation] = set()
        self._calling: list[tuple[Activation, list[Activation]]] = []
        for caller in live:
            reached: dict[nodes.NodeNG, set[FunctionInfo | None]] = {}
            for callee, node in caller.calls:
                reached.setdefault(node, set()).add(callee.function)
            single = {node for node, found in reached.items() if len(found) == 1 and node not in caller.many}
            # What is called behind a question for something else gets what that question leaves.
            alone = [callee for (callee, node), (_, asked, _) in caller.calls.items() if node in single and not asked]
            if caller.function is not None and caller.function.name == "__call__":
                self._calling.append((caller, alone))
            else:
                self._alone.update(alone)
            self._called.update(callee for callee, _ in caller.calls)
            for (callee, node), (_, _, reason) in caller.calls.items():
                traced = caller.traced or (reason is not None and reason != "tf.function")
                sure = self._happens(caller, node) and node not in caller.many
                sure = sure and not (caller.merged and len(reached[node]) > 1)
                if traced:
                    self._edges.setdefault(callee, []).append((caller, node))
                if traced and sure:
                    self._callers.setdefault(callee, []).append((caller, node, reason))
        # What an object does when it is called, it does as one of those that are called there.
        for caller, alone in self._calling:
            if caller in self._alone or caller not in self._called:
                self._alone.update(alone)
        self._sure = self._surely_traced(live)
        self._traced = {info for info, s in subjects.items() if s.hybrid or graph_context(s)[0] is not None}

    def is_chosen(self, activation: Activation) -> bool:
        """Each call that reaches it may reach another function as well: which arguments go to which is not known."""
        return activation in self._called and activation not in self._alone

    def is_sure(self, activation: Activation) -> bool:
        """Code that is traced reaches it by calls that do happen."""
        return activation in self._sure

    def to(self, activations: Iterable[Activation], once: bool) -> tuple[Place, ...]:
        """Those that lead to any of ``activations``; with ``once``, without those that the program makes once only."""
        found: dict[Place, None] = {}
        seen = dict.fromkeys(activations)
        waiting = list(seen)
        while waiting:
            for caller, node, _ in self._callers.get(waiting.pop(), ()):
                if once and (self._machine.runs_once(node) or builds(caller.function) or self._is_run_once(caller)):
                    continue
                if caller.function is None or caller.function in self._traced or caller not in self._callers:
                    found[self._machine.place(caller, node)] = None
                elif caller not in seen:
                    seen[caller] = None
                    waiting.append(caller)
        return tuple(sorted(found))

    def _is_run_once(self, activation: Activation, depth: int = 4) -> bool:
        """All that calls it does so behind tests that let it run once."""
        edges = self._edges.get(activation, ())
        return bool(edges) and all(
            self._machine.runs_once(node) or (depth > 0 and self._is_run_once(caller, depth - 1))
            for caller, node in edges
        )

    def _surely_traced(self, live: Mapping[Activation, None]) -> set[Activation]:
        called = {callee for caller in live for callee, _ in caller.calls}
        found = {a for a in live if a.traced and (a.traced_by or a not in called)}
        waiting = list(found)
        while waiting:
            caller = waiting.pop()
            for callee, node in caller.calls:
                if callee not in found and self._happens(caller, node):
                    found.add(callee)
                    waiting.append(callee)
        return found

    def _happens(self, caller: Activation, node: nodes.NodeNG) -> bool:
        """The call is no doubted one, nor one for calls of ``caller`` that leave an argument out which this one gives:
        ``if targets is None``, where something came of which nobody knows what it is."""
        if node in caller.doubted:
            return False
        names = self._omitted.get(node)
        if names is None:
            names = self._omitted[node] = tuple(_left_out(node))
        return not any(_is_given(caller, name) for name in names)


def _left_out(node: nodes.NodeNG) -> Iterator[str]:
    """The names that are ``None`` where ``node`` runs, as the tests around it say."""
    child, parent = node, node.parent
    while parent is not None and not isinstance(child, nodes.LocalsDictNodeNG):
        if isinstance(parent, nodes.If) and child in parent.body:
            test = parent.test
            for asked in test.values if isinstance(test, nodes.BoolOp) and test.op == "and" else (test,):
                if isinstance(asked, nodes.Compare) and isinstance(asked.left, nodes.Name) and len(asked.ops) == 1:
                    op, other = asked.ops[0]
                    if op == "is" and isinstance(other, nodes.Const) and other.value is None:
                        yield asked.left.name
        child, parent = parent, parent.parent


def _is_given(caller: Activation, name: str) -> bool:
    """The parameter ``name`` gets something that is not known, and not ``None`` as far as that can be told."""
    if caller.function is None or name not in caller.function.parameters:
        return False
    index = caller.function.parameters.index(name)
    found = atoms(caller.args[index]) if index < len(caller.args) else ()
    return any(type(atom) is Unknown for atom in found) and NONE not in found
