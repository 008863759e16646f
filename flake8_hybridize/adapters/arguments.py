"""The command line of ``hybridize``."""

from __future__ import annotations

import argparse

from .. import __version__

# Options that flake8 reads too: they are handed to its parser as they are.
_FORWARDED = ("select", "ignore", "extend-select", "extend-ignore", "per-file-ignores", "exclude", "extend-exclude")
_FORWARDED_HELP = {
    "select": "report these codes alone (beginnings of codes, separated by commas)",
    "ignore": "do not report these codes; replaces the codes that are off by default",
    "extend-select": "report these codes too",
    "extend-ignore": "do not report these codes either",
    "per-file-ignores": "pairs of a file name pattern and codes to ignore in such files: PATTERN:CODES",
    "exclude": "files and folders to leave out (patterns, separated by commas)",
    "extend-exclude": "more files and folders to leave out",
}


def parser() -> argparse.ArgumentParser:
    """The parser of the whole command line; ``command`` names the subcommand."""
    top = argparse.ArgumentParser(
        prog="hybridize",
        description="Finds TensorFlow functions that can be compiled with tf.function, and compiled ones that are "
        "broken or wasteful. Never imports or runs the code that it analyses.",
    )
    top.add_argument("--version", action="version", version=f"%(prog)s {__version__}")
    commands = top.add_subparsers(dest="command", required=True, metavar="COMMAND")
    _check(commands.add_parser("check", help="report findings, and fix them", prog="hybridize check"))
    _facts(commands.add_parser("facts", help="tell what is known of every function, as JSON", prog="hybridize facts"))
    _rule(commands.add_parser("rule", help="explain a rule, or list all", prog="hybridize rule"))
    return top


def forwarded(given: argparse.Namespace) -> list[str]:
    """The arguments for flake8's own parser."""
    arguments = [
        f"--{name}={value}"
        for name in (*_FORWARDED, "config", "hybridize-import-roots", "hybridize-assume-pure")
        if (value := getattr(given, name.replace("-", "_"))) is not None
    ]
    arguments += [f"--append-config={file}" for file in given.append_config]
    switches = ("isolated", "disable-noqa", "hybridize-ignore-hints", "hybridize-ignore-names")
    arguments += [f"--{name}" for name in switches if getattr(given, name.replace("-", "_"))]
    return arguments


def _check(parser: argparse.ArgumentParser) -> None:
    _paths(parser)
    fixing = parser.add_argument_group("fixing")
    change = fixing.add_mutually_exclusive_group()
    change.add_argument("--fix", action="store_true", help="apply safe fixes in place and report what is left")
    change.add_argument("--diff", action="store_true", help="print what --fix would change, as a unified diff")
    fixing.add_argument("--unsafe-fixes", action="store_true", help="with --fix or --diff: unsafe fixes too")
    fixing.add_argument("--input-signatures", action="store_true", help="with --fix or --diff: write input signatures")
    output = parser.add_argument_group("output")
    output.add_argument("--output-format", choices=("text", "json", "sarif", "github"), default="text")
    output.add_argument("--output-file", metavar="FILE", help="write to FILE instead of standard output")
    output.add_argument("--statistics", action="store_true", help="count findings by code at the end (text only)")
    output.add_argument("--exit-zero", action="store_true", help="exit with 0 even if there are findings")
    output.add_argument("--exit-non-zero-on-fix", action="store_true", help="exit with 1 if --fix changed something")
    _common(parser)


def _facts(parser: argparse.ArgumentParser) -> None:
    _paths(parser)
    parser.add_argument("--output-file", metavar="FILE", help="write to FILE instead of standard output")
    _common(parser)


def _rule(parser: argparse.ArgumentParser) -> None:
    what = parser.add_mutually_exclusive_group(required=True)
    what.add_argument("code", nargs="?", metavar="CODE", help="a code, for example HYB101")
    what.add_argument("--all", action="store_true", help="all rules, one line each")
    parser.add_argument("--output-format", choices=("text", "json"), default="text")
    _common(parser)


def _paths(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "paths",
        nargs="*",
        metavar="PATH",
        help="files and folders, analysed as one program (default: the current directory); - is standard input",
    )
    parser.add_argument(
        "--stdin-filename",
        "--stdin-display-name",
        metavar="FILE",
        default="stdin",
        help="the file that the text on standard input is to be saved as",
    )


def _common(parser: argparse.ArgumentParser) -> None:
    common = parser.add_argument_group("common options")
    common.add_argument("--version", action="version", version=f"hybridize {__version__}")
    common.add_argument("-q", "--quiet", action="store_true", help="only the findings, one line each")
    common.add_argument("--no-cache", action="store_true", help="neither read nor write the cache")
    common.add_argument("--cache-dir", metavar="FOLDER", help="where the cache is kept")
    selecting = parser.add_argument_group("options with flake8's meanings (configuration: [flake8] in setup.cfg, …)")
    for name in _FORWARDED:
        metavar = "PATTERNS" if "exclude" in name else "PAIRS" if name == "per-file-ignores" else "CODES"
        selecting.add_argument(f"--{name}", metavar=metavar, help=_FORWARDED_HELP[name])
    selecting.add_argument("--disable-noqa", action="store_true", help="report lines with # noqa too")
    selecting.add_argument("--config", metavar="FILE", help="the configuration file to read")
    selecting.add_argument("--append-config", metavar="FILE", action="append", default=[], help="one more")
    selecting.add_argument("--isolated", action="store_true", help="read no configuration file")
    analysis = parser.add_argument_group("analysis")
    analysis.add_argument(
        "--hybridize-import-roots",
        metavar="FOLDERS",
        help="folders from which absolute imports are resolved, besides those that are found",
    )
    analysis.add_argument(
        "--hybridize-assume-pure",
        metavar="LIBRARIES",
        help="top-level names of libraries whose functions are taken to have no side effects",
    )
    analysis.add_argument(
        "--hybridize-ignore-hints", action="store_true", help="do not take type hints as evidence of what is passed"
    )
    analysis.add_argument(
        "--hybridize-ignore-names",
        action="store_true",
        help="do not take the use of a parameter, or the name of a function, as weak evidence",
    )
