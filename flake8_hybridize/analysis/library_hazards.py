"""Hazards of calls into TensorFlow that its effects alone do not tell: names, steps, tapes, XLA, datasets."""

from __future__ import annotations

import re

from astroid import nodes

from .. import knowledge
from ..model.values import NONE, Const, DType, LibraryObject, Prim, Tensor, Value, atoms
from . import arrays, exports, hazards, seeds
from .inside import tensor_inside
from .state import Arguments, Frame

_SUMMARIES = frozenset(
    f"tensorflow.summary.{kind}" for kind in ("scalar", "histogram", "image", "audio", "text", "write")
)
_NAME = re.compile(r"[A-Za-z0-9.][A-Za-z0-9_.\\/>-]*")
_NOT_IN_XLA = (
    "tensorflow.print",
    "tensorflow.py_function",
    "tensorflow.numpy_function",
    "tensorflow.io.read_file",
    "tensorflow.io.write_file",
    "tensorflow.io.matching_files",
    "tensorflow.io.decode_csv",
    "tensorflow.io.parse_example",
    "tensorflow.io.parse_single_example",
    "tensorflow.io.decode_jpeg",
    "tensorflow.io.decode_png",
    "tensorflow.io.decode_image",
)
_MAY_FAIL = frozenset(
    f"tensorflow.{name}"
    for name in (
        "boolean_mask",
        "ensure_shape",
        "gather",
        "gather_nd",
        "io.decode_image",
        "io.decode_jpeg",
        "io.decode_png",
        "io.parse_example",
        "io.parse_single_example",
        "io.parse_tensor",
        "linalg.inv",
        "linalg.solve",
        "repeat",
        "reshape",
        "scatter_nd",
        "slice",
        "split",
        "strings.to_number",
        "tensor_scatter_nd_add",
        "tensor_scatter_nd_update",
    )
)
"""Operations without an effect that raise for some values: a graph leaves them out where nobody uses the result."""
_SHAPED_LAYERS = ("keras.layers.Dense", "keras.layers.Conv", "keras.layers.BatchNormalization")
_READERS = frozenset({"tensorflow.io.read_file", "tensorflow.io.matching_files"})
"""Operations whose result a graph keeps if the name of the file is a constant."""
_CONTEXTS = frozenset(
    [
        "threading.Lock",
        "threading.RLock",
        "threading.Semaphore",
        "threading.BoundedSemaphore",
        "threading.Condition",
        "multiprocessing.Lock",
        "contextlib.redirect_stdout",
        "contextlib.redirect_stderr",
        "contextlib.chdir",
        "warnings.catch_warnings",
        "numpy.errstate",
        "numpy.printoptions",
        "decimal.localcontext",
        "tempfile.TemporaryDirectory",
    ]
)


def check(frame: Frame, node: nodes.NodeNG, name: str, receiver: Value | None, arguments: Arguments) -> None:
    """Report what is wrong with this call of TensorFlow in traced code."""
    if name == "tensorflow.gather" and "validate_indices" in dict(arguments.keywords):
        subject = "tf.gather(validate_indices=...)"
        hazards.report(frame, "deprecated-api", node, subject, blocks=False, remedy="nothing, it has no effect")
    if name == exports.SAVE:
        exports.saved(frame, node, arguments)
    if frame.activation.function is None or not name.startswith("tensorflow."):
        return
    text = node.func if isinstance(node, nodes.Call) else name
    if name in _SUMMARIES:
        _summary(frame, node, arguments)
    elif name == "tensorflow.GradientTape.gradient" or name == "tensorflow.GradientTape.jacobian":
        _tape(frame, node, arguments)
    elif name in _READERS and frame.activation.traced and arguments.positional:
        if all(isinstance(a, Const) for a in atoms(arguments.positional[0])):
            hazards.report(frame, "frozen-file-read", node, text)
    elif name == "tensorflow.data.Dataset.as_numpy_iterator" and frame.activation.traced:
        hazards.report(frame, "dataset-in-function", node, text)
    elif name.startswith(("tensorflow.strings.", "tensorflow.io.")) or name in _NOT_IN_XLA:
        if frame.activation.traced and (name in _NOT_IN_XLA or name.startswith("tensorflow.strings.")):
            hazards.report(frame, "jit-unsupported", node, text, blocks=False)
    elif name.startswith("tensorflow.debugging.assert_") or name == "tensorflow.debugging.Assert":
        if frame.activation.traced:
            hazards.report(frame, "jit-dropped-assert", node, text, blocks=False)
    elif name == "tensorflow.TensorArray" and frame.activation.traced and _is_true(arguments, "dynamic_size", 2):
        hazards.report(frame, "jit-growing-tensorarray", node, text, blocks=False)
    if frame.activation.traced:
        arrays.operation(frame, node, name, arguments)
        seeds.drawn(frame, node, name, arguments)
    if name in _MAY_FAIL and isinstance(node.parent, nodes.Expr) and frame.activation.function is not None:
        # What a compiled function leaves out, an eager one relies on.
        hazards.report(frame, "pruned-unused-op", node, text, blocks=not frame.activation.traced)
    _name_argument(frame, node, name, receiver, arguments)


