"""The moving parts of the analysis: cells, functions, activations, frames, and the machine that owns them.

An *activation* is one function analysed for one tuple of abstract arguments in one mode (eager or traced).
Its body runs flow-sensitively over a *frame*; what outlives a frame (attributes, container contents,
globals, captured variables) lives in *cells* that only grow. A cell knows the activations that read it,
and a change queues them again: that is the whole worklist.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from heapq import heappush
from typing import TYPE_CHECKING, Any

from astroid import nodes

from ..knowledge import randomness
from ..knowledge.keras.values import KERAS_2, framework
from ..model.options import Options
from ..model.values import (
    NEVER,
    TRUE,
    Array,
    Const,
    Prim,
    Tensor,
    Tuple,
    Union,
    Value,
    atoms,
    covers,
    join,
    join_array,
    join_tensor,
    named_tuple,
    tensor,
    tuple_of,
    union,
    unknown,
    widened,
)
from .guards import Answers, runs_once
from .keras_version import is_keras_2
from .places import place_of

if TYPE_CHECKING:
    from ..model.places import Place
    from ..project import Module, Project
    from .objects import ClassValue

EAGER = "eager"
GRAPH = "graph"
"""Traced, and the body is converted by AutoGraph."""
GRAPH_AS_WRITTEN = "graph-as-written"
"""Traced, but the body runs as written: tensor conditions and loops raise."""

CONTEXT_LIMIT = 96
"""Activations per function and closure before further calls share one with joined arguments, at first;"""
CONTEXT_STEPS = 8
"""it is halved as often as this until the budget is spent."""
SHARED_LIMIT = 16
"""Classes of receivers of one function whose further calls are joined apart from each other."""
ARRIVAL_LIMIT = 40
"""Possibilities of one parameter that reports tell apart; of more, those that the analysis carries on."""
CLOSURE_LIMIT = 300
"""The same where arguments are functions (decorators), and for all closures of one function together."""
RECEIVER_LIMIT = 4
"""Receivers of one method or property that are kept apart; more are joined."""
CHANGE_LIMIT = 12
"""Changes of one cell before its value is widened."""
HURRIED_CHANGE_LIMIT = 3
"""The same once the budget of the analysis is spent."""
SETTLING = 2
"""Changes of one cell before what a wider possibility in it stands for is no change any more."""
RUN_LIMIT = 12
"""Runs of one activation before its result is widened."""
GIVE_UP = 40
"""Runs of one activation after which it is left as it is."""
HURRIED_GIVE_UP = 20
"""The same once the budget of the analysis is spent."""
BUDGET = 300_000
"""Lines that the analysis of any program may go through before calls are no longer told apart,"""
BUDGET_PER_LINE = 10
"""and so many more for each line of it."""
DEPTH_LIMIT = 60
"""Nested analyses of callees before a call is put off to the worklist."""


class Cell:
    """A value that only grows, with the activations that read it."""

    __slots__ = ("changes", "readers", "value")

    def __init__(self) -> None:
        self.value: Value = NEVER
        self.readers: dict[Activation, None] = {}
        self.changes = 0


class Collection:
    """Values that only become more, with the activations that read them."""

    __slots__ = ("readers", "values")

    def __init__(self) -> None:
        self.values: dict[Value, None] = {}
        self.readers: dict[Activation, None] = {}


@dataclass(slots=True, eq=False)
class ModuleState:
    """A module of the program while it is analysed: its global variables, and whether its body has run."""

    module: Module
    cells: dict[str, Cell] = field(default_factory=dict)
    activation: Activation | None = None
    written_elsewhere: dict[str, dict[nodes.NodeNG, Activation]] = field(default_factory=dict)
    """Global variables that functions or other modules assign: where, and the activation that does it."""
    star_imports: list[Value] = field(default_factory=list)


@dataclass(slots=True, eq=False)
class FunctionInfo:
    """A ``def`` or ``lambda`` as written: its parameters and the kinds of its names."""

    uid: int
    node: nodes.FunctionDef | nodes.AsyncFunctionDef | nodes.Lambda
    module: ModuleState
    name: str
    qualified_name: str
    class_name: str | None
    positional: tuple[str, ...]
    positional_only: int
    keyword_only: tuple[str, ...]
    vararg: str | None
    kwarg: str | None
    local_names: frozenset[str]
    captured_names: frozenset[str]
    global_names: frozenset[str]
    nonlocal_names: frozenset[str]
    is_generator: bool
    is_method: bool
    is_static: bool
    is_annotated: bool
    """Some parameter has a type hint."""
    activations: list[Activation] = field(default_factory=list)
    deleted: frozenset[str] | None = None
    """What the body deletes, as written; ``None``: not asked for yet."""
    set_back: frozenset[str] | None = None
    """Attributes that the body sets back, in the same way."""
    restores: bool | None = None
    """It is a context manager that undoes what it does; ``None``: not asked for yet."""
    obstacle: str | None = None
    """What keeps AutoGraph from converting it, as :mod:`.conversion` words it; ``None`` before that was asked."""
    open_dims: dict[str, frozenset[int]] = field(default_factory=dict)
    """The dimensions of its parameters that an ``input_signature`` leaves open."""
    specified: frozenset[str] = frozenset()
    """The parameters that an ``input_signature`` makes tensors of."""
    arrays: dict[str, nodes.NodeNG] = field(default_factory=dict)
    """The parameters that get NumPy arrays where it is compiled, and a call that passes one."""
    parameters: tuple[str, ...] = field(init=False)
    """The names of all parameters in the order of an activation's arguments."""
    lines: int = field(init=False)
    """Of its source."""

    def __post_init__(self) -> None:
        stars = (name for name in (self.vararg, self.kwarg) if name)
        self.parameters = (*self.positional, *self.keyword_only, *stars)
        self.lines = int(self.node.end_lineno or 0) - int(self.node.lineno or 0) + 1


