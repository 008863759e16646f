"""Which operations draw random numbers from a state that eager execution and graphs keep apart.

With a seed set, such an operation gives one sequence of numbers when it runs eagerly and another one in a graph: seeds
of operations come from a counter of the context in the first case, from the operation's position in the graph in the
second (``tf.random.set_seed``). What keeps its state in variables (``tf.random.Generator``, Keras 3) and what is given
its state (``tf.random.stateless_*``) draws the same numbers in both, as running them under TensorFlow 2.21 shows.
"""

from __future__ import annotations

from functools import cache

SEEDING = ("set_seed", "set_random_seed", "enable_op_determinism")
"""Names that programs whose random numbers repeat contain."""

_OTHERS = frozenset(
    f"tensorflow.{name}"
    for name in (
        "nn.dropout",
        "nn.experimental.general_dropout",
        "nn.nce_loss",
        "nn.sampled_softmax_loss",
        "nn.fractional_max_pool",
        "nn.fractional_avg_pool",
        "image.sample_distorted_bounding_box",
        "image.random_brightness",
        "image.random_contrast",
        "image.random_crop",
        "image.random_flip_left_right",
        "image.random_flip_up_down",
        "image.random_hue",
        "image.random_jpeg_quality",
        "image.random_saturation",
        "compat.v1.multinomial",
        "compat.v1.random_crop",
        "compat.v1.random_gamma",
        "compat.v1.random_normal",
        "compat.v1.random_poisson",
        "compat.v1.random_shuffle",
        "compat.v1.random_uniform",
        "compat.v1.truncated_normal",
        "compat.v1.nn.dropout",
    )
)
_NO_DRAWS = ("stateless", "Generator", "set_", "create_rng_state", "get_global", "fold_in", "split", "index_shuffle")


@cache
def draws(name: str) -> bool:
    """Whether a call of ``name`` (canonical) draws from such a state."""
    if name in _OTHERS:
        return True
    for prefix in ("tensorflow.random.", "tensorflow.compat.v1.random.", "tensorflow.experimental.numpy.random."):
        if name.startswith(prefix):
            rest = name.removeprefix(prefix).removeprefix("experimental.")
            return not rest.startswith(_NO_DRAWS) and rest != "seed"
    return name.startswith("tensorflow_probability.distributions.") and name.endswith(".sample")
