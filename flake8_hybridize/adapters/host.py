"""flake8's own options, configuration, selection and ``noqa``, so that the command and the plugin agree.

The only module that imports flake8. What it uses beyond the documented interface (``DecisionEngine``, the search for a
configuration file, the mapping of lines to ``noqa`` comments) is covered by tests that compare with real runs.
"""

from __future__ import annotations

import argparse
import configparser
import copy
import fnmatch
import logging
from collections.abc import Sequence
from pathlib import Path

import flake8
from flake8 import defaults, exceptions, processor, utils
from flake8.main import options as main_options
from flake8.options import aggregator, config
from flake8.options.manager import OptionManager
from flake8.style_guide import Decision, DecisionEngine
from flake8.violation import Violation

from ..model.findings import Finding
from ..model.source import Source
from .options import register

_LOG = logging.getLogger(__name__)
VERSION: str = flake8.__version__


class ConfigurationError(Exception):
    """The configuration or an option has an error; the message says which."""


def parse(arguments: Sequence[str], root: Path) -> argparse.Namespace:
    """The options of flake8 and of the plugin, from configuration files (looked for from ``root``) and ``arguments``.

    Raises :class:`ConfigurationError`.
    """
    first = main_options.stage1_arg_parser()
    known, rest = first.parse_known_args(list(arguments))
    manager = OptionManager(version=VERSION, plugin_versions="", parents=[first], formatter_names=["default", "pylint"])
    main_options.register_default_options(manager)
    register(manager)
    manager.extend_default_select(["HYB"])
    manager.parser.error = _raise
    try:
        settings, folder = _configuration(known, root)
        namespace = aggregator.aggregate_options(manager, settings, folder, rest)
        Selection(namespace, root)
    except (exceptions.ExecutionError, configparser.Error, ValueError) as error:
        raise ConfigurationError(str(error)) from error
    parsed: argparse.Namespace = namespace
    return parsed


def _configuration(known: argparse.Namespace, root: Path) -> tuple[configparser.RawConfigParser, str]:
    file = known.config
    if file is None and not known.isolated:
        file = config._find_config_file(str(root))
    if file is None:
        # Without one flake8 would look for it from the current directory, which need not be the root.
        return _load(None, known.append_config, isolated=True)[0], str(root)
    return _load(file, known.append_config, isolated=known.isolated)


def _load(file: str | None, more: list[str], *, isolated: bool) -> tuple[configparser.RawConfigParser, str]:
    settings, folder = config.load_config(file, more, isolated=isolated)
    return settings, folder


def _raise(message: str) -> None:
    raise ConfigurationError(message)


class Selection:
    """Which findings are wanted: selected codes, ``per-file-ignores`` and ``noqa``, with flake8's meanings."""

    def __init__(self, namespace: argparse.Namespace, root: Path) -> None:
        self._namespace = namespace
        self._root = root
        self._engine = DecisionEngine(namespace)
        self._per_file = [
            (self._pattern(pattern), DecisionEngine(_with_ignored(namespace, codes)))
            for pattern, codes in utils.parse_files_to_codes_mapping(namespace.per_file_ignores)
        ]
        self._processors: dict[str, tuple[Source, processor.FileProcessor]] = {}

    def any_selected(self, codes: Sequence[str]) -> bool:
        """Whether one of ``codes`` can be reported in some file."""
        return any(self._engine.decision_for(code) is Decision.Selected for code in codes)

    def accepts(self, finding: Finding, source: Source | None) -> bool:
        """Whether flake8 would report ``finding``."""
        file = finding.place.file
        return (
            self._is_checked(file)
            and self._engine_for(file).decision_for(finding.code) is Decision.Selected
            and (source is None or not self._suppressed(finding, source))
        )

    def _is_checked(self, file: str) -> bool:
        patterns = self._namespace.filename
        return any(fnmatch.fnmatch(file, pattern) for pattern in patterns) or not file.endswith(".py")

    def _engine_for(self, file: str) -> DecisionEngine:
        path = str(self._root / file)
        matching = [
            (len(pattern), engine)
            for pattern, engine in self._per_file
            if utils.matches_filename(path, patterns=[pattern], log_message="%(path)s %(whether)s", logger=_LOG)
        ]
        return max(matching, key=lambda item: item[0])[1] if matching else self._engine

    def _pattern(self, pattern: str) -> str:
        return str(utils.normalize_path(pattern, str(self._root)))

    def _suppressed(self, finding: Finding, source: Source) -> bool:
        file = self._processor(source)
        if file.should_ignore_file():
            return True
        line = file.noqa_line_for(finding.place.line) or source.line(finding.place.line)
        place = finding.place
        violation = Violation(finding.code, place.file, place.line, place.column, finding.message, line)
        return bool(violation.is_inline_ignored(self._namespace.disable_noqa))

    def _processor(self, source: Source) -> processor.FileProcessor:
        known = self._processors.get(source.file)
        if known is None or known[0] != source:
            lines = [line.rstrip("\r\n") + "\n" for line in source.lines]
            known = (source, processor.FileProcessor(source.file, self._namespace, lines))
            self._processors[source.file] = known
        return known[1]


def _with_ignored(namespace: argparse.Namespace, codes: Sequence[str]) -> argparse.Namespace:
    changed = copy.copy(namespace)
    changed.extend_ignore = [*(namespace.extend_ignore or []), *codes]
    return changed


def is_valid_code(code: str) -> bool:
    """Whether flake8 takes ``code`` for a code or the beginning of codes."""
    return defaults.VALID_CODE_PREFIX.match(code) is not None


def standard_input() -> str:
    """The text on standard input; read once, so that flake8 gets it too."""
    return str(utils.stdin_get_value())
