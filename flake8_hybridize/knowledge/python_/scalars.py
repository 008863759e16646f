"""Functions of the standard library that give a number or a string which is not known beforehand.

After the documentation of Python 3.13.
"""

from __future__ import annotations

from ...model.values import FLOAT, INT, STR, Value
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

RULES: dict[str, Rule] = {
    **dict.fromkeys(_FLOATS.split(), _float),
    **dict.fromkeys(_INTS.split(), _int),
    **dict.fromkeys(_STRINGS.split(), _str),
}
