"""What the analysis concludes: the frozen product that rules, reports and fixes read.

Every answer is a :class:`Judgement`: true, false or ``None`` ("cannot be told from the program given"),
with the reason. A :class:`Hazard` is one observed danger at one place, named by the hazard ids of the
rule catalogue (``print-call``, ``np-call-on-tensor``, …); rules turn hazards into findings.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from .places import Place

if TYPE_CHECKING:
    from .values import Value  # flake8 imports this module at every start, and has no use for values


ONCE_KINDS = frozenset(
    {
        "print-call",
        "logging-call",
        "warnings-call",
        "stream-write",
        "file-io",
        "network-io",
        "save-in-function",
        "outer-mutation",
        "arg-mutation",
        "global-write",
        "nonlocal-write",
        "self-attr-write",
        "python-iterator",
        "frozen-random",
        "frozen-time",
        "frozen-env",
        "frozen-file-read",
        "frozen-global",
        "frozen-attribute",
        "frozen-closure",
        "executing-eagerly",
        "variable-in-body",
        "layer-in-body",
        "optimizer-in-body",
        "metric-in-body",
        "rng-in-body",
    }
)
"""Hazards that do no harm where the program takes care that they happen once only."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """``value`` with the ``reason`` in words and the ``place`` of the evidence, if there is one."""

    value: bool | None
    reason: str = ""
    place: Place | None = None


@dataclass(frozen=True, slots=True)
class Hazard:
    """Something that fails, changes meaning or costs time when its function is traced.

    ``place`` is where it happens, in the function ``function`` (qualified name).
    ``subject`` is the short source text or name that is to blame (``x.numpy()``, ``self.history``).
    ``cause`` is another place that explains it (the call that passes the tensor, the later write).
    ``traced`` says that this place was seen to run while a graph is traced, ``eager`` that it was seen
    to run eagerly; both may hold. ``certain`` is false where it rests on an assumption.
    ``details`` are further words for the message, by name.
    ``callees`` is the chain of functions from the judged function to the place: empty if it is in its own body.
    ``leading`` are the calls by which traced code comes to it, where it runs eagerly too.
    """

    kind: str
    place: Place
    function: str
    subject: str = ""
    cause: Place | None = None
    traced: bool = False
    eager: bool = False
    certain: bool = True
    side_effect: bool = False
    blocks: bool = True
    details: tuple[tuple[str, str], ...] = ()
    callees: tuple[str, ...] = ()
    leading: tuple[Place, ...] = ()

    def detail(self, name: str, default: str = "") -> str:
        """The further word ``name``."""
        for key, text in self.details:
            if key == name:
                return text
        return default


@dataclass(frozen=True, slots=True)
class Argument:
    """One argument given to ``tf.function``: by ``name``; ``text`` is its source, ``value`` what is known of it."""

    name: str
    text: str
    value: Value
    place: Place


@dataclass(frozen=True, slots=True)
class Hybridization:
    """How a function is compiled: ``by`` is ``decorator`` or ``call``.

    ``place`` spans the decorator's expression (without ``@``) or the whole call ``tf.function(f, …)``.
    ``function_text`` is the spelling of ``tf.function`` in it.
    ``created_in`` names the function whose body makes it (``""``: module level), ``in_loop`` if in a loop there.
    """

    by: str
    place: Place
    function_text: str
    arguments: tuple[Argument, ...] = ()
    created_in: str = ""
    in_loop: bool = False


@dataclass(frozen=True, slots=True)
class Parameter:
    """What arrives at one parameter (``*args``, ``**kwargs`` with their stars; ``self``/``cls`` are left out).

    ``value`` is the join over all calls; ``evidence`` names the strongest sources, few.
    ``structure`` is ``value`` with the analysis's own containers made plain, for reports.
    """

    name: str
    types: tuple[TypeFact, ...]
    evidence: tuple[str, ...] = ()
    tensor: Judgement = Judgement(None)
    primitive: Judgement = Judgement(None)
    retraces: Judgement = Judgement(None)
    has_default: bool = False


@dataclass(frozen=True, slots=True)
class TypeFact:
    """One possibility of what arrives: ``kind`` is a word of the contract (``tensor``, ``int``, ``list``, …).

    ``elements`` for lists and tuples in order, ``fields`` for dicts by key. ``repeated`` says that
    ``elements`` holds the possibilities of each of an unknown number of elements.
    """

    kind: str
    dtype: str | None = None
    shape: tuple[int | None, ...] | None = None
    elements: tuple[TypeFact, ...] | None = None
    fields: tuple[tuple[str, TypeFact], ...] | None = None
    repeated: bool = False


@dataclass(frozen=True, slots=True)
class CallSite:
    """One call of the function from the program: where, by whom, and whether that place is traced or in a loop.

    ``once``: the program takes care that it is made once only, by a test for what it makes."""

    place: Place
    caller: str
    traced: bool
    eager: bool
    in_loop: bool
    once: bool = False


@dataclass(frozen=True, slots=True)
class FunctionFacts:
    """All that is known of one ``def`` or ``async def``."""

    file: str
    name: str
    line: int
    keyword: Place
    is_method: bool
    is_public: bool
    class_name: str | None
    decorators: tuple[DecoratorFacts, ...]
    body_end: int
    hybrid: Hybridization | None
    graph_context: str | None
    graph_reason: str
    parameters: tuple[Parameter, ...]
    tensor_parameter: Judgement
    primitive_parameter: Judgement
    python_side_effects: Judgement
    recursive: Judgement
    tensor_computation: Judgement
    callers_hybrid: Judgement
    runs_often: Judgement
    decision: str
    decision_reason: str
    would_profit: bool = False
    """It runs eagerly, and only its blockers and side effects keep it from being hybridized."""
    assumptions: tuple[str, ...] = ()
    hazards: tuple[Hazard, ...] = ()
    """Hazards in the function's own body, in source order."""
    blockers: tuple[Hazard, ...] = ()
    """What would fail or change meaning if this function were traced: its own hazards and those of its callees."""
    call_sites: tuple[CallSite, ...] = ()
    input_signature: str | None = None
    input_signature_absent: str | None = None
    varying_shapes: bool = False
    """Calls of the program pass tensors of different shapes to it."""
    returns: tuple[TypeFact, ...] | None = None
    """The possibilities of what it returns when it runs eagerly; ``None`` where that is not known."""
    random_order: Place | None = None
    """Where it draws random numbers of a sequence that is fixed by a seed, and another one in a graph."""