class Activation:
    """One function (``function`` is ``None``: a module body) analysed for ``args`` in ``mode``.

    ``entry`` marks activations that the analysis made up because nobody calls the function, ``merged`` one that stands
    for many calls: not all that arrives at its parameters arrives together. Its ``arrivals`` are these calls,
    ``growth`` says how often each argument has grown, ``late_results`` how often the result after the first runs.
    ``unconverted`` says why AutoGraph leaves the body as it is written, if that is not because it is switched off.
    ``doubted`` are calls that may not happen, ``many`` those that may reach many functions or objects.
    ``may_compute``: it calls a function on tensors of which nobody knows what it gives.
    ``tensor_return`` is a ``return`` with a value that a tensor decides about.
    ``calls`` are the edges of the call graph found in the last run: ``(callee, call node)`` to
    ``(in a loop, behind a guard, why it is traced by that call)``; ``last_calls`` those of the run before.
    """

    __slots__ = (
        "args",
        "arrivals",
        "attribute_reads",
        "attribute_writes",
        "calls",
        "cells",
        "computes",
        "content_writes",
        "doubted",
        "entry",
        "first_caller",
        "first_end",
        "function",
        "generation",
        "growth",
        "hazards",
        "last_calls",
        "late_results",
        "many",
        "may_compute",
        "merged",
        "mode",
        "module",
        "outer_reads",
        "promised",
        "readers",
        "result",
        "runs",
        "state",
        "supplied",
        "tensor_return",
        "traced_by",
        "uid",
        "unconverted",
        "unknown_calls",
        "value",
        "written_attributes",
        "yielded",
    )

    def __init__(
        self,
        uid: int,
        function: FunctionInfo | None,
        value: Value | None,
        module: ModuleState,
        args: tuple[Value, ...],
        mode: str,
    ) -> None:
        self.uid = uid
        self.function = function
        self.value = value
        self.module = module
        self.args = args
        self.mode = mode
        self.entry = False
        self.merged = False
        self.arrivals: dict[tuple[Activation, nodes.NodeNG], tuple[int, dict[tuple[Value, ...], None]]] = {}
        self.traced_by: dict[str, None] = {}
        self.result: Value = NEVER
        self.yielded: Value = NEVER
        self.state = "new"
        self.runs = 0
        self.first_end = 0
        self.first_caller: Activation | None = None
        self.generation = 0
        self.growth: dict[int, int] = {}
        self.late_results = 0
        self.cells: dict[str, Cell] = {}
        self.readers: dict[Activation, None] = {}
        self.calls: dict[tuple[Activation, nodes.NodeNG], tuple[bool, bool, str | None]] = {}
        self.last_calls = self.calls
        self.hazards: dict[tuple[str, nodes.NodeNG, Any], Any] = {}
        self.unknown_calls: dict[str, nodes.NodeNG] = {}
        self.written_attributes: set[str] = set()
        self.computes: dict[nodes.NodeNG, str] = {}
        self.supplied: dict[str, None] = {}
        self.promised: dict[str, None] = {}
        """The parameters of which type hints alone tell what some call passes."""
        self.attribute_reads: dict[tuple[Any, str], tuple[nodes.NodeNG, Value]] = {}
        self.attribute_writes: dict[tuple[Any, str], nodes.NodeNG] = {}
        self.content_writes: dict[tuple[Any, nodes.NodeNG], None] = {}
        """Containers and arrays that are changed in place, and where; an array by what it is kept in."""
        self.outer_reads: dict[tuple[Any, str], tuple[nodes.NodeNG, Value]] = {}
        self.tensor_return: nodes.NodeNG | None = None
        self.unconverted = ""
        self.may_compute = False
        self.doubted: dict[nodes.NodeNG, None] = {}
        self.many: dict[nodes.NodeNG, None] = {}

    def begin(self) -> None:
        """Forget what the last run recorded."""
        self.last_calls = self.calls
        self.calls = {}
        self.hazards = {}
        self.unknown_calls = {}
        self.computes = {}
        self.attribute_reads = {}
        self.attribute_writes = {}
        self.content_writes = {}
        self.outer_reads = {}
        self.tensor_return = None
        self.may_compute = False
        self.doubted = {}
        self.many = {}
        self.yielded = NEVER

    def arrive(self, caller: Activation, node: nodes.NodeNG, slots: list[Value]) -> None:
        """Remember one call among those that share this activation: of each caller, those of its last run."""
        known = self.arrivals.get((caller, node))
        if known is None or known[0] != caller.runs:
            known = self.arrivals[(caller, node)] = (caller.runs, {})
        if len(known[1]) < ARRIVAL_LIMIT:
            known[1][tuple(slots)] = None

    def grow(self, args: tuple[Value, ...]) -> bool:
        """Take ``args``, which cover its arguments, in place of them, wider where these have grown too often; whether
        that changes any."""
        taken = []
        for index, (old, new) in enumerate(zip(self.args, args, strict=True)):
            if new is not old:
                times = self.growth.get(index, 0) + 1
                if times > RUN_LIMIT:
                    new = coarse(new, times - RUN_LIMIT)
                if new is not old:
                    self.growth[index] = times
            taken.append(new)
        changed = taken != list(self.args)
        self.args = tuple(taken)
        return changed

    @property
    def traced(self) -> bool:
        """The body runs while a graph is traced."""
        return self.mode is not EAGER


