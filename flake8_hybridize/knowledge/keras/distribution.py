"""Strategies of ``tf.distribute``, ``tf.Module`` and checkpoints.

Observed on one replica (as on any machine with one device): ``strategy.run(fn, args, kwargs)`` calls ``fn`` with the
arguments as they are, eagerly or in the surrounding graph, and gives what it returns; ``reduce`` without an axis
keeps the shape of a replica's value, with an axis that dimension goes. With several replicas values are distributed,
and everything that is said of them holds for each replica's part.
"""

from __future__ import annotations

from ...model.values import (
    INT,
    NONE,
    STR,
    Const,
    Value,
    atoms,
    const,
    library_object,
    tensor,
    tuple_of,
    union,
    unknown,
)
from ..protocol import Call, Rule
from ..tensorflow.shapes import INCOMPATIBLE, replace_dim
from . import tracking
from .values import argument, elements, integer, leaf_tensor, like, map_leaves, variable

STRATEGY = "tensorflow.distribute.Strategy"


def run(call: Call) -> Value:
    """``strategy.run(fn, args=(), kwargs=None)``."""
    function = argument(call, "fn")
    if function is None:
        return unknown("strategy.run")
    args = argument(call, "args", position=1)
    given_args: tuple[Value, ...] | None = () if args is None or args is NONE else elements(call, args)
    if given_args is None:
        return call.invoke(function, [unknown("arguments of strategy.run")])
    keywords = argument(call, "kwargs", position=2)
    items = None if keywords is None or isinstance(keywords, Const) else call.items(keywords)
    named: list[tuple[str, Value]] = []
    if items is not None and items.keys is not None:
        named = [
            (key.value, value)
            for key, value in zip(items.keys, items.known, strict=True)
            if isinstance(key, Const) and isinstance(key.value, str)
        ]
    return call.invoke(function, list(given_args), named)


def reduce(call: Call) -> Value:
    """``strategy.reduce(op, value, axis)``."""
    value = argument(call, "value", position=1)
    axis = argument(call, "axis", position=2)
    if value is None:
        return unknown("strategy.reduce")
    place = None if axis is None or axis is NONE else integer(axis)

    def leaf(item: Value) -> Value:
        found = leaf_tensor(call, item)
        if found is None:
            return item
        if axis is None or axis is NONE:
            return like(call, found, found.dtype, found.shape)
        if place is None or found.shape is None:
            return like(call, found, found.dtype, None)
        if not -len(found.shape) <= place < len(found.shape):
            return unknown("strategy.reduce")
        where = place % len(found.shape)
        return like(call, found, found.dtype, (*found.shape[:where], *found.shape[where + 1 :]))

    return map_leaves(call, value, leaf)


def gather(call: Call) -> Value:
    """``strategy.gather(value, axis)``: the parts of all replicas joined."""
    value, axis = argument(call, "value"), argument(call, "axis", position=1)
    place = None if axis is None else integer(axis)

    def leaf(item: Value) -> Value:
        found = leaf_tensor(call, item)
        if found is None:
            return item
        dims = replace_dim(found.shape, place, None)
        return like(call, found, found.dtype, None if dims is INCOMPATIBLE else dims)

    return unknown("gather") if value is None else map_leaves(call, value, leaf)


def local_results(call: Call) -> Value:
    """``strategy.experimental_local_results(value)``: a tuple, one for each replica here."""
    value = argument(call, "value")
    return tuple_of((), unknown("value of a replica") if value is None else value)


def replicas(call: Call) -> Value:
    """``strategy.num_replicas_in_sync``: one for the default strategy and for one device, else an int."""
    cls = getattr(call.receiver, "cls", "")
    if cls.endswith((".OneDeviceStrategy", STRATEGY)):
        return const(1)
    return INT


def current(call: Call) -> Value:
    """``tf.distribute.get_strategy()``."""
    return library_object(STRATEGY)


def replica_context(call: Call) -> Value:
    """``tf.distribute.get_replica_context()``."""
    return library_object("tensorflow.distribute.ReplicaContext")


def all_reduce(call: Call) -> Value:
    """``context.all_reduce(op, value)``: a value of the same type in each replica."""
    value = argument(call, "value", position=1)
    return unknown("all_reduce") if value is None else map_leaves(call, value, lambda leaf: _tensor(call, leaf))