@dataclass(frozen=True, slots=True)
class DecoratorFacts:
    """One decorator: the place of its expression (without ``@``), its text, its canonical name if known."""

    place: Place
    text: str
    name: str | None


@dataclass(frozen=True, slots=True)
class ImportFacts:
    """One name bound by an import statement of a module: ``target`` is the qualified name it stands for.

    ``place`` spans the statement, ``uses`` counts the reads of the name in the module,
    ``top_level`` is true for a plain statement of the module body (not in ``try``, ``if`` or a function).
    """

    bound: str
    target: str
    place: Place
    uses: int
    top_level: bool


@dataclass(frozen=True, slots=True)
class FileFacts:
    """One file: its status (``ok``, ``syntax-error``, ``unreadable``, ``no-tensorflow``) and its imports."""

    file: str
    status: str
    message: str | None = None
    imports: tuple[ImportFacts, ...] = ()


@dataclass(frozen=True, slots=True)
class ProgramFacts:
    """The whole program, files and functions in order of file name and line.

    ``hazards`` are those of code outside of every function (module bodies).
    ``input_signatures`` is the user's wish that fixes write input signatures.
    """

    files: tuple[FileFacts, ...] = ()
    functions: tuple[FunctionFacts, ...] = ()
    hazards: tuple[Hazard, ...] = field(default=())
    input_signatures: bool = False