@dataclass(slots=True, eq=False)
class Loop:
    """A loop being executed: the environments that leave it by ``break`` and ``continue``."""

    node: nodes.NodeNG
    breaks: list[dict[str, Value]] = field(default_factory=list)
    continues: list[dict[str, Value]] = field(default_factory=list)
    over_tensor: bool = False
    sure: bool = False
    """It is a loop over a tensor whatever arrives."""
    rounds: int = 0
    """How many rounds there are, if they are gone through one by one."""
    left: bool = False
    """An earlier round may have left it by ``break``."""


class Frame:
    """One run of an activation: the flow-sensitive environment and where control stands.

    ``env`` maps local names to values, and access paths such as ``self.x`` to what is known of them here.
    """

    __slots__ = (
        "activation",
        "asked",
        "call_mode",
        "call_reason",
        "call_why",
        "class_scope",
        "comprehensions",
        "conditions",
        "env",
        "exits",
        "loops",
        "machine",
        "module",
        "parent",
        "path_roots",
        "returns",
        "rounds",
        "tensor_returns",
        "try_envs",
        "unbound_reads",
    )

    def __init__(self, machine: Machine, activation: Activation, parent: Frame | ScopeChain | None) -> None:
        self.machine = machine
        self.activation = activation
        self.module = activation.module
        self.env: dict[str, Value] = {}
        self.parent = parent
        self.loops: list[Loop] = []
        self.conditions: list[tuple[nodes.NodeNG, Value]] = []
        self.exits: dict[nodes.NodeNG, None] = {}
        """Tests under which control has left the body before it came here."""
        self.returns: list[Value] = []
        self.tensor_returns: dict[nodes.NodeNG, Value] = {}
        """Values that the body returns where a tensor decides, by the condition."""
        self.try_envs: list[list[dict[str, Value]]] = []
        self.class_scope: ClassValue | None = None
        self.path_roots: set[str] = set()
        """The names that access paths in ``env`` begin with, or did."""
        self.comprehensions = 0
        self.rounds: tuple[int, ...] = ()
        """Which round of each loop runs that is gone through round by round."""
        self.unbound_reads = 0
        """How often a local name was read that was not bound then."""
        self.asked: set[tuple[nodes.NodeNG, tuple[int, ...], Hashable]] = set()
        """What calls of libraries have done once and need not do again; see ``knowledge.protocol.Call.first_time``."""
        self.call_mode: str | None = None
        self.call_reason: str | None = None
        self.call_why = ""

    @property
    def in_loop(self) -> bool:
        """Control stands inside a loop of this body."""
        return bool(self.loops) or self.comprehensions > 0

    def eval(self, node: nodes.NodeNG) -> Value:
        """The value of an expression here."""
        return self.machine.evaluate(self, node)

    def call(self, node: nodes.NodeNG, function: Value, arguments: Arguments) -> Value:
        """The value of calling ``function`` here."""
        return self.machine.call(self, node, function, arguments)

    def getattr(self, node: nodes.NodeNG, value: Value, name: str) -> Value:
        """``value.name`` here."""
        return self.machine.get_attribute(self, node, value, name)