def layer_called(frame: Frame, node: nodes.NodeNG, cls: str, arguments: Arguments) -> None:
    """A layer that makes weights for the shape of its input gets what Python computed, whose shape is not known."""
    value = arguments.positional[0] if arguments.positional else None
    given = arguments.nodes[0] if arguments.nodes else None
    if not frame.activation.traced or not isinstance(value, Tensor) or value.shape is not None or not value.symbolic:
        return
    if not cls.startswith(_SHAPED_LAYERS) or not isinstance(given, nodes.Name):
        return
    scope = node.scope()
    bindings = scope.locals.get(given.name, ())
    made = bindings[0].parent.value if len(bindings) == 1 and isinstance(bindings[0].parent, nodes.Assign) else None
    if not isinstance(made, nodes.Call) or not made.func.as_string().endswith((".py_function", ".numpy_function")):
        return
    if not any(
        call.func.attrname == "set_shape" and call.func.expr.as_string() == given.name
        for call in scope.nodes_of_class(nodes.Call)
        if isinstance(call.func, nodes.Attribute)
    ):
        hazards.report(frame, "py-function-shape", node, given.name, cause=made)


def _is_true(arguments: Arguments, name: str, position: int) -> bool:
    value = dict(arguments.keywords).get(name)
    if value is None and position < len(arguments.positional):
        value = arguments.positional[position]
    return isinstance(value, Const) and value.value is True


def _summary(frame: Frame, node: nodes.NodeNG, arguments: Arguments) -> None:
    step = dict(arguments.keywords).get("step")
    expression = arguments.keyword_nodes.get("step")
    if step is None or expression is None or isinstance(expression, nodes.Const):
        return
    # A parameter retraces for each new step instead, which is found at the call.
    if isinstance(expression, nodes.Name) and expression.name in frame.activation.function.parameters:  # type: ignore[union-attr]
        return
    members = atoms(step)
    if members and all(_is_int(a) for a in members):
        hazards.report(frame, "summary-python-step", node, expression)


def _is_int(value: Value) -> bool:
    return (isinstance(value, Const) and type(value.value) is int) or (isinstance(value, Prim) and value.name == "int")


def _tape(frame: Frame, node: nodes.NodeNG, arguments: Arguments) -> None:
    """A tape that was made outside of the trace did not see what the trace records.

    It has the gradients of what was computed under it before the trace, which the trace captures.
    """
    target = arguments.positional[0] if arguments.positional else dict(arguments.keywords).get("target")
    if target is not None and tensor_inside(target) and not hazards.graph_tensor_inside(frame, target):
        return
    tape = node.func.expr if isinstance(node, nodes.Call) and isinstance(node.func, nodes.Attribute) else None
    function = frame.activation.function
    if not isinstance(tape, nodes.Name) or function is None:
        return
    if tape.name in function.local_names:
        if tape.name in function.parameters and "tf.function" in frame.activation.traced_by:
            hazards.report(frame, "gradient-tape", node, tape)
        return
    scope = frame.parent
    traced_around = scope is not None and not isinstance(scope, Frame) and scope.activation.traced
    # A tape of the module is outside of every trace, whichever function asks it.
    of_module = tape.name not in function.captured_names and tape.name in frame.activation.module.cells
    if frame.activation.traced and (of_module or "tf.function" in frame.activation.traced_by) and not traced_around:
        hazards.report(frame, "gradient-tape", node, tape)


def _name_argument(frame: Frame, node: nodes.NodeNG, name: str, receiver: Value | None, arguments: Arguments) -> None:
    entry = knowledge.find(name)
    if entry is None or entry.parameters is None or entry.kind not in ("function", "method"):
        return
    position = entry.parameters.index("name") if "name" in entry.parameters else -1
    if position <= 0 or name.startswith(("tensorflow.summary.", "tensorflow.data.", "tensorflow.name_scope")):
        return
    value = dict(arguments.keywords).get("name")
    if value is None and position < len(arguments.positional):
        value = arguments.positional[position]
    if value is None or value is NONE:
        return
    if isinstance(value, (DType, Tensor)) or (isinstance(value, Const) and not _is_name(value.value)):
        subject = node.func if isinstance(node, nodes.Call) else name
        given = (
            value.name if isinstance(value, DType) else repr(value.value) if isinstance(value, Const) else "a tensor"
        )
        hazards.report(frame, "invalid-name-argument", node, subject, given=str(given))


def _is_name(value: object) -> bool:
    return value is None or (isinstance(value, str) and (not value or _NAME.fullmatch(value) is not None))


def entered(frame: Frame, manager: nodes.NodeNG, value: Value) -> None:
    """A ``with`` statement enters ``value``: Python's own context managers act while tracing only."""
    if not frame.activation.traced:
        return
    for atom in atoms(value):
        if isinstance(atom, LibraryObject) and atom.cls in _CONTEXTS:
            hazards.report(frame, "context-manager-at-trace", manager, manager, name=atom.cls)