def _tensor(call: Call, leaf: Value) -> Value:
    found = leaf_tensor(call, leaf)
    return leaf if found is None else like(call, found, found.dtype, found.shape)


def merge_call(call: Call) -> Value:
    """``context.merge_call(fn, args)``: ``fn`` gets the strategy first."""
    function, args = argument(call, "merge_fn"), argument(call, "args", position=1)
    given_args = () if args is None else elements(call, args)
    if function is None or given_args is None:
        return unknown("merge_call")
    return call.invoke(function, [library_object(STRATEGY), *given_args])


def module_variables(trainable: bool | None) -> Rule:
    """``module.variables`` and the like of a ``tf.Module``: a tuple of variables."""

    def rule(call: Call) -> Value:
        known = None if call.receiver is None else tracking.module_variables(call, call.receiver, trainable)
        return tuple_of((), variable(None, None)) if known is None else tuple_of(known)

    return rule


def module_name(call: Call) -> Value:
    """``module.name``."""
    given_name = None if call.receiver is None else call.recall(call.receiver, "name")
    known = [] if given_name is None else [a for a in atoms(given_name) if isinstance(a, Const) and a is not NONE]
    return union(known) if known and given_name is not None and len(known) == len(atoms(given_name)) else STR


def with_name_scope(call: Call) -> Value:
    """``tf.Module.with_name_scope(method)``: the method itself, for the analysis."""
    return argument(call, "method") or unknown("with_name_scope")


def step_counter(call: Call) -> Value:
    """``checkpoint.save_counter``."""
    return variable("int64", ())


def path(call: Call) -> Value:
    """``save`` and ``write`` give the path."""
    return STR


def path_or_none(call: Call) -> Value:
    """``tf.train.latest_checkpoint(…)`` and ``manager.latest_checkpoint``."""
    return union((STR, NONE))


def status(call: Call) -> Value:
    """``checkpoint.restore(…)``: an object to assert on, which its methods give again."""
    return library_object("tensorflow.train.Checkpoint.status")


def is_there(call: Call) -> Value:
    """``tf.distribute.has_strategy()`` and its like: who can tell."""
    return unknown("strategy in use")


def replica_id(call: Call) -> Value:
    """``context.replica_id_in_sync_group``."""
    return union((INT, tensor("int32", (), symbolic=True)))


RULES: dict[str, Rule] = {
    f"{STRATEGY}.run": run,
    f"{STRATEGY}.experimental_run_v2": run,
    f"{STRATEGY}.reduce": reduce,
    f"{STRATEGY}.gather": gather,
    f"{STRATEGY}.experimental_local_results": local_results,
    "tensorflow.distribute.get_strategy": current,
    "tensorflow.distribute.get_replica_context": replica_context,
    "tensorflow.distribute.has_strategy": is_there,
    "tensorflow.distribute.in_cross_replica_context": is_there,
    "tensorflow.distribute.ReplicaContext.all_reduce": all_reduce,
    "tensorflow.distribute.ReplicaContext.merge_call": merge_call,
    "tensorflow.Module.with_name_scope": with_name_scope,
    "tensorflow.train.Checkpoint.save": path,
    "tensorflow.train.Checkpoint.write": path,
    "tensorflow.train.Checkpoint.restore": status,
    "tensorflow.train.Checkpoint.read": status,
    "tensorflow.train.CheckpointManager.save": path_or_none,
    "tensorflow.train.CheckpointManager.restore_or_initialize": path_or_none,
    "tensorflow.train.latest_checkpoint": path_or_none,
}

PROPERTIES: dict[str, Rule] = {
    f"{STRATEGY}.num_replicas_in_sync": replicas,
    "tensorflow.distribute.ReplicaContext.num_replicas_in_sync": replicas,
    "tensorflow.distribute.ReplicaContext.replica_id_in_sync_group": replica_id,
    "tensorflow.Module.variables": module_variables(None),
    "tensorflow.Module.trainable_variables": module_variables(True),
    "tensorflow.Module.non_trainable_variables": module_variables(False),
    "tensorflow.Module.name": module_name,
    "tensorflow.train.Checkpoint.save_counter": step_counter,
    "tensorflow.train.CheckpointManager.latest_checkpoint": path_or_none,
}
