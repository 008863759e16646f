"""Modules written for TensorFlow 1: what they call builds a graph by itself, or fails under TensorFlow 2."""

from __future__ import annotations

from astroid import nodes

from .. import knowledge

_V1 = "tensorflow.compat.v1."
_GRAPH_ONLY = frozenset(
    f"{_V1}{name}"
    for name in (
        "InteractiveSession",
        "Session",
        "disable_eager_execution",
        "disable_v2_behavior",
        "placeholder",
        "placeholder_with_default",
        "sparse_placeholder",
        "train.MonitoredSession",
        "train.MonitoredTrainingSession",
    )
)


def builds_graphs(tree: nodes.Module) -> bool:
    """The module uses names that TensorFlow 2 doesn't have, or has for graphs without functions alone."""
    bound: dict[str, str] = {}
    attributes: list[nodes.Attribute] = []
    stack: list[nodes.NodeNG] = [tree]
    while stack:
        node = stack.pop()
        if isinstance(node, nodes.Import):
            for name, alias in node.names:
                if name.split(".")[0] == "tensorflow":
                    bound[alias or "tensorflow"] = name if alias else "tensorflow"
        elif isinstance(node, nodes.ImportFrom) and (node.modname or "").split(".")[0] == "tensorflow":
            for name, alias in node.names:
                bound[alias or name] = f"{node.modname}.{name}"
        elif isinstance(node, nodes.Attribute):
            attributes.append(node)
        stack.extend(node.get_children())
    names = (_spelled(node, bound) for node in attributes)
    return any(_is_old(name) for name in {*names, *bound.values()} - {""})


def _is_old(name: str) -> bool:
    canonical = knowledge.canonical(name) or ""
    if canonical in _GRAPH_ONLY:
        return True
    return canonical.startswith(_V1) and ".v1" not in name and ".python." not in name


def _spelled(node: nodes.NodeNG, bound: dict[str, str]) -> str:
    parts: list[str] = []
    while isinstance(node, nodes.Attribute):
        parts.append(node.attrname)
        node = node.expr
    if not isinstance(node, nodes.Name) or node.name not in bound:
        return ""
    return ".".join([bound[node.name], *reversed(parts)])