@dataclass(slots=True, eq=False)
class ScopeChain:
    """Where a nested function finds the variables of the functions around it."""

    activation: Activation
    parent: ScopeChain | None


@dataclass(slots=True)
class Arguments:
    """The arguments of one call, evaluated. ``rest`` follows the positional ones in unknown number, ``extra``
    are keyword values under unknown names. ``nodes`` are the expressions of the positional ones and keywords."""

    positional: list[Value] = field(default_factory=list)
    keywords: list[tuple[str, Value]] = field(default_factory=list)
    rest: Value | None = None
    extra: Value | None = None
    nodes: list[Any] = field(default_factory=list)
    keyword_nodes: dict[str, Any] = field(default_factory=dict)
    doubted: frozenset[str] = frozenset()
    """Keywords out of a dict that may not have them."""

    def with_first(self, value: Value, node: Any = None) -> Arguments:
        """These arguments after ``value``."""
        return Arguments(
            [value, *self.positional],
            self.keywords,
            self.rest,
            self.extra,
            [node, *self.nodes],
            self.keyword_nodes,
            self.doubted,
        )

    @property
    def never(self) -> bool:
        """Some argument has not been computed yet."""
        if NEVER in self.positional:
            return True
        return bool(self.keywords) and any(value is NEVER for _, value in self.keywords)


