"""NumPy."""

from __future__ import annotations

from ..protocol import Effect
from .kinds import DRAWS_FROM_SELF, FILE, FILE_READ, MUTATES_SELF, PRINT, RANDOM, STATE, each, mutates, none

# The old and the new generators share these; the module's functions of the same name use the hidden global one.
_DRAWS = [
    "beta",
    "binomial",
    "bytes",
    "chisquare",
    "choice",
    "dirichlet",
    "exponential",
    "f",
    "gamma",
    "geometric",
    "gumbel",
    "hypergeometric",
    "laplace",
    "logistic",
    "lognormal",
    "logseries",
    "multinomial",
    "multivariate_normal",
    "negative_binomial",
    "noncentral_chisquare",
    "noncentral_f",
    "normal",
    "pareto",
    "permutation",
    "poisson",
    "power",
    "random",
    "rayleigh",
    "standard_cauchy",
    "standard_exponential",
    "standard_gamma",
    "standard_normal",
    "standard_t",
    "triangular",
    "uniform",
    "vonmises",
    "wald",
    "weibull",
    "zipf",
]

_SHUFFLES = Effect("frozen-random", mutates=("self", "x"), remedy="tf.random.shuffle")

EFFECTS: dict[str, Effect | None] = {
    **each(RANDOM, "numpy.random.*"),
    **none(
        "RandomState Generator SeedSequence BitGenerator PCG64 PCG64DXSM MT19937 Philox SFC64 get_state",
        "numpy.random.",
    ),
    "numpy.random.default_rng": Effect("frozen-random"),
    "numpy.random.shuffle": Effect("frozen-random", side_effect=True, mutates=("x",), remedy="tf.random.shuffle"),
    "numpy.random.seed": Effect("frozen-random", side_effect=True, remedy="tf.random.set_seed"),
    **{f"numpy.random.{cls}.{method}": DRAWS_FROM_SELF for cls in ("Generator", "RandomState") for method in _DRAWS},
    **each(DRAWS_FROM_SELF, "integers multivariate_hypergeometric permuted spawn", "numpy.random.Generator."),
    **each(DRAWS_FROM_SELF, "rand randint randn random_integers random_sample tomaxint", "numpy.random.RandomState."),
    **{f"numpy.random.{cls}.shuffle": _SHUFFLES for cls in ("Generator", "RandomState")},
    **each(MUTATES_SELF, "numpy.random.RandomState.seed numpy.random.RandomState.set_state"),
    **none("numpy.random.RandomState.get_state numpy.random.Generator.bit_generator"),
    **each(FILE, "save savez savez_compressed savetxt memmap lib.format.write_array lib.format.open_memmap", "numpy."),
    **each(FILE, "numpy.ndarray.tofile numpy.ndarray.dump numpy.memmap.flush"),
    **each(FILE_READ, "load loadtxt genfromtxt fromfile fromregex lib.format.read_array", "numpy."),
    **each(
        MUTATES_SELF,
        """fill partition put resize setfield setflags sort __setitem__ __delitem__ __iadd__ __isub__ __imul__
        __ior__ __iand__ __ixor__ __itruediv__ __ifloordiv__ __imod__ __ipow__ __imatmul__ __ilshift__ __irshift__""",
        "numpy.ndarray.",
    ),
    **each(
        MUTATES_SELF,
        "__setitem__ put sort resize partition harden_mask soften_mask unshare_mask shrink_mask",
        "numpy.ma.MaskedArray.",
    ),
    **each(mutates("dst"), "numpy.copyto"),
    **each(mutates("a"), "numpy.put numpy.putmask numpy.fill_diagonal numpy.ma.put numpy.ma.putmask numpy.ufunc.at"),
    **each(mutates("arr"), "numpy.place numpy.put_along_axis"),
    **each(STATE, "seterr seterrcall setbufsize set_printoptions", "numpy."),
    **each(PRINT, "numpy.info numpy.show_config numpy.show_runtime"),
}
