"""Where the program is entered: module bodies, tests, and every function that nobody calls."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePath

from astroid import nodes

from ..model.values import FALSE, Stream, Value, atoms, union, unknown
from . import classes, hints, imports, parameters
from .interpreter import Interpreter
from .objects import BoundMethod, ClassValue, FunctionValue, Instance, bound, plain_function
from .state import EAGER, Activation, Arguments, Cell, Frame, ModuleState

_TEST_BASES = ("unittest.TestCase", "tensorflow.test.TestCase", "absl.testing.parameterized.TestCase")


def run_program(machine: Interpreter) -> None:
    """Run all module bodies and tests, then what nobody calls, each time to the fixpoint."""
    for module in machine.project.modules:
        if module.touches_tensorflow:
            imports.module_state(machine, module)
    machine.drain()
    for state in list(machine.modules.values()):
        if is_test_file(state.module.file):
            _run_tests(machine, state)
    machine.drain()
    machine.settle()
    _run_uncalled(machine)


def is_test_file(file: str) -> bool:
    """The file is one that pytest or unittest collects."""
    name = file.replace("\\", "/").rpartition("/")[2]
    return name.startswith("test_") or name.endswith("_test.py") or name == "conftest.py"


def _entry_frame(machine: Interpreter, state: ModuleState, *, made_up: bool) -> Frame:
    """A frame from which the analysis itself calls functions of a module."""
    activation = Activation(len(machine.activations), None, None, state, (), EAGER)
    activation.entry = made_up
    activation.state = "done"
    machine.activations.append(activation)
    machine.entries.append(activation)
    return Frame(machine, activation, None)


def _run_tests(machine: Interpreter, state: ModuleState) -> None:
    frame = _entry_frame(machine, state, made_up=False)
    for name, cell in list(state.cells.items()):
        for atom in atoms(cell.value):
            function = plain_function(atom)
            if name.startswith("test") and function is not None and function.info.module is state:
                _call_test(machine, frame, atom, function, state, None)
            elif isinstance(atom, ClassValue) and atom.module is state:
                _run_test_class(machine, frame, atom, name, state)


def _run_test_class(machine: Interpreter, frame: Frame, cls: ClassValue, name: str, state: ModuleState) -> None:
    unit = (
        any(classes.derives(machine, cls, base) for base in _TEST_BASES)
        or classes.unknown_base(machine, cls) is not None
    )
    if (not unit and not name.startswith("Test")) or _is_excluded(cls):
        return
    instance = classes.instance_at(frame, cls.node, cls)
    instance.constructed = True
    for setup in ("setUpClass", "setUp", "setup_method", "setup"):
        method = classes.class_method(frame, instance, setup)
        if method is not None:
            frame.call(cls.node, method, Arguments())
    for base in classes.linearize(machine, cls):
        if not isinstance(base, ClassValue):
            continue
        for attribute in list(base.attributes):
            if attribute.startswith("test"):
                method = classes.class_method(frame, instance, attribute)
                function = plain_function(method) if method is not None else None
                if function is not None and method is not None:
                    _call_test(machine, frame, method, function, state, instance)


def _is_excluded(cls: ClassValue) -> bool:
    """``__test__ = False`` keeps pytest from collecting a class."""
    cell = cls.attributes.get("__test__")
    return cell is not None and cell.value is FALSE


def _call_test(
    machine: Interpreter,
    frame: Frame,
    target: Value,
    function: FunctionValue,
    state: ModuleState,
    instance: Instance | None,
) -> None:
    info = function.info
    wanted = [name for name in (*info.positional, *info.keyword_only) if instance is None or name != info.positional[0]]
    decorated = [info.node]
    if instance is not None:
        linear = classes.linearize(machine, instance.cls)
        decorated.extend(c.node for c in linear if isinstance(c, ClassValue) and c.node is not None)
    fixtures = _Fixtures(machine, frame, state, instance)
    for given in parameters.cases(frame, decorated, wanted):
        keywords = [
            (name, fixtures.given(name, given.get(name)))
            for name in wanted
            if name in given or name not in function.defaults
        ]
        frame.call(info.node, target, Arguments([], keywords))


@dataclass(frozen=True, slots=True)
class _Fixtures:
    """What pytest finds for a test: of its class, of the module, of a ``conftest.py`` beside or above it."""

    machine: Interpreter
    frame: Frame
    state: ModuleState
    instance: Instance | None

    def given(self, name: str, value: Value | None) -> Value:
        """The parameter ``name`` of a test for which the decorators give ``value``."""
        if value is None:
            return self.value(name)
        return self.value(name, value) if parameters.is_request(value) else value

    def value(self, name: str, request: Value | None = None, depth: int = 4) -> Value:
        """The value of a fixture; ``request`` is what the test asks of it."""
        for atom in self._candidates(name):
            function = plain_function(atom)
            if function is None or depth == 0:
                continue
            info = function.info
            names = info.positional[1:] if isinstance(atom, BoundMethod) else info.positional
            keywords = [
                (
                    p,
                    request or parameters.request(self.frame, info.node)
                    if p == "request"
                    else self.value(p, depth=depth - 1),
                )
                for p in names
                if p not in function.defaults
            ]
            made = self.frame.call(info.node, atom, Arguments([], keywords))
            return union(a.element if isinstance(a, Stream) else a for a in atoms(made))
        return unknown(f"pytest fixture {name}")

    def _candidates(self, name: str) -> Iterator[Value]:
        if self.instance is not None:
            method = classes.class_method(self.frame, self.instance, name)
            function = plain_function(method)
            if method is not None and function is not None and parameters.is_fixture(function.info.node):
                yield method
        for state in (self.state, *_conftests(self.machine, self.state)):
            cell = _named_fixture(state, name) or state.cells.get(name)
            if cell is not None:
                yield from atoms(cell.value)


def _named_fixture(state: ModuleState, name: str) -> Cell | None:
    """The function that ``@pytest.fixture(name=…)`` gives this name."""
    for cell in state.cells.values():
        for atom in atoms(cell.value):
            function = plain_function(atom)
            if function is not None and parameters.fixture_name(function.info.node) == name:
                return cell
    return None


def _conftests(machine: Interpreter, state: ModuleState) -> list[ModuleState]:
    folder = PurePath(state.module.file).parent
    above = {folder, *folder.parents}
    return [
        other
        for other in machine.modules.values()
        if other.module.file.endswith("conftest.py") and (path := PurePath(other.module.file)).parent in above
        if path.name == "conftest.py"
    ]


def _run_uncalled(machine: Interpreter) -> None:
    """Call every function that has not been called, those first whose name no call mentions.

    Of the files around those that were asked for, only functions that may call what is defined in these matter.
    """
    calls = {state: _called_names(state.module.tree) for state in machine.modules.values()}
    mentioned = {name for names in calls.values() for name in names}
    wanted = _names_of_interest(machine)
    for names_too in (False, True):
        while True:
            targets = [
                f
                for f in _function_values(machine)
                if not f.info.activations and (names_too or f.info.name not in mentioned) and f not in machine.entered
            ]
            targets = [f for f in targets if wanted is None or _matters(f, wanted)]
            if not targets:
                break
            for function in targets:
                if not function.info.activations:
                    _enter(machine, function)
            machine.drain()


def _names_of_interest(machine: Interpreter) -> set[str] | None:
    """The names of functions and classes in the files that were asked for; ``None`` if there are no other files."""
    modules = machine.project.modules
    if all(module.is_target for module in modules):
        return None
    found: set[str] = set()
    for module in modules:
        if module.is_target:
            stack: list[nodes.NodeNG] = [module.tree]
            while stack:
                node = stack.pop()
                if isinstance(node, (nodes.FunctionDef, nodes.AsyncFunctionDef, nodes.ClassDef)):
                    found.add(node.name)
                stack.extend(node.get_children())
    return found


def _matters(function: FunctionValue, wanted: set[str]) -> bool:
    return function.info.module.module.is_target or not wanted.isdisjoint(_called_names(function.info.node))


def _called_names(root: nodes.NodeNG) -> set[str]:
    found: set[str] = set()
    stack: list[nodes.NodeNG] = [root]
    while stack:
        node = stack.pop()
        if type(node) is nodes.Call:
            function = node.func
            if type(function) is nodes.Name:
                found.add(function.name)
            elif type(function) is nodes.Attribute:
                found.add(function.attrname)
        stack.extend(node.get_children())
    return found


def _function_values(machine: Interpreter) -> list[FunctionValue]:
    found = [
        v
        for v in machine.objects.values()
        if isinstance(v, FunctionValue) and isinstance(v.info.node, (nodes.FunctionDef, nodes.AsyncFunctionDef))
    ]
    return sorted(found, key=lambda f: (f.info.module.module.file, f.info.node.lineno))


def _enter(machine: Interpreter, function: FunctionValue) -> None:
    machine.entered[function] = None
    frame = _entry_frame(machine, function.info.module, made_up=True)
    info = function.info
    cls = function.defined_in
    positional = list(info.positional)
    args: list[Value] = []
    target: Value = function
    if cls is not None and positional and not info.is_static:
        receiver: Value | None = cls
        if not _is_classmethod(info.node):
            receiver = hints.an_instance(frame, cls)
            if info.activations:
                return
        positional = positional[1:]
        if receiver is None:
            args.append(unknown(f"instance of {cls.name}"))
        else:
            for atom in atoms(receiver)[:4]:
                rest = [hints.argument_for(frame, function, n, cls) for n in positional]
                target = bound(machine, function, atom)
                _invoke(frame, function, target, rest)
            return
    args.extend(hints.argument_for(frame, function, n, cls) for n in positional)
    _invoke(frame, function, target, args)


def _invoke(frame: Frame, function: FunctionValue, target: Value, args: list[Value]) -> None:
    info = function.info
    machine = frame.machine
    keywords = [(n, hints.argument_for(frame, function, n, function.defined_in)) for n in info.keyword_only]
    rest = unknown(f"*{info.vararg}") if info.vararg else None
    extra = unknown(f"**{info.kwarg}") if info.kwarg else None
    compiled = machine.compiled.get(function)
    arguments = Arguments(args, keywords, rest, extra, [None] * len(args))
    if compiled is not None:
        target = bound(machine, compiled, target.receiver) if isinstance(target, BoundMethod) else compiled
    frame.call(info.node, target, arguments)


def _is_classmethod(node: nodes.NodeNG) -> bool:
    decorators = getattr(node, "decorators", None)
    return decorators is not None and any(
        isinstance(d, nodes.Name) and d.name == "classmethod" for d in decorators.nodes
    )


def invent_instance(machine: Interpreter, frame: Frame, cls: ClassValue) -> Value:
    """An instance of a class that the program never constructs, built from the hints of its ``__init__``."""
    key = ("invented", cls)
    found = machine.objects.get(key)
    if isinstance(found, Instance):
        return found
    entry = _entry_frame(machine, cls.module, made_up=True)
    made = Instance(cls.node, entry.activation, cls)
    made.constructed = True
    machine.objects[key] = made
    initializer = classes.find_in_class(machine, entry, cls, "__init__")
    function = plain_function(initializer) if initializer is not None else None
    if function is not None:
        args = [hints.argument_for(entry, function, n, cls) for n in function.info.positional[1:]]
        keywords = [(n, hints.argument_for(entry, function, n, cls)) for n in function.info.keyword_only]
        extra = unknown("**") if function.info.kwarg else None
        entry.call(cls.node, bound(machine, function, made), Arguments(args, keywords, None, extra))
    elif "dataclass" in cls.traits:
        for name, (_, statement) in classes.fields_of(machine, cls).items():
            value = hints.value_of_hint(entry, getattr(statement, "annotation", None)) or unknown(f"{cls.name}.{name}")
            machine.write(made.attributes.setdefault(name, Cell()), value)
    else:
        classes.initialize(entry, cls.node, made, Arguments())
    return made
