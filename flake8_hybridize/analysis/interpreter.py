"""The machine put together: modules run, functions and classes made, decorators applied, the worklist driven."""

from __future__ import annotations

import traceback
from heapq import heappop

from astroid import nodes

from ..model.options import Options
from ..model.values import (
    NEVER,
    LibraryObject,
    Symbol,
    Unknown,
    Value,
    atoms,
    library_object,
    union,
    unknown,
)
from ..project import Module, Project
from . import attributes, calls, classes, expressions, imports, library, scopes, statements
from .functions import info_of
from .objects import ClassValue, Descriptor, FunctionValue, Instance, intern
from .state import EAGER, RUN_LIMIT, Activation, Arguments, Cell, Frame, Machine, ModuleState, ScopeChain

STEP_LIMIT = 100_000
"""Runs of queued activations before the analysis stops and says so."""


class Interpreter(Machine):
    """A machine with the behaviour of this package."""

    def __init__(self, project: Project, options: Options) -> None:
        super().__init__(project, options)
        self.evaluate = expressions.evaluate
        self.execute = statements.execute
        self.call = calls.call
        self.get_attribute = attributes.get_attribute
        self.set_attribute = attributes.set_attribute
        self.delete_attribute = attributes.delete_attribute
        self.assign_name = scopes.assign_name
        self.assign = statements.assign
        self.class_method = classes.class_method
        self.make_class = classes.make_class
        self.match_fields = classes.match_fields
        self.enter_context = library.enter_context
        self.dataset_element = library.dataset_element
        self.library_iteration = library.library_iteration
        self.library_instance = library.library_instance
        self.entries: list[Activation] = []
        self.entered: dict[FunctionValue, None] = {}

    def invent_instance(self, frame: Frame, cls: ClassValue) -> Value:
        """An instance of a class that the program never constructs."""
        from .entries import invent_instance

        return invent_instance(self, frame, cls)

    def linearize(self, cls: ClassValue) -> tuple[Value, ...]:
        """The method resolution order of a class."""
        return classes.linearize(self, cls)

    def run_module(self, state: ModuleState) -> None:
        """Run the body of a module."""
        activation = Activation(len(self.activations), None, None, state, (), EAGER)
        self.activations.append(activation)
        state.activation = activation
        self._run_body(activation)

    def _run_body(self, activation: Activation) -> None:
        activation.state = "running"
        activation.begin()
        frame = Frame(self, activation, None)
        try:
            self.execute(frame, activation.module.module.tree.body)
        except Exception:  # noqa: BLE001 - reported as HYB902 at the module, with the traceback
            calls.failed(
                activation, activation.module.module.tree, activation.module.module.name, traceback.format_exc()
            )
        self.finish(activation)
        if activation.state == "stale" and activation.runs < RUN_LIMIT:
            self.enqueue(activation)
        else:
            activation.state = "done"

    def drain(self) -> None:
        """Run queued activations until none is left."""
        steps = 0
        while self.queue:
            activation = heappop(self.queue)[2]
            if activation.state != "queued":
                continue
            steps += 1
            if steps > STEP_LIMIT:
                self.given_up.update((left, None) for _, _, left in (*self.queue, (0, 0, activation)))
                self.queue.clear()
                return
            if activation.function is None and activation.module.activation is not activation:
                # The analysis itself called from here: what it gave does not depend on what came of it.
                activation.state = "done"
            elif activation.function is None:
                self._run_body(activation)
            else:
                calls.run(self, activation)

    def settle(self) -> None:
        """Take what is still empty for unknown, and go on to the second fixpoint."""
        self.settled = True
        for cell in self.empty_reads:
            if cell.value is NEVER:
                self.mark(cell.readers)
        for activation in self.silent:
            if activation.result is NEVER:
                self.mark(activation.readers)
        self.mark(self.waiting)
        self.drain()

    def make_function(self, frame: Frame, node: nodes.NodeNG) -> Value:
        """The function that a ``def`` or ``lambda`` makes here; defaults are evaluated now."""
        cls = frame.class_scope
        info = info_of(self, node, frame.module, cls.name if cls is not None else None)
        scope = _scope_of(frame)
        key = (FunctionValue, node, frame.activation, cls)
        made = self.objects.get(key)
        if not isinstance(made, FunctionValue):
            made = FunctionValue(info, frame.activation, scope, cls)
            self.objects[key] = made
        arguments = node.args
        positional = [*(arguments.posonlyargs or ()), *(arguments.args or ())]
        defaults = arguments.defaults or ()
        for parameter, default in zip(positional[len(positional) - len(defaults) :], defaults, strict=False):
            self.write(made.defaults.setdefault(parameter.name, Cell()), frame.eval(default))
        for parameter, default in zip(arguments.kwonlyargs or (), arguments.kw_defaults or (), strict=False):
            if default is not None:
                self.write(made.defaults.setdefault(parameter.name, Cell()), frame.eval(default))
        return made

    def decorate(self, frame: Frame, decorator: nodes.NodeNG, node: nodes.NodeNG, value: Value) -> Value:
        """Apply one decorator to what is below it."""
        if isinstance(decorator, nodes.Attribute) and decorator.attrname in ("setter", "getter", "deleter"):
            existing = frame.eval(decorator.expr)
            if decorator.attrname == "setter":
                for atom in atoms(existing):
                    if isinstance(atom, Descriptor):
                        return intern(self, Descriptor, atom.kind, atom.function, value)
            return existing
        applied = frame.eval(decorator)
        if isinstance(applied, Unknown) or (isinstance(applied, Symbol) and not self._models(applied.name)):
            text = decorator.as_string()
            self.seen_through[node] = f"the decorator {text} gives back the function that it gets"
            return value
        result = frame.call(decorator, applied, Arguments([value], nodes=[None]))
        if result is NEVER or all(isinstance(a, Unknown) for a in atoms(result)):
            if result is not NEVER:
                self.seen_through[node] = f"the decorator {decorator.as_string()} gives back the function that it gets"
            return value
        opaque = any(isinstance(a, LibraryObject) and a.cls not in _CALLABLE for a in atoms(result))
        if opaque and not isinstance(node, nodes.ClassDef):
            return value
        return result

    @staticmethod
    def _models(name: str) -> bool:
        from .builtin_calls import FUNCTIONS

        return name in FUNCTIONS

    def declare_field(self, frame: Frame, node: nodes.AnnAssign) -> None:
        """An annotation without a value in a class body: nothing is bound."""

    def eval_in_class(self, frame: Frame, cls: ClassValue, node: nodes.NodeNG) -> Value:
        """The value of an expression of a class body, read from outside."""
        body = Frame(self, cls.owner or frame.activation, None)
        body.module = cls.module
        return body.eval(node)

    def exception_value(self, frame: Frame, handler: nodes.ExceptHandler) -> Value:
        """What ``except E as e`` binds."""
        if handler.type is None:
            return unknown("exception")
        value = frame.eval(handler.type)
        results: list[Value] = []
        for atom in atoms(value):
            if isinstance(atom, ClassValue):
                results.append(classes.instance_at(frame, handler, atom))
            elif isinstance(atom, Symbol):
                results.append(library_object(atom.name))
            else:
                results.append(unknown("exception"))
        return union(results)

    def enum_member(self, frame: Frame, cls: ClassValue, name: str, value: Value) -> Value:
        """``Color.RED``."""
        if name.startswith("_"):
            return value
        key = ("enum", cls, name)
        made = self.objects.get(key)
        if not isinstance(made, Instance):
            made = Instance(cls.node, cls.owner, cls)
            self.objects[key] = made
        from ..model.values import const

        self.write(made.attributes.setdefault("value", Cell()), value)
        self.write(made.attributes.setdefault("name", Cell()), const(name))
        return made

    def project_packages(self, frame: Frame, name: str) -> None:
        """Run the packages on the way to a dotted module."""
        parts = name.split(".")
        for count in range(1, len(parts)):
            found = self.project.resolve_import(frame.module.module, ".".join(parts[:count]), 0)
            if isinstance(found, Module):
                imports.module_state(self, found)


_CALLABLE = frozenset(
    {
        "collections.namedtuple class",
        "functools.singledispatch function",
        "functools.wraps decorator",
        "tensorflow.autograph converted function",
        "tensorflow.custom_gradient function",
        "tensorflow.function decorator",
    }
)


def _scope_of(frame: Frame) -> ScopeChain | None:
    """The closure of a function defined in ``frame``."""
    current: Frame | ScopeChain | None = frame
    while isinstance(current, Frame) and current.class_scope is not None:
        current = current.parent
    if not isinstance(current, Frame):
        return current
    parent = current.parent if isinstance(current.parent, ScopeChain) else None
    if current.activation.function is None:
        return parent
    return ScopeChain(current.activation, parent)
