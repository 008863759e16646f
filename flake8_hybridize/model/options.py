"""All options of a run in one frozen object."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Options:
    """Options of a run. Selection lists hold code prefixes, with flake8's meanings.

    ``import_roots``: folders from which absolute imports are resolved, besides those that are found.
    ``assume_pure``: top-level names of libraries whose functions are taken to have no side effects.
    ``trust_hints``: ``tf.Tensor`` type hints count as evidence.
    ``trust_names``: how a parameter is used and what a function is called count as (weak) evidence.
    """

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    extend_select: tuple[str, ...] = ()
    extend_ignore: tuple[str, ...] = ()
    per_file_ignores: tuple[tuple[str, tuple[str, ...]], ...] = ()
    exclude: tuple[str, ...] = ()
    import_roots: tuple[str, ...] = ()
    assume_pure: tuple[str, ...] = ()
    trust_hints: bool = True
    trust_names: bool = True
    input_signatures: bool = False
    disable_noqa: bool = False
