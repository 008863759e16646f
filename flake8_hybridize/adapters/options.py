"""The options that the plugin registers, as flake8 and the command both read them."""

from __future__ import annotations

import argparse
from typing import Any, Protocol

from ..model.options import Options


class Registry(Protocol):
    """The part of flake8's option manager that a plugin uses."""

    def add_option(self, *args: Any, **kwargs: Any) -> None:
        """Register one option."""

    def extend_default_ignore(self, error_codes: list[str]) -> None:
        """Switch codes off unless they are asked for."""


def register(manager: Registry) -> None:
    """Register all ``--hybridize-…`` options and the codes that are off by default."""
    from ..rules import all_rules

    manager.extend_default_ignore([rule.code for rule in all_rules() if not rule.default])
    manager.add_option(
        "--hybridize-import-roots",
        default=[],
        metavar="folders",
        parse_from_config=True,
        comma_separated_list=True,
        normalize_paths=True,
        help="Folders from which absolute imports are resolved, besides those that are found.",
    )
    manager.add_option(
        "--hybridize-assume-pure",
        default=[],
        metavar="libraries",
        parse_from_config=True,
        comma_separated_list=True,
        help="Top-level names of libraries whose functions are taken to have no side effects.",
    )
    manager.add_option(
        "--hybridize-ignore-hints",
        action="store_true",
        default=False,
        parse_from_config=True,
        help="Don't take type hints (tf.Tensor) as evidence of what is passed.",
    )
    manager.add_option(
        "--hybridize-ignore-names",
        action="store_true",
        default=False,
        parse_from_config=True,
        help="Don't take the use of a parameter, or the name of a function, as weak evidence of what is passed.",
    )


def options_of(namespace: argparse.Namespace, *, input_signatures: bool = False) -> Options:
    """Our options from those that flake8 parsed."""
    return Options(
        select=tuple(namespace.select or ()),
        ignore=tuple(namespace.ignore or ()),
        extend_select=tuple(namespace.extend_select or ()),
        extend_ignore=tuple(namespace.extend_ignore or ()),
        exclude=(*namespace.exclude, *namespace.extend_exclude),
        import_roots=tuple(namespace.hybridize_import_roots),
        assume_pure=tuple(namespace.hybridize_assume_pure),
        trust_hints=not namespace.hybridize_ignore_hints,
        trust_names=not namespace.hybridize_ignore_names,
        input_signatures=input_signatures,
        disable_noqa=bool(namespace.disable_noqa),
    )
