"""Recording hazards and side effects where the interpreter meets them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from astroid import nodes

from ..model.facts import ONCE_KINDS
from ..model.values import Array, LibraryObject, Tensor, Tuple, Union, Unknown, Value, atoms
from .changes import note_change
from .guards import done_once, undoes, undone
from .inside import inside, is_plain
from .objects import Instance, Object
from .state import Activation, Frame, FunctionInfo, Machine

EXPECTED = (("expected", "by a test"),)
"""The details of what a test expects of a function, which its callers do not have."""
SYMBOLIC_KINDS = frozenset({"tensor", "sparse", "ragged", "indexed_slices", "tensorarray"})


class Record(NamedTuple):
    """One hazard of one activation. ``target`` is the object that a side effect changes, if it is one of the
    program's (an activation: a variable of that function); a caller that made it does not have the effect.
    ``blocks``: tracing the function would fail or change meaning."""

    kind: str
    node: nodes.NodeNG
    subject: str | nodes.NodeNG
    target: Object | Activation | None
    side_effect: bool
    certain: bool
    blocks: bool
    cause: nodes.NodeNG | None
    details: tuple[tuple[str, str], ...]


def report(
    frame: Frame,
    kind: str,
    node: nodes.NodeNG,
    subject: str | nodes.NodeNG = "",
    *,
    target: Object | Activation | None = None,
    side_effect: bool = False,
    certain: bool = True,
    blocks: bool = True,
    cause: nodes.NodeNG | None = None,
    words: Mapping[str, str] | None = None,
    **details: str,
) -> None:
    """Record a hazard of the running activation; one record per kind, node and subject. ``words`` and ``details`` are
    the further words for the message."""
    key = (kind, node, subject)
    if key not in frame.activation.hazards:
        if kind in ONCE_KINDS and not details.get("guard") and _is_lazy(frame, node):
            details["guard"] = "lazy"
        frame.activation.hazards[key] = Record(
            kind, node, subject, target, side_effect, certain, blocks, cause, (*(words or {}).items(), *details.items())
        )


def _is_lazy(frame: Frame, node: nodes.NodeNG) -> bool:
    return frame.machine.runs_once(node) or builds(frame.activation.function)


def builds(function: FunctionInfo | None) -> bool:
    """A method that Keras calls once for each layer."""
    return function is not None and function.is_method and function.name == "build"


def text_of_tensor(frame: Frame, node: nodes.NodeNG, subject: str | nodes.NodeNG) -> None:
    """Record that a tensor becomes text, but for the message of an error: that is meant for who traces."""
    if not isinstance(node.statement(), (nodes.Raise, nodes.Assert)):
        report(frame, "str-of-tensor", node, subject)


def doubt(frame: Frame, node: nodes.NodeNG, kinds: Iterable[str]) -> None:
    """What was recorded for ``node`` is not certain."""
    for kind in kinds:
        found = frame.activation.hazards.get((kind, node, node))
        if found is not None:
            frame.activation.hazards[(kind, node, node)] = found._replace(certain=False)


def text_of(machine: Machine, subject: str | nodes.NodeNG) -> str:
    """The text of a subject; that of a node is made once."""
    if isinstance(subject, str):
        return subject
    text = machine.texts.get(subject)
    if text is None:
        text = machine.texts[subject] = subject.as_string()
    return text


def tensors(value: Value) -> list[Tensor]:
    """The tensors among the possibilities of ``value`` (not those inside of containers)."""
    if type(value) is Tensor:
        return [value]
    return [a for a in value.members if type(a) is Tensor] if type(value) is Union else []


def graph_tensors(frame: Frame, node: nodes.NodeNG | None, value: Value) -> list[Tensor]:
    """The tensors of ``value`` that have no Python value if this code is traced.

    While tracing these are the symbolic ones. In code that is analysed as eager, a tensor that is read from a
    global, a captured variable or an attribute would be captured by the trace as it is, so it does not count.
    """
    found = [t for t in tensors(value) if t.kind in SYMBOLIC_KINDS]
    if not found:
        return []
    if frame.activation.traced:
        return [t for t in found if t.symbolic]
    if node is not None and reads_outer(frame, node):
        return []
    return found


def sure(frame: Frame, value: Value) -> bool:
    """The tensors among the possibilities of ``value`` arrive where it is used: nobody can tell where a container or
    something unknown could be there as well, where the body has gone another way for some types, or where the
    arguments of many calls were joined."""
    others = [a for a in atoms(value) if type(a) is not Tensor]
    if others and (frame.activation.merged or any(_asks_for_type(frame, test) for test in frame.exits)):
        return False
    return not any(isinstance(a, (Tuple, Object, Unknown)) for a in others)


def _asks_for_type(frame: Frame, test: nodes.NodeNG) -> bool:
    return "is_tensor(" in (text := text_of(frame.machine, test)) or "isinstance(" in text


def reads_outer(frame: Frame, node: nodes.NodeNG) -> bool:
    """``node`` is a plain read of a global, a captured variable, or an attribute path from one or from ``self``."""
    current = node
    attribute = False
    while isinstance(current, (nodes.Attribute, nodes.Subscript)):
        attribute = attribute or isinstance(current, nodes.Attribute)
        current = current.expr if isinstance(current, nodes.Attribute) else current.value
    if not isinstance(current, nodes.Name):
        return False
    function = frame.activation.function
    if function is None:
        return False
    if current.name not in function.local_names:
        return True
    is_self = function.is_method and not function.is_static and function.positional[:1] == (current.name,)
    return is_self and attribute


def leak(
    frame: Frame,
    node: nodes.NodeNG,
    subject: str,
    value: Value,
    target: Object | Activation | None = None,
    target_node: nodes.NodeNG | None = None,
    guard: str = "",
) -> None:
    """Record that a tensor of the graph is stored in ``target``, unless this very body made that, or got it as an
    argument (``tf.function`` checks its arguments: that is a hazard of its own)."""
    if isinstance(target, Object) and (target.owner is frame.activation or _is_element(frame.activation, target)):
        return
    if not isinstance(target, Instance) and is_parameter(frame, target_node):
        return
    if graph_tensor_inside(frame, value):
        report(frame, "leaked-tensor", node, subject, target=target, guard=guard)


def graph_tensor_inside(frame: Frame, value: Value) -> bool:
    """A tensor that has no value while tracing is among the possibilities of ``value`` or inside of its containers."""
    if is_plain(value) and type(value) is not Tensor:
        return False
    eager = not frame.activation.traced
    return any(
        type(atom) is Tensor and atom.kind in SYMBOLIC_KINDS and (eager or atom.symbolic) for atom in inside(value)
    )


def mutation(
    frame: Frame,
    node: nodes.NodeNG,
    target: Value,
    target_node: nodes.NodeNG | None,
    kind: str,
    subject: str | nodes.NodeNG,
) -> None:
    """Record that ``target`` is changed in place, unless this very body made it."""
    activation = frame.activation
    if restores(activation.function):
        return
    for atom in atoms(target):
        note_change(frame, node, atom, target_node)
        if isinstance(atom, Object):
            if atom.owner is activation or _is_element(activation, atom):
                continue
            hazard = kind
            if not isinstance(atom, Instance) and kind == "outer-mutation" and is_parameter(frame, target_node):
                hazard = "arg-mutation"
            # What calls that are joined change, one of them may have made.
            certain = not (isinstance(atom, Instance) and activation.merged)
            report(frame, hazard, node, subject, target=atom, side_effect=True, certain=certain)
        elif isinstance(atom, (Array, LibraryObject)) and target_node is not None and is_outer(frame, target_node):
            report(frame, kind, node, subject, side_effect=True)


def _is_element(activation: Activation, target: Object) -> bool:
    """``target`` is, or is in, what ``tf.data`` makes of an element for each trace of the function that gets it."""
    if "dataset" not in activation.traced_by or isinstance(target, Instance):
        return False
    return any(atom is target for value in activation.args for atom in inside(value))


def made_once(frame: Frame, name: str) -> bool:
    """A condition around asks whether ``name`` is there already: ``is None``, ``hasattr``, ``not self.built``; or the
    body runs once as a whole."""
    function = frame.activation.function
    if function is not None and done_once(function.node):
        return True
    for test, _ in frame.conditions:
        if isinstance(test, nodes.ExceptHandler):
            if test.type is not None and (
                "AttributeError" in test.type.as_string() or "NameError" in test.type.as_string()
            ):
                return True
            continue
        text = text_of(frame.machine, test)
        if name in text and ("None" in text or "hasattr" in text or text.startswith("not ")):
            return True
        if text.startswith("not ") and ("built" in text or "initialized" in text):
            return True
    return any(
        name in text or "built" in text or "initialized" in text
        for text in (text_of(frame.machine, test) for test in frame.exits)
    )


def restores(function: FunctionInfo | None) -> bool:
    """A context manager that undoes what it does, behind the ``yield`` of its generator or in ``__exit__()``: nothing
    of it lasts."""
    if function is None:
        return False
    if function.restores is None:
        function.restores = _restores(function)
    return function.restores


def _restores(function: FunctionInfo) -> bool:
    if function.is_method and function.name in ("__enter__", "__exit__"):
        return undone(function.node)
    if not function.is_generator or not isinstance(function.node.body, list):
        return False
    decorators = function.node.decorators
    if decorators is None or not any("contextmanager" in d.as_string() for d in decorators.nodes):
        return False
    return any(isinstance(s, nodes.Try) and s.finalbody for s in function.node.body) or undoes(function.node)


def is_parameter(frame: Frame, node: nodes.NodeNG | None) -> bool:
    """``node`` is the name of a parameter of the running function."""
    function = frame.activation.function
    return function is not None and isinstance(node, nodes.Name) and node.name in function.parameters


def is_outer(frame: Frame, node: nodes.NodeNG) -> bool:
    """The object that ``node`` names was there before this call: its root is a parameter, a global, a captured name."""
    current = node
    while isinstance(current, (nodes.Attribute, nodes.Subscript)):
        current = current.expr if isinstance(current, nodes.Attribute) else current.value
    if not isinstance(current, nodes.Name):
        return False
    function = frame.activation.function
    if function is None:
        return False
    return current.name in function.parameters or current.name not in function.local_names