class Machine:
    """All state of one analysis. Behaviour is in the modules that fill the slots declared here."""

    evaluate: Callable[[Frame, nodes.NodeNG], Value]
    execute: Callable[[Frame, list[nodes.NodeNG]], bool]
    call: Callable[[Frame, nodes.NodeNG, Value, Arguments], Value]
    get_attribute: Callable[[Frame, nodes.NodeNG, Value, str], Value]
    set_attribute: Callable[[Frame, nodes.NodeNG, Value, str, Value], None]
    delete_attribute: Callable[[Frame, nodes.NodeNG, Value], None]
    assign: Callable[[Frame, nodes.NodeNG, Value], None]
    make_class: Callable[[Frame, nodes.NodeNG], Value]
    match_fields: Callable[[Frame, Value], list[str]]
    enter_context: Callable[[Frame, nodes.NodeNG, Value], Value]
    dataset_element: Callable[[Frame, nodes.NodeNG, Any], Value]
    library_iteration: Callable[[Frame, nodes.NodeNG, Value], Value | None]
    library_instance: Callable[[Frame, Value, str], bool | None]
    linearize: Callable[[ClassValue], tuple[Value, ...]]
    decorate: Callable[[Frame, nodes.NodeNG, nodes.NodeNG, Value], Value]
    exception_value: Callable[[Frame, nodes.NodeNG], Value]
    declare_field: Callable[[Frame, nodes.NodeNG], None]
    eval_in_class: Callable[[Frame, ClassValue, nodes.NodeNG], Value]
    enum_member: Callable[[Frame, ClassValue, str, Value], Value]
    invent_instance: Callable[[Frame, ClassValue], Value]
    project_packages: Callable[[Frame, str], None]
    run_module: Callable[[ModuleState], None]
    assign_name: Callable[[Frame, str, Value, nodes.NodeNG], None]
    make_function: Callable[[Frame, nodes.NodeNG], Value]
    class_method: Callable[[Frame, Value, str], Value | None]

    def __init__(self, project: Project, options: Options) -> None:
        self.project = project
        self.options = options
        self.modules: dict[Module, ModuleState] = {}
        self.by_tree: dict[nodes.Module, Module] = {}
        """The module that a tree is of."""
        self.places: dict[tuple[ModuleState, nodes.NodeNG], Place] = {}
        """Where nodes stand, as far as it was asked."""
        self.functions: dict[nodes.NodeNG, FunctionInfo] = {}
        self.classes: list[ClassValue] = []
        self.activations: list[Activation] = []
        self.objects: dict[tuple[Any, ...], Value] = {}
        self.sites: dict[tuple[Any, ...], int] = {}
        self.remakes: dict[tuple[Any, ...], dict[Value, int]] = {}
        self.tuple_classes: dict[str, ClassValue] = {}
        self.pending_arguments: dict[int | None, tuple[nodes.NodeNG, tuple[Any, ...]]] = {}
        self.seen_through: dict[nodes.NodeNG, str] = {}
        self.memory: dict[tuple[Value, str], Cell] = {}
        self.collections: dict[str, Collection] = {}
        """What rules of libraries collect from the whole program, by name."""
        self.queue: list[tuple[int, int, Activation]] = []
        self.settled = False
        """The first fixpoint is reached: a cell that is still empty is unknown, no longer "not computed yet"."""
        self.empty_reads: dict[Cell, str] = {}
        self.depth = 0
        self.finished = 0
        self.hybrids: dict[Value, Any] = {}
        self.compiled: dict[Value, Value] = {}
        """The first ``tf.function`` of each function of the program."""
        self.hybrid_calls: dict[tuple[Any, ...], Any] = {}
        self.tensor_tests: set[tuple[Activation, nodes.NodeNG]] = set()
        """Tests that a tensor without a value decides, in converted code."""
        self.loop_calls: dict[tuple[Activation, nodes.NodeNG, Activation], Loop] = {}
        """Calls in loops that become operations: caller, call and callee, and the loop."""
        self.saved: dict[nodes.NodeNG, tuple[Value, Activation]] = {}
        """What the program writes as a SavedModel, and who does it, by the call."""
        self.expected_failures: dict[str, str] = {}
        """The names of functions of which a test expects a call to raise, and what."""
        self.asked_functions: dict[FunctionInfo, nodes.NodeNG] = {}
        """Functions of which the program asks what compiled ones do not have, and where."""
        self.keras_uses: dict[Value, dict[str, dict[tuple[nodes.NodeNG, Activation], None]]] = {}
        """Calls of methods of Keras objects, by object and method."""
        self.promises: dict[tuple[FunctionInfo, str], Value] = {}
        """What the annotation of a parameter says of it."""
        self.keys: dict[tuple[Any, ...], Activation] = {}
        self.contexts: dict[tuple[Any, ...], int] = {}
        self.texts: dict[nodes.NodeNG, str] = {}
        self.constants: dict[nodes.NodeNG, Const] = {}
        """The values of literals."""
        self.paths: dict[nodes.NodeNG, str | None] = {}
        """Access paths of expressions as :func:`.scopes.path_of` writes them."""
        self.guards: dict[nodes.NodeNG, bool] = {}
        """Whether a condition asks if something exists already."""
        self.asked_exits: dict[nodes.NodeNG, None] = {}
        """Conditions that ask if something exists, under which control leaves a body."""
        self.once: dict[nodes.NodeNG, bool] = {}
        """Whether code stands behind a test for what it makes."""
        self.tests = Answers()
        """What is known of tests, on the way to ``once``."""
        self.walrus: dict[nodes.NodeNG, tuple[nodes.NamedExpr, ...]] = {}
        """The assignments inside of an expression."""
        self.stored: dict[nodes.NodeNG, frozenset[str]] = {}
        """The containers in which the body of a function stores items, as they are written."""
        self.asked_identities: dict[nodes.NodeNG, frozenset[str]] = {}
        """The names that a scope compares by ``is`` with something that is no constant."""
        self.silent: dict[Activation, None] = {}
        self.waiting: dict[Activation, None] = {}
        """What is to run again once the first fixpoint is reached."""
        self.converts_keras = is_keras_2(project.modules)
        """AutoGraph converts what Keras calls, as Keras 2 wants it."""
        if self.converts_keras:
            self.memory.setdefault((framework(), KERAS_2), Cell()).value = TRUE
        self.numpy_behavior = any("enable_numpy_behavior" in module.source.text for module in project.modules)
        """Tensors have the methods of arrays (``tf.experimental.numpy.experimental_enable_numpy_behavior``)."""
        self.seeded = any(name in module.source.text for module in project.modules for name in randomness.SEEDING)
        """The program wants the same random numbers in each run."""
        self.told: dict[tuple[Value, int], Any] = {}
        """Values in the words of the contract, by the depth that is left; filled once nothing changes any more."""
        self.holding: dict[Value, bool] = {}
        """Whether values hold tensors, in the same way."""
        self.given_up: dict[Activation, None] = {}
        """What was left before it settled."""
        self.whole_budget = BUDGET + BUDGET_PER_LINE * sum(m.source.text.count("\n") for m in project.modules)
        self.budget = self.whole_budget

    def read(self, cell: Cell, frame: Frame, what: str = "") -> Value:
        """The value of ``cell``; the activation is queued again when it changes."""
        cell.readers[frame.activation] = None
        if cell.value is NEVER:
            if self.settled:
                return unknown(f"{what} is not assigned in the program" if what else "never assigned")
            self.empty_reads[cell] = what
        return cell.value

    def write(self, cell: Cell, value: Value) -> None:
        """Let ``cell`` cover ``value`` too."""
        old = cell.value
        new = join(old, value)
        if new is old:
            return
        changes = cell.changes + 1
        if changes > SETTLING and covers(old, value):
            # The join would have both forms, and drop one again for the next value.
            return
        if changes > CHANGE_LIMIT or (self.budget < 0 and changes > HURRIED_CHANGE_LIMIT):
            new = coarse(new, changes - CHANGE_LIMIT)
            if new is old:
                return
        cell.changes = changes
        cell.value = new
        self.mark(cell.readers)

    def mark(self, readers: dict[Activation, None]) -> None:
        """Queue activations for another run."""
        for reader in readers:
            if reader.state == "running":
                reader.state = "stale"
            elif reader.state == "done":
                self.enqueue(reader)

    def enqueue(self, activation: Activation) -> None:
        """Let the worklist run ``activation``; what finished first, callees before their callers, comes first."""
        if activation.runs > self.give_up:
            activation.state = "done"
            self.given_up[activation] = None
            return
        activation.state = "queued"
        heappush(self.queue, (activation.first_end, activation.uid, activation))

    def finish(self, activation: Activation) -> None:
        """Note that ``activation`` has run: its place in the worklist is that of its first end."""
        activation.runs += 1
        if activation.function is not None:
            self.budget -= activation.function.lines
        if not activation.first_end:
            self.finished += 1
            activation.first_end = self.finished

    def place(self, activation: Activation, node: nodes.NodeNG) -> Place:
        """The span of what ``activation`` runs, which is not always written in its file: a test calls fixtures of
        others, and a constructor the defaults of fields."""
        key = (activation.module, node)
        found = self.places.get(key)
        if found is None:
            module = self.by_tree.get(node.root(), activation.module.module)
            found = self.places[key] = place_of(module, node)
        return found

    @property
    def context_limit(self) -> int:
        """Activations per function and closure: fewer and fewer as the budget is spent, at last one."""
        spent = (self.whole_budget - self.budget) * CONTEXT_STEPS // (self.whole_budget + 1)
        return max(1, CONTEXT_LIMIT >> spent)

    @property
    def hurried(self) -> bool:
        """More than half of the budget is spent: few calls of a function are told apart, at last none."""
        return 2 * self.budget < self.whole_budget

    def runs_once(self, node: nodes.NodeNG) -> bool:
        """``node`` stands behind a test for what it makes."""
        if node not in self.once:
            self.once[node] = runs_once(node, self.tests)
        return self.once[node]

    @property
    def give_up(self) -> int:
        """Runs after which an activation is left as it is: fewer and fewer once the budget is spent."""
        if self.budget >= 0:
            return GIVE_UP
        return max(2, HURRIED_GIVE_UP + HURRIED_GIVE_UP * self.budget // (self.whole_budget + 1))

    def site(self, *key: Any) -> int:
        """A number for an allocation place; equal keys give equal numbers."""
        number = self.sites.get(key)
        if number is None:
            number = self.sites[key] = len(self.sites) + 1
        return number


def coarse(value: Value, strength: int) -> Value:
    """A wider value that stops growth: constants to types, tensors and arrays of one kind joined, then tuples of one
    form, deep tuples unknown."""
    if strength > 12:
        return unknown("grows without bound")
    value = widened(value)
    kinds: dict[tuple[Any, ...], Value] = {}
    for atom in atoms(value):
        key: tuple[Any, ...] = (atom,)
        if type(atom) is Tensor:
            key = (atom.kind, atom.dtype)
            found = kinds.get(key)
            atom = join_tensor(found, atom) if type(found) is Tensor else atom
        elif type(atom) is Array:
            key = (Array, atom.dtype, atom.scalar)
            found = kinds.get(key)
            atom = join_array(found, atom) if type(found) is Array else atom
        elif type(atom) is Tuple:
            if depth(atom) > 3:
                atom = unknown("deeply nested tuple")
            elif strength > 4:
                key = (Tuple, len(atom.items), atom.names, atom.type_name)
                found = kinds.get(key)
                atom = _coarse_tuple((found, atom) if type(found) is Tuple else (atom,), strength)
        kinds[key] = atom
    return union(kinds.values())


def _coarse_tuple(tuples: tuple[Tuple, ...], strength: int) -> Tuple:
    """One for ``tuples`` of the same length and names."""
    items = [coarse(union(column), strength) for column in zip(*(t.items for t in tuples), strict=True)]
    first = tuples[0]
    if first.names is not None:
        return named_tuple(first.type_name or "", first.names, items)
    rests = [t.rest for t in tuples if t.rest is not None]
    return tuple_of(items, coarse(union(rests), strength) if rests else None)


def merged(value: Value) -> Value:
    """``value`` where a graph decides which of the possibilities it is: numbers are tensors, tensors of one kind and
    dtype one tensor."""
    if type(value) is not Union:
        return value
    kinds: dict[tuple[str, str | None, int | None], Tensor] = {}
    others: list[Value] = []
    for atom in value.members:
        number = _NUMBERS.get(type(atom.value)) if type(atom) is Const else None
        if type(atom) is Prim and atom.name in ("int", "float", "bool"):
            number = {"int": "int32", "float": "float32", "bool": "bool"}[atom.name]
        made = tensor(number, (), symbolic=True) if number is not None else atom
        if type(made) is Tensor and made.kind in ("tensor", "ragged", "sparse"):
            key = (made.kind, made.dtype, made.ragged_rank)
            kinds[key] = join_tensor(kinds[key], made) if key in kinds else made
        else:
            others.append(atom)
    return union([*kinds.values(), *others])


_NUMBERS = {int: "int32", float: "float32", bool: "bool"}


def depth(value: Value) -> int:
    """How deep tuples are nested in ``value``."""
    if type(value) is Union:
        return max((depth(m) for m in value.members), default=0)
    if type(value) is Tuple:
        return 1 + max((depth(i) for i in value.items), default=0)
    return 0


def constant(value: Value) -> Any:
    """The Python value of a constant atom; raises ``LookupError`` for anything else."""
    if type(value) is Const:
        return value.value
    raise LookupError


def wider(old: Value, new: Value, rounds: int) -> Value:
    """The join at the head of a loop after ``rounds``: numbers that change become their type at once."""
    joined = join(old, new)
    if joined is old:
        return old
    if rounds >= 3:
        return coarse(joined, rounds)
    numbers = [a for a in atoms(joined) if type(a) is Const and type(a.value) in (int, float)]
    if len(numbers) > 1:
        return widened(joined)
    return joined
