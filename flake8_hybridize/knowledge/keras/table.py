"""All described layers of Keras by canonical class name."""

from __future__ import annotations

from . import attention, convolution, core, models, preprocessing, recurrent, reshaping
from .layer import Layer

LAYERS: dict[str, Layer] = {
    **core.LAYERS,
    **convolution.LAYERS,
    **reshaping.LAYERS,
    **recurrent.LAYERS,
    **attention.LAYERS,
    **preprocessing.LAYERS,
    **models.LAYERS,
}
