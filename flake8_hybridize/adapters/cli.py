"""The command ``hybridize``: arguments in, exit status out."""

from __future__ import annotations

import gc
import os
import sys
import traceback
from collections.abc import Sequence

from .. import __version__

_ERROR = 2


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command and give its exit status; never raises for anything but ``SystemExit`` by ``--help``.

    ``None`` are the arguments of the process, which ends with the command: nothing in its memory is collected before.
    """
    if arguments is not None:
        return _run(arguments)
    gc.disable()
    status = _run(None)
    gc.freeze()
    return status


def _run(arguments: Sequence[str] | None) -> int:
    from .arguments import parser

    given = parser().parse_args(arguments)
    from . import commands  # not before: --help and --version need nothing
    from .host import ConfigurationError

    run = {"check": commands.check, "facts": commands.facts, "rule": commands.rule}[given.command]
    try:
        return run(given)
    except (ConfigurationError, commands.CommandError) as error:
        print(f"hybridize: error: {error}", file=sys.stderr)
    except KeyboardInterrupt:
        print("hybridize: interrupted; no file is left half written", file=sys.stderr)
    except BrokenPipeError:
        _close_output()
    except Exception:  # noqa: BLE001 - whatever it is, the user learns it and the status tells it
        traceback.print_exc()
        print(f"hybridize {__version__}: internal error, please report it with the lines above", file=sys.stderr)
    return _ERROR


def _close_output() -> None:
    """Nobody reads on; keep Python from complaining when it flushes at exit."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


if __name__ == "__main__":
    sys.exit(main())
