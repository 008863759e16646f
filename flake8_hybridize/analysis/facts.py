"""From the finished interpreter to frozen facts."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from astroid import nodes

from .. import knowledge
from ..model.facts import (
    ONCE_KINDS,
    Argument,
    CallSite,
    DecoratorFacts,
    FileFacts,
    FunctionFacts,
    Hazard,
    Hybridization,
    ImportFacts,
    Judgement,
    Parameter,
    ProgramFacts,
    TypeFact,
)
from ..model.places import Place
from ..model.values import NEVER, LibraryObject, Symbol, Value, atoms
from ..project import Module, Project
from . import arrivals, classes, contracts, judge
from .arguments import Refusals, argument_hazards
from .arrays import add_checks
from .catches import add_catches
from .decide import DEPRECATED, FRAMEWORK_METHODS, Judged, decide, would_profit
from .effects import OWN, Carried, Carrying, callers_of, certain_activations, live_activations, propagate
from .entries import is_test_file
from .exports import add_exports
from .expressions import type_name
from .first_calls import add_failed_calls
from .flags import excuse_flags
from .frozen import add_frozen
from .functions import qualified_name
from .graph_mode import builds_graphs
from .hazards import Record, builds, text_of
from .hybrids import ARGUMENT_NAMES, Creation, functions_of
from .interpreter import Interpreter
from .judge import Subject
from .keras_hazards import add_decorated_calls, add_early_weights, add_losses, add_optimizers
from .leading import Leading
from .limits import add_limits
from .loop_effects import add_loop_effects
from .objects import Instance
from .places import place_of
from .plain_functions import add_plain_functions
from .recursion import endless, reaches_itself_by_access
from .retracing import SCALAR, Retrace, changes, could_be_tensor, per_call, per_instance, retraces, used_in_loop
from .returns import failure_hazard, identity_hazard, return_hazard
from .seeds import compare_seeds
from .signature import input_signature
from .state import Activation, FunctionInfo, Machine, ModuleState
from .types import TENSOR_KINDS, holds_tensor, is_primitive, type_facts

EVIDENCE_LIMIT = 3
_FRAMEWORK_CLASSES = ("keras.layers.Layer", "keras.losses.Loss", "keras.metrics.Metric")
_DefNode = Any
"""A ``def`` or ``async def`` node; astroid has no types."""
RAISING = frozenset(
    [
        "eager-only-method",
        "np-call-on-tensor",
        "math-call-on-tensor",
        "tensor-iteration",
        "tensor-unpacking",
        "tensor-assert",
        "tensor-in",
        "builtin-on-tensor",
        "tensor-item-assignment",
        "variable-in-body",
        "layer-in-body",
        "optimizer-in-body",
        "metric-in-body",
    ]
)
_WITH_VARIABLES = ("keras.layers.Layer", "keras.optimizers.Optimizer", "tensorflow.Module")
_SAFE_DECORATORS = frozenset(
    {
        "builtins.staticmethod",
        "builtins.classmethod",
        "abc.abstractmethod",
        "typing.final",
        "typing.no_type_check",
        "tensorflow.function",
    }
)


def conclude(machine: Interpreter, project: Project) -> ProgramFacts:
    """The facts of the whole program."""
    roots = [s.activation for s in machine.modules.values() if s.activation is not None] + machine.entries
    live = live_activations(machine, roots)
    callers = callers_of(live)
    add_frozen(machine, live, callers)
    excuse_flags(machine, live)
    add_limits(machine, live)
    add_checks(machine)
    add_decorated_calls(machine)
    add_optimizers(machine)
    add_early_weights(machine)
    add_losses(machine, live, callers)
    add_exports(machine)
    compare_seeds(machine)
    add_plain_functions(machine, live)
    add_catches(live, callers)
    add_failed_calls(machine)
    add_loop_effects(machine, live)
    creations = _creations(machine)
    inside = live_activations(machine, [r for r in roots if not r.entry])
    subjects = judge.subjects(machine, live, inside, creations, callers)
    refusals = Refusals(machine)
    for subject in subjects.values():
        return_hazard(machine, subject)
        identity_hazard(machine, subject)
        failure_hazard(machine, subject)
        argument_hazards(machine, subject, refusals)
    carrying = propagate(machine, live, callers)
    recursive = judge.recursive_functions(live)
    program = _Program(machine, live, subjects, carrying, recursive)
    program.add_call_hazards()
    program.add_lambda_hazards()
    functions: list[FunctionFacts] = []
    for module in project.modules:
        if module.touches_tensorflow:
            functions.extend(program.function(module, node) for node in definitions(module.tree))
    return ProgramFacts(
        files=tuple(program.file(entry.file, entry.status, entry.message, entry.module) for entry in project.files),
        functions=tuple(sorted(functions, key=lambda f: (f.file, f.line, f.keyword.column))),
        hazards=tuple(program.module_hazards()),
    )


def definitions(tree: nodes.Module) -> list[_DefNode]:
    """Every ``def`` and ``async def`` of a module, nested ones too."""
    found: list[_DefNode] = []
    stack: list[nodes.NodeNG] = [tree]
    while stack:
        node = stack.pop()
        if isinstance(node, (nodes.FunctionDef, nodes.AsyncFunctionDef)):
            found.append(node)
        stack.extend(node.get_children())
    return found


def _evidence(subject: Subject, sites: list[CallSite]) -> tuple[str, ...]:
    if subject.made_up:
        return ("type hint or contract",) if subject.activations else ()
    places = dict.fromkeys(str(site.place) for site in sites)
    return tuple(f"call {place}" for place in sorted(places)[:EVIDENCE_LIMIT])


def _creations(machine: Machine) -> dict[FunctionInfo, list[Creation]]:
    found: dict[FunctionInfo, list[Creation]] = {}
    for hybrid, creation in machine.hybrids.items():
        for function in functions_of(hybrid):
            found.setdefault(function.info, []).append(creation)
    return found


def _imports(module: Module) -> list[ImportFacts]:
    found: list[ImportFacts] = []
    uses: dict[str, int] = {}
    statements: list[nodes.NodeNG] = []
    stack: list[nodes.NodeNG] = [module.tree]
    while stack:
        node = stack.pop()
        if type(node) is nodes.Name:
            uses[node.name] = uses.get(node.name, 0) + 1
        elif isinstance(node, (nodes.Import, nodes.ImportFrom)):
            statements.append(node)
        stack.extend(node.get_children())
    for node in sorted(statements, key=lambda n: n.lineno):
        for name, alias in node.names:
            if isinstance(node, nodes.Import):
                bound = alias or name.split(".")[0]
                target = name if alias else bound
            else:
                bound = alias or name
                target = "." * (node.level or 0) + (f"{node.modname}.{name}" if node.modname else name)
            found.append(
                ImportFacts(bound, target, place_of(module, node), uses.get(bound, 0), node.parent is module.tree)
            )
    return found


class _Program:
    """What all functions share while their facts are made."""

    def __init__(
        self,
        machine: Interpreter,
        live: dict[Activation, None],
        subjects: dict[FunctionInfo, Subject],
        carrying: Carrying,
        recursive: set[FunctionInfo],
    ) -> None:
        self.machine = machine
        self.live = live
        self.subjects = subjects
        self.carrying = carrying
        self.recursive = recursive
        self.retraces: list[Retrace] = list(retraces(machine))
        self.often: dict[FunctionInfo, Judgement] = {}
        self.imports: dict[Module, tuple[ImportFacts, ...]] = {}
        self.prefixes: dict[Module, str] = {}
        self.carried: dict[tuple[Record, Activation, FunctionInfo | None], Hazard] = {}
        self.for_graphs: dict[Module, bool] = {}
        self.extra: dict[FunctionInfo | ModuleState, list[Hazard]] = {}
        self.leading = Leading(machine, live, subjects)
        roots = [*machine.entries, *(s.activation for s in machine.modules.values() if s.activation is not None)]
        self.certain = certain_activations(roots)
        self.used = live_activations(machine, [r for r in roots if not is_test_file(r.module.module.file)])
        """What more than tests lead to."""
        self.promised = live_activations(machine, [a for a in live if a.promised])
        """What type hints alone lead to, in place of arguments that are not known."""
        self.run_by_keras = judge.run_by_keras(subjects, self._is_framework_method)
        self.felt = {r for a in live if a.traced and a.traced_by for r in carrying.hazards[a]}
        """The records that a trace has as a whole: what traced code does to objects that the same trace made is
        none."""

    def function(self, module: Module, node: _DefNode) -> FunctionFacts:
        """The facts of one ``def``."""
        info = self.machine.functions.get(node)
        subject = self.subjects.get(info) if info is not None else None
        if info is None or subject is None:
            return self._unreached(module, node)
        values = judge.parameter_values(subject)
        effects, _ = judge.side_effects(subject, self.carrying, self.machine)
        context, words = judge.graph_context(subject)
        arriving = {name: arrivals.arrived(subject, name) for name in judge.own_parameters(info)}
        tensor = judge.tensor_parameter(self.machine, subject, arriving, judge.passed_when_compiled(subject))
        if tensor.value is None:
            tensor = contracts.tensor_parameter(self.machine, info) or tensor
        computation = judge.tensor_computation(self.machine, subject, self.carrying, values)
        covered = judge.callers_hybrid(self.machine, subject)
        often = self.runs_often(subject)
        assumed = judge.assumptions(subject, self.carrying, self.machine)
        if subject.outside and subject.activations:
            assumed.append("callers outside of this program pass what the parameters promise")
        elif any(a in self.promised for a in subject.activations):
            names = list(dict.fromkeys(name for a in subject.activations for name in a.promised))
            assumed.append(f"the type hints of {', '.join(names) or 'what leads to it'} hold")
        blockers = self._blockers(subject)
        retracing = {r.name for r in self.retraces if r.function is info and r.kind == SCALAR}
        stuck = {name for name in retracing if _is_text(values.get(name, NEVER)) or not could_be_tensor(info, name)}
        recursion = Judgement(info in self.recursive if subject.activations else None)
        if not recursion.value and reaches_itself_by_access(info):
            recursion = Judgement(None, "an attribute that it asks for may lead to it again")
        varying = self._varying_shapes(subject)
        hybrid = self._hybridization(module, subject)
        judged = Judged(
            node=node,
            name=node.name,
            hybrid=subject.hybrid,
            is_keras_method=self._is_framework_method(info),
            is_test=is_test_file(module.file) and (node.name.startswith("test") or node.name in ("setUp", "tearDown")),
            is_property=_is_property(node),
            is_generator=info.is_generator,
            is_nested=self._is_made_often(node),
            builds_graphs=self._builds_graphs(subject),
            graph_context=context,
            run_by_keras=info in self.run_by_keras,
            tensor_parameter=tensor,
            primitive_retraces=bool(stuck) if subject.hybrid else self._would_retrace(subject),
            side_effects=effects,
            recursive=recursion,
            tensor_computation=computation,
            callers_hybrid=covered,
            runs_often=often,
            blockers=blockers,
            array_parameter=self._array_parameter(info, values),
            outer_decorators=self._outer_decorators(info, node),
            deprecated=hybrid is not None and any(a.name in DEPRECATED for a in hybrid.arguments),
            varying_shapes=varying,
            reduce_retracing=any(c.hybrid.reduce_retracing for c in subject.creations),
            has_signature=any(c.hybrid.signature is not None for c in subject.creations),
            compiled_as_given=any(_is_given(c.hybrid.node) for c in subject.creations),
            raises=bool(blockers) and all(b.kind in RAISING for b in blockers) and bool(subject.calls),
        )
        decision, reason = decide(judged)
        signature, absent = input_signature(self.machine, subject, values, self._prefix(module))
        sites = self._call_sites(subject)
        evidence = _evidence(subject, sites)
        return FunctionFacts(
            file=module.file,
            name=qualified_name(node),
            line=_def_line(node),
            keyword=place_of(module, node),
            is_method=info.is_method,
            is_public=not node.name.startswith("_"),
            class_name=info.class_name,
            decorators=self._decorators(module, node),
            body_end=node.end_lineno or node.lineno,
            hybrid=hybrid,
            graph_context=context,
            graph_reason=words,
            parameters=tuple(
                self._parameter(subject, name, values, retracing, evidence) for name in judge.own_parameters(info)
            ),
            tensor_parameter=tensor,
            primitive_parameter=judge.primitive_parameter(subject, values),
            python_side_effects=effects,
            recursive=recursion,
            tensor_computation=computation,
            callers_hybrid=covered,
            runs_often=often,
            decision=decision,
            decision_reason=reason,
            would_profit=would_profit(judged),
            assumptions=tuple(assumed),
            hazards=tuple(self._own_hazards(subject)),
            blockers=blockers,
            call_sites=tuple(sites),
            input_signature=signature,
            input_signature_absent=absent,
            varying_shapes=varying,
            returns=self._returns(subject),
            random_order=self._random_order(subject),
        )

    def file(self, file: str, status: str, message: str | None, module: Module | None) -> FileFacts:
        """The facts of one file."""
        if module is None or status != "ok":
            return FileFacts(file, status, message)
        return FileFacts(file, status, message, self._imports(module))

    def _imports(self, module: Module) -> tuple[ImportFacts, ...]:
        found = self.imports.get(module)
        if found is None:
            found = self.imports[module] = tuple(_imports(module))
        return found

    def _prefix(self, module: Module) -> str:
        """How the module spells TensorFlow."""
        found = self.prefixes.get(module)
        if found is None:
            bound = (i.bound for i in self._imports(module) if i.target == "tensorflow" and i.top_level)
            found = self.prefixes[module] = next(bound, "tf")
        return found

    def _unreached(self, module: Module, node: _DefNode) -> FunctionFacts:
        unknown = Judgement(None, "the analysis did not reach it")
        arguments = node.args
        names = [
            a.name for a in (*(arguments.posonlyargs or ()), *(arguments.args or ()), *(arguments.kwonlyargs or ()))
        ]
        method = isinstance(node.parent, nodes.ClassDef)
        if (
            method
            and names
            and not any(d.as_string() == "staticmethod" for d in (node.decorators.nodes if node.decorators else ()))
        ):
            names = names[1:]
        starred = [
            *((f"*{arguments.vararg}",) if arguments.vararg else ()),
            *((f"**{arguments.kwarg}",) if arguments.kwarg else ()),
        ]
        return FunctionFacts(
            module.file,
            qualified_name(node),
            _def_line(node),
            place_of(module, node),
            method,
            not node.name.startswith("_"),
            node.parent.name if method else None,
            self._decorators(module, node),
            node.end_lineno or node.lineno,
            None,
            None,
            "",
            tuple(Parameter(n, (TypeFact("unknown"),)) for n in (*names, *starred)),
            unknown,
            unknown,
            unknown,
            unknown,
            unknown,
            Judgement(False, "no call of it is known"),
            unknown,
            "unknown",
            "the analysis did not reach it",
        )

    def _parameter(
        self, subject: Subject, name: str, values: dict[str, Value], retracing: set[str], evidence: tuple[str, ...]
    ) -> Parameter:
        info = subject.info
        value = values.get(name, NEVER)
        shown = f"*{name}" if name == info.vararg else f"**{name}" if name == info.kwarg else name
        facts = arrivals.types(self.machine, subject, name, value) or (TypeFact("unknown"),)
        tensor: bool | None = (
            True if holds_tensor(self.machine, value) else (None if any(f.kind == "unknown" for f in facts) else False)
        )
        return Parameter(
            shown,
            facts,
            evidence,
            Judgement(tensor, "", judge.evidence_place(self.machine, subject, name) if tensor else None),
            Judgement(is_primitive(value)),
            Judgement(name in retracing),
            name in _default_names(info),
        )

    def _random_order(self, subject: Subject) -> Place | None:
        drawn = (
            carried
            for activation in subject.activations
            for record, carried in self.carrying.hazards[activation].items()
            if record.kind == "random-order"
        )
        return min((self.machine.place(c.origin, c.record.node) for c in drawn), default=None)

    def _returns(self, subject: Subject) -> tuple[TypeFact, ...] | None:
        eager = [a for a in subject.activations if a.result is not NEVER]
        if not eager:
            return None
        facts: dict[TypeFact, None] = {}
        for activation in eager:
            facts.update(dict.fromkeys(type_facts(self.machine, activation.result)))
        return None if any(f.kind == "unknown" for f in facts) else tuple(facts)

    def _blockers(self, subject: Subject) -> tuple[Hazard, ...]:
        found: dict[Record, Carried] = {}
        for activation in subject.activations:
            for record, carried in self.carrying.hazards[activation].items():
                if record.blocks and record not in found:
                    found[record] = carried
        once = {(h.kind, h.place): h for h in map(self._carried, found.values())}
        return tuple(sorted(once.values(), key=lambda h: (h.place, h.kind)))

    def _carried(self, carried: Carried) -> Hazard:
        """What all have that carry it by the same function."""
        through = None if carried.through is None else carried.through.function
        key = (carried.record, carried.origin, through)
        found = self.carried.get(key)
        if found is None:
            chain = () if through is None else (through.qualified_name,)
            found = self.carried[key] = self._hazard(carried.record, carried.origin, [carried.origin], chain)
        return found

    def _own_hazards(self, subject: Subject) -> list[Hazard]:
        grouped: dict[tuple[str, nodes.NodeNG, str], list[tuple[Record, Activation]]] = {}
        for activation in subject.activations:
            for key, record in activation.hazards.items():
                grouped.setdefault(key, []).append((record, activation))
        found = []
        for records in grouped.values():
            if not records[0][0].certain and not self.machine.hurried:
                # What is certain for some call is, whatever is not known of others.
                records = [(r, a) for r, a in records if r.certain or not a.traced] or records
                records.sort(key=lambda found: not found[0].certain)
            found.append(self._hazard(records[0][0], records[0][1], [a for _, a in records]))
        found.extend(self.extra.get(subject.info, ()))
        return sorted(found, key=lambda h: (h.place, h.kind))

    def _hazard(
        self, record: Record, origin: Activation, where: list[Activation], callees: tuple[str, ...] = ()
    ) -> Hazard:
        traced = [
            a for a in where if a.traced and a in self.certain and (record.target is None or self._is_felt(record, a))
        ]
        eager = any(not a.traced for a in where)
        return Hazard(
            kind=record.kind,
            place=self.machine.place(origin, record.node),
            function=origin.function.qualified_name if origin.function is not None else "",
            subject=text_of(self.machine, record.subject or record.node),
            cause=self._cause(record),
            traced=bool(traced),
            eager=eager,
            certain=record.certain and self._matters(record, traced, eager),
            side_effect=record.side_effect,
            blocks=record.blocks,
            details=record.details,
            callees=callees,
            leading=self.leading.to(traced, record.kind in ONCE_KINDS) if eager and traced else (),
        )

    def _matters(self, record: Record, traced: list[Activation], eager: bool) -> bool:
        if traced and not any(map(self.leading.is_sure, traced)):
            return False
        if record.kind == "executing-eagerly":
            # What runs both ways has a reason to ask.
            return not eager
        if record.kind == "context-manager-at-trace":
            # No operation is made in the context: what it protects is Python.
            return any(self._computes_in(a, record.node.parent) for a in traced)
        if record.kind in ("tensor-iteration", "tensor-unpacking"):
            # What one function gets as a tensor, another gets as a tuple.
            return not traced or not all(map(self.leading.is_chosen, traced))
        return True

    def _computes_in(self, activation: Activation, block: nodes.NodeNG) -> bool:
        if any(block.parent_of(node) for node in activation.computes):
            return True
        calls = (call.func for call in block.nodes_of_class(nodes.Call) if isinstance(call.func, nodes.Attribute))
        if any(function.attrname in ("py_function", "numpy_function") for function in calls):
            return True
        computing = (node for callee, node in activation.calls if callee in self.carrying.computing)
        return any(block.parent_of(node) for node in computing)

    def _cause(self, record: Record) -> Place | None:
        module = None if record.cause is None else self.machine.by_tree.get(record.cause.root())
        return None if module is None else place_of(module, record.cause)

    def _is_felt(self, record: Record, activation: Activation) -> bool:
        own = activation.hazards.get((record.kind, record.node, record.subject), record)
        return own in self.felt

    def module_hazards(self) -> list[Hazard]:
        """Hazards of module bodies."""
        found: list[Hazard] = []
        for state in self.machine.modules.values():
            if state.activation is not None:
                found.extend(
                    self._hazard(r, state.activation, [state.activation]) for r in state.activation.hazards.values()
                )
            found.extend(self.extra.get(state, ()))
        return sorted(found, key=lambda h: (h.place, h.kind))

    def add_call_hazards(self) -> None:
        """Hazards that calls and creations of compiled functions are: retracing, creation per call or in a loop,
        recursion."""
        for retrace in self.retraces:
            call = retrace.call
            node = retrace.argument or call.node
            self._add(
                call.caller,
                retrace.kind,
                node,
                subject=node.as_string(),
                parameter=retrace.name,
                callee=retrace.function.qualified_name,
                reason=retrace.reason,
            )
        for call, instance in per_instance(self.machine):
            names = [f.info.qualified_name for f in functions_of(call.hybrid.target)[:1]]
            made = self.machine.place(call.caller, instance.node)
            self._add(call.caller, "method-per-instance", call.node, cause=made, callee="".join(names))
        for creation in self.machine.hybrids.values():
            owner = creation.activation
            node = creation.hybrid.node
            if owner.function is None or owner.traced:
                if owner.function is None and creation.in_loop and per_call(node):
                    self._add(owner, "tf-function-in-loop", node)
                continue
            if creation.guarded or owner.function.name == "__init__" or owner not in self.live:
                continue
            if creation.in_loop and per_call(node):
                self._add(owner, "tf-function-in-loop", node)
            elif per_call(node) and self._made_for_little(owner.function, node):
                self._add(owner, "tf-function-per-call", node)
        for activation, circle in endless(self.machine, self.live, self.recursive):
            if activation.function is not None and not any(self.subjects[info].hybrid for info in circle):
                name = activation.function.qualified_name
                self._add(activation, "recursion", activation.function.node, subject=name, endless="yes")
        for info in self.recursive:
            subject = self.subjects[info]
            if subject.hybrid or any(a.traced for a in subject.activations):
                self._add(subject.activations[0], "recursion", info.node, subject=info.qualified_name)

    def _made_for_little(self, owner: FunctionInfo, node: nodes.NodeNG) -> bool:
        """``owner``, which makes a compiled function, is called often; what is called in a loop of its own pays off
        unless ``owner`` is called in a loop too."""
        if self.subjects[owner].made_up:
            return False
        often = self.runs_often(self.subjects[owner])
        return bool(often.value) and ("in a loop" in often.reason or not used_in_loop(node))

    def _add(
        self,
        activation: Activation,
        kind: str,
        node: nodes.NodeNG,
        subject: str = "",
        cause: Place | None = None,
        **details: str,
    ) -> None:
        module = activation.module.module
        owner: FunctionInfo | ModuleState = activation.function or activation.module
        hazard = Hazard(
            kind,
            place_of(module, node),
            activation.function.qualified_name if activation.function is not None else "",
            subject or node.as_string(),
            cause=cause,
            traced=activation.traced,
            eager=not activation.traced,
            blocks=False,
            details=tuple(details.items()),
        )
        known = self.extra.setdefault(owner, [])
        if all((h.kind, h.place) != (kind, hazard.place) for h in known):
            known.append(hazard)

    def add_lambda_hazards(self) -> None:
        """Hazards in lambdas that are traced: they belong to the function or module around, and say why they are
        traced."""
        for info, subject in self.subjects.items():
            if type(info.node) is not nodes.Lambda:
                continue
            context, words = judge.graph_context(subject)
            if context is None:
                continue
            scope = self.machine.functions.get(info.node.parent.scope())
            owner: FunctionInfo | ModuleState = info.module
            while scope is not None:
                if type(scope.node) is not nodes.Lambda:
                    owner = scope
                    break
                scope = self.machine.functions.get(scope.node.parent.scope())
            for hazard in self._own_hazards(subject):
                # What arrives at a lambda does not arrive at the function around it.
                if hazard.traced and hazard.kind not in OWN:
                    told = replace(hazard, details=(*hazard.details, ("context", words)))
                    self.extra.setdefault(owner, []).append(told)

    def _call_sites(self, subject: Subject) -> list[CallSite]:
        found: dict[tuple[nodes.NodeNG, str], tuple[bool, bool, bool, Activation]] = {}
        for caller, node, looped, reason in subject.calls:
            name = caller.function.qualified_name if caller.function is not None else ""
            traced = caller.traced or (reason is not None and reason != "tf.function")
            old = found.get((node, name), (False, False, False, caller))
            found[(node, name)] = (old[0] or traced, old[1] or not traced, old[2] or looped, caller)
        sites = [
            CallSite(
                self.machine.place(caller, node),
                name,
                traced,
                eager,
                looped,
                builds(caller.function) or self.machine.runs_once(node),
            )
            for (node, name), (traced, eager, looped, caller) in found.items()
        ]
        return sorted(sites, key=lambda s: (s.place, s.caller))

    def runs_often(self, subject: Subject, depth: int = 12) -> Judgement:
        """It runs more than once: in a loop, from several places, by a framework, or it is public and nobody
        calls it here."""
        known = self.often.get(subject.info)
        if known is not None:
            return known
        self.often[subject.info] = Judgement(None, "called in a circle")
        self.often[subject.info] = result = self._runs_often(subject, depth)
        return result

    def _runs_often(self, subject: Subject, depth: int) -> Judgement:
        if subject.made_up or not subject.calls:
            public = not subject.info.name.startswith("_")
            return Judgement(True, "public") if public else Judgement(None, "no call of it was found")
        for caller, node, looped, reason in subject.calls:
            if looped:
                return Judgement(True, "called in a loop", self.machine.place(caller, node))
            if reason in ("dataset", "keras", "control-flow"):
                return Judgement(True, f"run by {reason}")
        if len({node for _, node, _, _ in subject.calls}) > 1:
            return Judgement(True, "called from several places")
        caller = subject.calls[0][0]
        if caller.function is not None and depth:
            outer = self.runs_often(self.subjects[caller.function], depth - 1)
            if outer.value and outer.reason != "public":
                return Judgement(True, f"its caller is {outer.reason}", outer.place)
            if outer.value is None:
                return outer
            if outer.reason == "public" and self.subjects[caller.function].made_up:
                return Judgement(True, "its caller is public")
        return Judgement(False, "called once")

    def _is_made_often(self, node: _DefNode) -> bool:
        """A nested function whose surrounding function runs often, or may."""
        scope = node.parent.scope()
        if not isinstance(scope, (nodes.FunctionDef, nodes.AsyncFunctionDef)):
            return False
        owner = self.machine.functions.get(scope)
        subject = self.subjects.get(owner) if owner is not None else None
        if owner is not None and owner.name.startswith("test") and is_test_file(owner.module.module.file):
            return True
        return subject is None or self.runs_often(subject).value is not False

    def _builds_graphs(self, subject: Subject) -> bool:
        """It is in a module for TensorFlow 1, or called from such modules only."""
        modules = [subject.info.module.module]
        if self._is_for_graphs(modules[0]):
            return True
        modules = [caller.module.module for caller, _, _, _ in subject.calls]
        return bool(modules) and not subject.made_up and all(map(self._is_for_graphs, modules))

    def _is_for_graphs(self, module: Module) -> bool:
        if module not in self.for_graphs:
            self.for_graphs[module] = builds_graphs(module.tree)
        return self.for_graphs[module]

    def _would_retrace(self, subject: Subject) -> bool:
        """Calls pass Python numbers that change from round to round, or numbers as well as tensors and nothing that
        is always a tensor, or several models: what makes its weights in a later trace raises."""
        info = subject.info
        tensors = [
            n
            for n in judge.own_parameters(info)
            if any(holds_tensor(self.machine, a.args[i]) for a, i in self._given(subject, n))
        ]
        if tensors and all(any(is_primitive(a.args[i]) for a, i in self._given(subject, n)) for n in tensors):
            return True
        if any(len(self._owners_of_variables(subject, n)) > 1 for n in judge.own_parameters(info)):
            return True
        for caller, node, looped, _ in subject.calls:
            if not looped or not isinstance(node, nodes.Call) or caller.traced:
                continue
            offset = 1 if info.is_method and not info.is_static else 0
            for position, argument in enumerate(node.args):
                index = position + offset
                if index < len(info.positional) and self._primitive_at(subject, index) and changes(node, argument):
                    return True
            for keyword in node.keywords:
                if (
                    keyword.arg in info.parameters
                    and self._primitive_at(subject, info.parameters.index(keyword.arg))
                    and changes(node, keyword.value)
                ):
                    return True
        return False

    def _owners_of_variables(self, subject: Subject, name: str) -> set[Value]:
        """The models, layers and optimizers that arrive at a parameter."""
        found = {atom for a, i in self._given(subject, name) for atom in atoms(a.args[i])}
        return {atom for atom in found if self._has_variables(atom)}

    def _has_variables(self, atom: Value) -> bool:
        if isinstance(atom, LibraryObject):
            return any(knowledge.is_subclass(atom.cls, base) for base in _WITH_VARIABLES)
        return isinstance(atom, Instance) and any(
            classes.derives(self.machine, atom.cls, base) for base in _WITH_VARIABLES
        )

    @staticmethod
    def _given(subject: Subject, name: str) -> list[tuple[Activation, int]]:
        index = subject.info.parameters.index(name)
        return [(a, index) for a in subject.activations if name in a.supplied]

    @staticmethod
    def _primitive_at(subject: Subject, index: int) -> bool:
        return any(is_primitive(a.args[index]) for a in subject.activations)

    def _varying_shapes(self, subject: Subject) -> bool:
        """Calls pass tensors of one rank but different shapes: of several ranks a relaxed trace knows none."""
        varying = False
        for index, _ in enumerate(subject.info.parameters):
            shapes = {
                f.shape
                for a in subject.activations
                if a in self.used
                for f in type_facts(self.machine, a.args[index])
                if f.kind in TENSOR_KINDS and f.kind != "variable" and f.shape is not None
            }
            if len({len(shape) for shape in shapes}) > 1:
                return False
            varying = varying or len(shapes) > 1
        return varying

    def _array_parameter(self, info: FunctionInfo, values: dict[str, Value]) -> str | None:
        for name in judge.own_parameters(info):
            if any(f.kind == "ndarray" for f in type_facts(self.machine, values.get(name, NEVER))):
                return name
        return None

    def _is_framework_method(self, info: FunctionInfo) -> bool:
        cls = contracts.class_of(info) if info.name in FRAMEWORK_METHODS else None
        if cls is None:
            return False
        return (
            any(classes.derives(self.machine, cls, base) for base in _FRAMEWORK_CLASSES)
            or classes.unknown_base(self.machine, cls) is not None
        )

    def _outer_decorators(self, info: FunctionInfo, node: _DefNode) -> tuple[str, ...]:
        found = []
        for decorator in self._decorators(info.module.module, node):
            if decorator.name is None or decorator.name not in _SAFE_DECORATORS:
                found.append(decorator.text)
        return tuple(found)

    def _decorators(self, module: Module, node: _DefNode) -> tuple[DecoratorFacts, ...]:
        if node.decorators is None:
            return ()
        return tuple(
            DecoratorFacts(place_of(module, d), d.as_string(), self._decorator_name(module, d))
            for d in node.decorators.nodes
        )

    def _decorator_name(self, module: Module, decorator: nodes.NodeNG) -> str | None:
        callee = decorator.func if isinstance(decorator, nodes.Call) else decorator
        parts: list[str] = []
        while isinstance(callee, nodes.Attribute):
            parts.append(callee.attrname)
            callee = callee.expr
        if not isinstance(callee, nodes.Name):
            return None
        state = self.machine.modules.get(module)
        cell = state.cells.get(callee.name) if state is not None else None
        if cell is None:
            return (
                f"builtins.{callee.name}"
                if not parts and callee.name in ("staticmethod", "classmethod", "property")
                else None
            )
        value = next((a for a in atoms(cell.value) if isinstance(a, Symbol)), None)
        if value is None:
            return None
        spelling = ".".join([value.name, *reversed(parts)])
        return knowledge.canonical(spelling) or spelling

    def _hybridization(self, module: Module, subject: Subject) -> Hybridization | None:
        if not subject.creations:
            return None
        node = subject.info.node
        own = node.decorators.nodes if getattr(node, "decorators", None) is not None else []
        creation = next((c for c in subject.creations if c.hybrid.node in own), subject.creations[0])
        site = creation.hybrid.node
        where = creation.activation.module.module
        call = site if isinstance(site, nodes.Call) else None
        owner = creation.activation.function
        return Hybridization(
            "decorator" if site in own else "call",
            self.machine.place(creation.activation, site),
            call.func.as_string() if call is not None else site.as_string(),
            tuple(self._arguments(where, creation, call)),
            owner.qualified_name if owner is not None else "",
            creation.in_loop,
        )

    def _arguments(self, module: Module, creation: Creation, call: nodes.Call | None) -> list[Argument]:
        if call is None:
            return []
        found: list[Argument] = []
        given = {name: value for name, value, _ in creation.hybrid.arguments}
        for index, node in enumerate(call.args):
            name = ARGUMENT_NAMES[index] if index < len(ARGUMENT_NAMES) else f"argument {index}"
            if name != "func":
                found.append(Argument(name, node.as_string(), given.get(name, NEVER), place_of(module, node)))
        for keyword in call.keywords:
            if keyword.arg is not None and keyword.arg != "func":
                found.append(
                    Argument(
                        keyword.arg, keyword.value.as_string(), given.get(keyword.arg, NEVER), place_of(module, keyword)
                    )
                )
        return found


def _is_text(value: Value) -> bool:
    return any(type_name(a) == "str" for a in atoms(value))


def _default_names(info: FunctionInfo) -> set[str]:
    arguments = info.node.args
    count = len(arguments.defaults or ())
    names = set(info.positional[len(info.positional) - count :]) if count else set()
    for name, default in zip(info.keyword_only, arguments.kw_defaults or (), strict=False):
        if default is not None:
            names.add(name)
    return names


def _is_property(node: _DefNode) -> bool:
    return node.decorators is not None and any(
        d.as_string().split("(")[0].rsplit(".", 1)[-1]
        in ("property", "cached_property", "setter", "getter", "deleter", "abstractproperty")
        for d in node.decorators.nodes
    )


def _is_given(site: nodes.NodeNG) -> bool:
    """``tf.function(f)`` of a parameter ``f`` of the function around it."""
    first = site.args[0] if isinstance(site, nodes.Call) and site.args else None
    bindings = site.scope().locals.get(first.name, ()) if isinstance(first, nodes.Name) else ()
    return any(isinstance(binding.parent, nodes.Arguments) for binding in bindings)


def _def_line(node: _DefNode) -> int:
    return int(node.position.lineno if node.position is not None else node.fromlineno)
