"""Fourier transforms, frames and windows."""

from __future__ import annotations

from ...model.values import NEVER, Dim, Shape, Value
from ..protocol import Call, Rule
from . import dtypes
from .arguments import allows, dims, dtype, flag, for_dense, give, given, integer, is_none, operand
from .shapes import dim_at, replace_dim

_S = "tensorflow.signal."


def _length(call: Call, count: int) -> Shape:
    value = given(call, "fft_length")
    found = None if value is None or is_none(value) else dims(call, value)
    return (None,) * count if found is None or len(found) != count else found


def _complex_transform(call: Call) -> Value:
    x = operand(call, "input")
    if x is None or not allows(x.dtype, dtypes.COMPLEX):
        return NEVER
    return give(call, x.dtype, x.shape, operands=[x])


def _rfft(rank: int) -> Rule:
    """Real to complex: the last dimension becomes ``n // 2 + 1``."""

    def rule(call: Call) -> Value:
        x = operand(call, "input_tensor")
        if x is None or not allows(x.dtype, frozenset({"float32", "float64"})):
            return NEVER
        kind = None if x.dtype is None else dtypes.COMPLEX_OF_REAL[x.dtype]
        if x.shape is None:
            return give(call, kind, None, operands=[x])
        if len(x.shape) < rank:
            return NEVER
        inner = _inner(call, x.shape[-rank:], rank)
        last = inner[-1]
        return give(call, kind, (*x.shape[:-rank], *inner[:-1], None if last is None else last // 2 + 1), operands=[x])

    return rule


def _inner(call: Call, own: tuple[Dim, ...], rank: int) -> tuple[Dim, ...]:
    if is_none(given(call, "fft_length")):
        return own
    return _length(call, rank) or (None,) * rank


def _irfft(rank: int) -> Rule:
    """Complex to real: the last dimension becomes ``2 * (n - 1)`` unless ``fft_length`` says else."""

    def rule(call: Call) -> Value:
        x = operand(call, "input_tensor")
        if x is None or not allows(x.dtype, dtypes.COMPLEX):
            return NEVER
        kind = None if x.dtype is None else dtypes.REAL_OF_COMPLEX[x.dtype]
        if x.shape is None:
            return give(call, kind, None, operands=[x])
        if len(x.shape) < rank:
            return NEVER
        own = x.shape[-rank:]
        last = None if own[-1] is None else max(0, 2 * (own[-1] - 1))
        return give(call, kind, (*x.shape[:-rank], *_inner(call, (*own[:-1], last), rank)), operands=[x])

    return rule


def _frames(length: Dim, frame: Dim, step: Dim, padded: bool | None) -> Dim:
    if length is None or frame is None or step is None or padded is None or step <= 0:
        return None
    if padded:
        return -(-length // step)
    return max(0, 1 + (length - frame) // step)


def _frame(call: Call) -> Value:
    """``tf.signal.frame``: the axis becomes frames and their length."""
    x = operand(call, "signal")
    if x is None or x.shape == ():
        return NEVER
    frame, step = integer(given(call, "frame_length")), integer(given(call, "frame_step"))
    axis = integer(given(call, "axis"), -1)
    if x.shape is None or axis is None or not -len(x.shape) <= axis < len(x.shape):
        return give(call, x.dtype, None if x.shape is None else (None,) * (len(x.shape) + 1), operands=[x])
    index = axis % len(x.shape)
    count = _frames(x.shape[index], frame, step, flag(call, "pad_end"))
    return give(call, x.dtype, (*x.shape[:index], count, frame, *x.shape[index + 1 :]), operands=[x])


def _stft(call: Call) -> Value:
    x = operand(call, "signals")
    if x is None or x.shape == ():
        return NEVER
    kind = dtypes.COMPLEX_OF_REAL.get(x.dtype or "")
    frame, step = integer(given(call, "frame_length")), integer(given(call, "frame_step"))
    if x.shape is None:
        return give(call, kind, None, operands=[x])
    count = _frames(x.shape[-1], frame, step, flag(call, "pad_end"))
    size = _fft_size(call, frame)
    return give(call, kind, (*x.shape[:-1], count, None if size is None else size // 2 + 1), operands=[x])


def _fft_size(call: Call, frame: Dim) -> Dim:
    value = given(call, "fft_length")
    if not is_none(value):
        return integer(value)
    return None if frame is None or frame <= 0 else 1 << (frame - 1).bit_length()


def _inverse_stft(call: Call) -> Value:
    x = operand(call, "stfts")
    if x is None:
        return NEVER
    kind = dtypes.REAL_OF_COMPLEX.get(x.dtype or "")
    frame, step = integer(given(call, "frame_length")), integer(given(call, "frame_step"))
    count = dim_at(x.shape, -2)
    length = None if count is None or frame is None or step is None else (count - 1) * step + frame
    return give(call, kind, None if x.shape is None else (*x.shape[:-2], length), operands=[x])


def _overlap_and_add(call: Call) -> Value:
    x = operand(call, "signal")
    if x is None or (x.shape is not None and len(x.shape) < 2):
        return NEVER
    step = integer(given(call, "frame_step"))
    count, frame = dim_at(x.shape, -2), dim_at(x.shape, -1)
    length = None if count is None or frame is None or step is None else (count - 1) * step + frame
    return give(call, x.dtype, None if x.shape is None else (*x.shape[:-2], length), operands=[x])


def _dct(call: Call) -> Value:
    x = operand(call, "input")
    if x is None:
        return NEVER
    n = given(call, "n")
    return give(call, x.dtype, x.shape if is_none(n) else replace_dim(x.shape, -1, integer(n)), operands=[x])


def _mdct(call: Call) -> Value:
    x = operand(call, "signals")
    if x is None or x.shape == ():
        return NEVER
    frame = integer(given(call, "frame_length"))
    half = None if frame is None else frame // 2
    count = _frames(dim_at(x.shape, -1), frame, half, flag(call, "pad_end"))
    return give(call, x.dtype, None if x.shape is None else (*x.shape[:-1], count, half), operands=[x])


def _keep(*names: str) -> Rule:
    def rule(call: Call) -> Value:
        x = operand(call, *names)
        return NEVER if x is None else give(call, x.dtype, x.shape, operands=[x])

    return rule


def _mel_matrix(call: Call) -> Value:
    shape = (integer(given(call, "num_spectrogram_bins"), 129), integer(given(call, "num_mel_bins"), 20))
    return give(call, dtype(call, "dtype", default="float32"), shape)


def _window(call: Call) -> Value:
    return give(call, dtype(call, "dtype", default="float32"), (integer(given(call, "window_length")),))


_DENSE: dict[str, Rule] = {
    **{_S + n: _complex_transform for n in ("fft", "fft2d", "fft3d", "ifft", "ifft2d", "ifft3d")},
    **{_S + f"rfft{n}": _rfft(rank) for n, rank in (("", 1), ("2d", 2), ("3d", 3))},
    **{_S + f"irfft{n}": _irfft(rank) for n, rank in (("", 1), ("2d", 2), ("3d", 3))},
    _S + "frame": _frame,
    _S + "stft": _stft,
    _S + "inverse_stft": _inverse_stft,
    _S + "overlap_and_add": _overlap_and_add,
    _S + "dct": _dct,
    _S + "idct": _dct,
    _S + "mdct": _mdct,
    _S + "mfccs_from_log_mel_spectrograms": _keep("log_mel_spectrograms"),
    _S + "fftshift": _keep("x"),
    _S + "ifftshift": _keep("x"),
    _S + "linear_to_mel_weight_matrix": _mel_matrix,
    **{_S + f"{n}_window": _window for n in ("hann", "hamming", "kaiser", "kaiser_bessel_derived", "vorbis")},
}

RULES: dict[str, Rule] = for_dense(_DENSE)
