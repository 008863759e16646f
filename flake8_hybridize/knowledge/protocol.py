"""What a library model is made of, and what a rule of it sees of a call.

A *rule* is a plain function ``rule(call: Call) -> Value``: the value of one call of a library function.
The engine calls it once per combination of atoms: ``call.arg`` never gives a union for an argument that
holds tensors or constants. A rule answers ``unknown(reason)`` when it cannot tell, and ``NEVER`` when
TensorFlow raises for these arguments. It never answers something false.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from typing import Protocol

from ..model.values import Value


@dataclass(frozen=True, slots=True)
class Items:
    """The content of a list, tuple, set or dict (its values): ``known`` in order, then any number of ``rest``.

    ``keys`` are the keys of ``known`` for a dict, else ``None``. ``mutable`` for lists and dicts.
    """

    known: tuple[Value, ...]
    rest: Value | None = None
    keys: tuple[Value, ...] | None = None
    mutable: bool = False


class Call(Protocol):
    """One call of a library function or method, arguments bound to the names of its signature."""

    name: str
    """Canonical qualified name of what is called."""
    receiver: Value | None
    """The bound object of a method call (one atom), else ``None``."""
    graph: bool
    """The call runs while a graph is traced."""
    certain: bool
    """The call runs exactly once whenever its function does: no loop, branch or handler stands around it."""

    def arg(self, name: str) -> Value | None:
        """The argument bound to the parameter ``name``; ``None`` if it was not given. May be ``Unknown``."""

    def positional(self) -> Sequence[Value]:
        """All positional arguments in order (of ``*args`` of unknown length only the known ones)."""

    def keywords(self) -> Sequence[tuple[str, Value]]:
        """All keyword arguments in order."""

    def items(self, value: Value) -> Items | None:
        """The content of a list, tuple, dict, set, range or stream; ``None`` if ``value`` is no such thing."""

    def structure(self, value: Value) -> Items | None:
        """:meth:`items`, with all possibilities of each: for what follows those of nested structures itself.
        (A rule that uses :meth:`items` is asked again for every possibility of an item.)"""

    def new_list(self, items: Sequence[Value], rest: Value | None = None, tag: str = "") -> Value:
        """A list made by this call. Lists of one length that it makes are one object unless ``tag`` differs."""

    def new_dict(self, items: Sequence[tuple[Value, Value]], rest: Value | None = None, tag: str = "") -> Value:
        """A dict made by this call. Dicts of the same keys that it makes are one object unless ``tag`` differs.
        In a tag, ``|n`` is the n-th possibility of a value; those past a limit share one object."""

    def remake(self, like: Value, content: Items, tag: str = "") -> Value:
        """The list or dict that this call makes out of ``like``, with other ``content``. Each ``like`` has one of its
        own, up to a limit, and what the call has made before becomes itself: a structure that goes through the same
        call again and again stays one structure."""

    def site(self) -> int:
        """A number for the place of this call, to tell the objects that it makes apart."""

    def file(self) -> str:
        """The file of the program that this call stands in."""

    def invoke(
        self,
        function: Value,
        args: Sequence[Value],
        keywords: Sequence[tuple[str, Value]] = (),
        *,
        traced_by: str | None = None,
    ) -> Value:
        """Call ``function``: of the program, or any other callable value (a layer, a library function, a partial).
        ``traced_by`` (``dataset``, ``control-flow``, ``keras``) says that it runs in a graph of its own, for that
        reason; ``None``: it runs as the surrounding code does."""

    def parameters(self, function: Value) -> tuple[str, ...] | None:
        """The names of the parameters of a function of the program in order, stars included (``*args``), without
        the one that is bound; ``None`` if they are not known. Frameworks pass what the signature asks for."""

    def attribute(self, value: Value, name: str) -> Value:
        """``value.name``, through the program's own classes too."""

    def method(self, value: Value, name: str) -> Value | None:
        """The method ``name`` that the *program's* class of ``value`` (or a base of it) defines, bound; else
        ``None``."""

    def fields(self, value: Value) -> Sequence[tuple[str, Value]] | None:
        """What the program assigned to the attributes of an instance of one of its classes, in the order of the first
        assignments; ``None`` for every other value."""

    def owner(self) -> Value | None:
        """The instance of a class of the program whose method makes this call, if it is one."""

    def is_instance(self, value: Value, cls: str) -> bool:
        """``value`` is sure to be an instance of the library class ``cls``."""

    def remember(self, value: Value, name: str, content: Value) -> None:
        """Add ``content`` to what the object ``value`` (a library object or an instance) carries under ``name``,
        for later calls: the optimizer given to ``compile``, the layers given to ``add``."""

    def recall(self, value: Value, name: str) -> Value:
        """The join of all that was remembered under ``name``; ``NEVER`` if nothing was."""

    def collect(self, name: str, value: Value, limit: int) -> None:
        """Add ``value`` to what the whole program collects under ``name``, as long as that is less than ``limit``."""

    def collected(self, name: str) -> Sequence[Value]:
        """All that was collected under ``name``, each once, in the order of its first coming."""

    def settled(self) -> bool:
        """The program has been gone through once. If not, the body that this call stands in is gone through again
        as soon as it has."""

    def first_time(self, key: Hashable) -> bool:
        """Nothing has asked this of ``key`` for this call in the present pass over the body that it stands in."""

    def doubt(self) -> None:
        """Whether what this call invokes is invoked at all is not known: no hazard rests on it."""

    def hazard(self, kind: str, subject: str = "", **details: str) -> None:
        """Report a hazard of the catalogue at this call."""


OPEN = "**"
"""Under this name a library object carries what its constructor was given under names that are not known."""

Rule = Callable[[Call], Value]
"""Tables of rules by canonical name, exported by the modules of this layer:

``RULES``: calls of functions, of classes (construction; without a rule it gives a ``LibraryObject`` whose
state is the bound arguments), of methods (``keras.Model.fit``, with ``receiver``) and of objects
(``keras.layers.Dense.__call__``, found along the bases of the class).
``PROPERTIES``: reads of attributes (``keras.Model.trainable_variables``, with ``receiver``, without arguments);
an attribute that has none is a ``Method`` if the class has such a member.
"""


@dataclass(frozen=True, slots=True)
class Effect:
    """What a call does besides giving a value.

    ``hazard``: the hazard id (``print-call``, ``frozen-random``, …) that the call is when traced, or ``""``.
    ``side_effect``: it is a Python side effect in the sense of the semantics (drawing from Python's random
    state is; reading a clock is not).
    ``mutates``: parameters that it changes in place; ``"self"`` for the receiver.
    """

    hazard: str = ""
    side_effect: bool = False
    mutates: tuple[str, ...] = ()
    remedy: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """One public name of a library.

    ``kind``: ``module``, ``function``, ``class`` or ``constant``; of a class's members ``method``, ``staticmethod``,
    ``classmethod``, ``property`` or ``constant``.
    ``parameters``: names in order; ``*name`` and ``**name`` for the variadic ones, a bare ``*`` before
    keyword-only ones; without ``self``; ``None`` when it could not be read.
    ``bases``: canonical names of the public ancestors in method resolution order (classes only).
    """

    name: str
    kind: str
    parameters: tuple[str, ...] | None = None
    bases: tuple[str, ...] = ()
