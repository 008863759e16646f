"""Functions of the standard library that give a number or a string which is not known beforehand.

After the documentation of Python 3.13.
"""

from __future__ import annotations

from ...model.values import BOOL, FLOAT, INT, NONE, STR, Value, join, tuple_of
from ..protocol import Call, Rule


def _float(call: Call) -> Value:
    return FLOAT


def _int(call: Call) -> Value:
    return INT


def _str(call: Call) -> Value:
    return STR


_FLOATS = """
random.random random.uniform random.triangular random.betavariate random.expovariate random.gammavariate random.gauss
random.lognormvariate random.normalvariate random.vonmisesvariate random.paretovariate random.weibullvariate
random.Random.random random.Random.uniform random.Random.triangular random.Random.betavariate random.Random.gauss
random.Random.expovariate random.Random.gammavariate random.Random.lognormvariate random.Random.normalvariate
time.time time.perf_counter time.monotonic time.process_time time.thread_time os.path.getmtime os.path.getatime
os.path.getctime statistics.fmean statistics.stdev statistics.pstdev statistics.variance statistics.pvariance
"""
_INTS = """
random.randint random.randrange random.getrandbits random.Random.randint random.Random.randrange
random.Random.getrandbits time.time_ns time.perf_counter_ns time.monotonic_ns time.process_time_ns os.getpid
os.path.getsize
"""
_STRINGS = """
time.strftime time.ctime time.asctime os.getcwd os.path.join os.path.basename os.path.dirname os.path.abspath
os.path.expanduser os.path.normpath os.path.realpath os.path.relpath platform.node platform.system socket.gethostname
"""

_TRUTHS = """
os.path.exists os.path.isfile os.path.isdir os.path.islink os.path.isabs
"""
_NAME_LISTS = "os.listdir glob.glob"
_NAME_PAIRS = "os.path.split os.path.splitext"
_ENVIRONMENT = "os.environ.get os.getenv"


def _bool(call: Call) -> Value:
    return BOOL


def _names(call: Call) -> Value:
    return call.new_list([], STR)


def _pair(call: Call) -> Value:
    return tuple_of((STR, STR))


def _environment(call: Call) -> Value:
    """``os.environ.get(name, default)``."""
    given = [*call.positional(), *(v for _, v in call.keywords())]
    return join(STR, given[1] if len(given) > 1 else NONE)


RULES: dict[str, Rule] = {
    **dict.fromkeys(_FLOATS.split(), _float),
    **dict.fromkeys(_INTS.split(), _int),
    **dict.fromkeys(_STRINGS.split(), _str),
    **dict.fromkeys(_TRUTHS.split(), _bool),
    **dict.fromkeys(_NAME_LISTS.split(), _names),
    **dict.fromkeys(_NAME_PAIRS.split(), _pair),
    **dict.fromkeys(_ENVIRONMENT.split(), _environment),
}
