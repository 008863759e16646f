"""Ops on images: sizes change, channels mostly stay."""

from __future__ import annotations

from ...model.values import NEVER, Dim, Shape, Value, named_tuple
from ..protocol import Call, Rule
from . import dtypes
from .arguments import dims, dtype, for_dense, give, give_each, given, integer, operand, text
from .convert import Operand
from .shapes import INCOMPATIBLE, broadcast, dim_at, dim_product
from .shapes_window import windows

_I = "tensorflow.image."
_V1 = "tensorflow.compat.v1.image."
_IMAGE = ("image", "images", "input", "value")


def _sized(x: Operand, height: Dim, width: Dim) -> Shape:
    """``x`` (with or without batch) of another height and width."""
    if x.shape is None:
        return None
    if len(x.shape) == 3:
        return (height, width, x.shape[-1])
    return (*x.shape[:-3], height, width, x.shape[-1]) if len(x.shape) == 4 else None


def _is_image(x: Operand) -> bool:
    return x.shape is None or len(x.shape) in (3, 4)


def _resize(call: Call) -> Value:
    """``tf.image.resize``: float32, but nearest-neighbour keeps the dtype."""
    x = operand(call, "images")
    if x is None or not _is_image(x):
        return NEVER
    value = given(call, "size")
    size = dims(call, value)
    if size is None or len(size) != 2 or not _is_false(call, "preserve_aspect_ratio"):
        size = (None, None)
    return give(call, _resized_dtype(call, x), _sized(x, size[0], size[1]), operands=[x])


def _is_false(call: Call, name: str) -> bool:
    value = given(call, name)
    return value is None or getattr(value, "value", None) is False


def _resized_dtype(call: Call, x: Operand) -> str | None:
    if given(call, "method") is None:
        return "float32"
    method = text(call, "method")
    if method is None:
        return None if x.dtype != "float32" else "float32"
    if method == "nearest":
        return x.dtype
    # Area resizing keeps nothing but floats either.
    return "float32"


def _resize_v1(call: Call) -> Value:
    x = operand(call, "images")
    if x is None:
        return NEVER
    size = dims(call, given(call, "size"))
    if size is None or len(size) != 2:
        size = (None, None)
    nearest = call.name.endswith("neighbor")
    return give(call, x.dtype if nearest else "float32", _sized(x, size[0], size[1]), operands=[x])


def _to_target(float_result: bool) -> Rule:
    def rule(call: Call) -> Value:
        x = operand(call, "image")
        if x is None or not _is_image(x):
            return NEVER
        shape = _sized(x, integer(given(call, "target_height")), integer(given(call, "target_width")))
        kind = "float32" if float_result and x.dtype in dtypes.INTEGERS else x.dtype
        return give(call, kind, shape, operands=[x])

    return rule


def _central_crop(call: Call) -> Value:
    """The size is known only where both dimensions are and the fraction is a number."""
    x = operand(call, "image")
    if x is None or not _is_image(x):
        return NEVER
    value = given(call, "central_fraction")
    fraction = getattr(value, "value", None)
    if x.shape is None or not isinstance(fraction, (int, float)):
        return give(call, x.dtype, _sized(x, None, None), operands=[x])
    if fraction == 1.0:
        return give(call, x.dtype, x.shape, operands=[x])
    sizes = []
    for d in x.shape[-3:-1]:
        start = None if d is None else int((d - d * fraction) / 2)
        sizes.append(None if d is None or start is None else d - start * 2)
    return give(call, x.dtype, _sized(x, sizes[0], sizes[1]), operands=[x])


def _random_crop(call: Call) -> Value:
    x = operand(call, "value")
    return NEVER if x is None else give(call, x.dtype, dims(call, given(call, "size")), operands=[x])


def _crop_and_resize(call: Call) -> Value:
    x, boxes = operand(call, "image"), operand(call, "boxes")
    if x is None or boxes is None:
        return NEVER
    size = dims(call, given(call, "crop_size"))
    if size is None or len(size) != 2:
        size = (None, None)
    return give(call, "float32", (dim_at(boxes.shape, 0), size[0], size[1], dim_at(x.shape, -1)))


def _channels(before: int, after: int) -> Rule:
    def rule(call: Call) -> Value:
        x = operand(call, "images")
        if x is None or dim_at(x.shape, -1) not in (None, before):
            return NEVER
        return give(call, x.dtype, None if x.shape is None else (*x.shape[:-1], after), operands=[x])

    return rule


def _convert_dtype(call: Call) -> Value:
    x = operand(call, "image")
    return NEVER if x is None else give(call, dtype(call, "dtype"), x.shape, operands=[x])


def _keep(*names: str) -> Rule:
    def rule(call: Call) -> Value:
        x = operand(call, *(names or _IMAGE))
        return NEVER if x is None else give(call, x.dtype, x.shape, operands=[x])

    return rule


def _standardize(call: Call) -> Value:
    x = operand(call, "image")
    if x is None:
        return NEVER
    return give(call, x.dtype if x.dtype in dtypes.FLOATS or x.dtype is None else "float32", x.shape, operands=[x])


def _rot90(call: Call) -> Value:
    x = operand(call, "image")
    if x is None or not _is_image(x):
        return NEVER
    k = integer(given(call, "k"), 1)
    if x.shape is None or k is None:
        return give(call, x.dtype, _sized(x, None, None), operands=[x])
    height, width = x.shape[-3], x.shape[-2]
    if k % 2:
        height, width = width, height
    return give(call, x.dtype, _sized(x, height, width), operands=[x])


def _transpose(call: Call) -> Value:
    x = operand(call, "image")
    if x is None or not _is_image(x):
        return NEVER
    shape = None if x.shape is None else _sized(x, x.shape[-2], x.shape[-3])
    return give(call, x.dtype, shape, operands=[x])


def _extract_patches(call: Call) -> Value:
    x = operand(call, "images")
    if x is None or (x.shape is not None and len(x.shape) != 4):
        return NEVER
    sizes, strides, rates = (dims(call, given(call, n)) for n in ("sizes", "strides", "rates"))
    if x.shape is None or sizes is None or strides is None or rates is None:
        return give(call, x.dtype, (None,) * 4, operands=[x])
    if not len(sizes) == len(strides) == len(rates) == 4:
        return NEVER
    found = windows(x.shape[1:3], sizes[1:3], strides[1:3], rates[1:3], text(call, "padding"))
    if found is INCOMPATIBLE or found is None:
        return give(call, x.dtype, found)
    depth = dim_product(x.shape[3], dim_product(sizes[1], sizes[2]))
    return give(call, x.dtype, (x.shape[0], *found, depth), operands=[x])


def _sobel(call: Call) -> Value:
    x = operand(call, "image")
    return NEVER if x is None else give(call, x.dtype, None if x.shape is None else (*x.shape, 2), operands=[x])


def _gradients(call: Call) -> Value:
    x = operand(call, "image")
    return NEVER if x is None else give_each(call, [(x.dtype, x.shape)] * 2, [x])


def _per_image(first: str, second: str | None) -> Rule:
    """A number for every image: batch dimensions stay; float32 for integers."""

    def rule(call: Call) -> Value:
        x = operand(call, first)
        y = None if second is None else operand(call, second)
        if x is None or (second is not None and y is None):
            return NEVER
        shape = x.shape if y is None else broadcast(x.shape, y.shape)
        if shape is INCOMPATIBLE or (shape is not None and len(shape) < 3):
            return NEVER
        kind = x.dtype if second is None else ("float32" if x.dtype is not None else None)
        return give(call, kind, None if shape is None else shape[:-3], operands=[x])

    return rule


def _nms(call: Call) -> Value:
    return give(call, "int32", (None,))


def _nms_scores(call: Call) -> Value:
    scores = operand(call, "scores")
    return NEVER if scores is None else give_each(call, [("int32", (None,)), (scores.dtype, (None,))])


def _nms_padded(call: Call) -> Value:
    """Indices and how many of them are valid; their number is known when they are padded."""
    boxes = operand(call, "boxes")
    if boxes is None:
        return NEVER
    padded = getattr(given(call, "pad_to_max_output_size"), "value", None) is True
    count = integer(given(call, "max_output_size")) if padded else None
    batch = None if boxes.shape is None else boxes.shape[:-2]
    if batch is None:
        return give_each(call, [("int32", None), ("int32", None)])
    return give_each(call, [("int32", (*batch, count)), ("int32", batch)])


def _nms_combined(call: Call) -> Value:
    boxes, scores = operand(call, "boxes"), operand(call, "scores")
    if boxes is None or scores is None:
        return NEVER
    batch = dim_at(boxes.shape, 0)
    per_class = _is_false(call, "pad_per_class")
    n = integer(given(call, "max_total_size")) if per_class else None
    parts = [("float32", (batch, n, 4)), ("float32", (batch, n)), ("float32", (batch, n)), ("int32", (batch,))]
    names = ("nmsed_boxes", "nmsed_scores", "nmsed_classes", "valid_detections")
    return named_tuple("CombinedNonMaxSuppression", names, [give(call, k, s) for k, s in parts])


def _distorted_box(call: Call) -> Value:
    parts = [give(call, None, (3,)), give(call, None, (3,)), give(call, "float32", (1, 1, 4))]
    size = operand(call, "image_size")
    if size is not None:
        parts[:2] = [give(call, size.dtype, (3,))] * 2
    return named_tuple("SampleDistortedBoundingBoxV2", ("begin", "size", "bboxes"), parts)


def _glimpse(call: Call) -> Value:
    x = operand(call, "input")
    size = dims(call, given(call, "size"))
    if x is None:
        return NEVER
    height, width = size if size is not None and len(size) == 2 else (None, None)
    return give(call, "float32", (dim_at(x.shape, 0), height, width, dim_at(x.shape, -1)))


_KEEP = (
    "flip_left_right flip_up_down random_flip_left_right random_flip_up_down adjust_brightness adjust_contrast "
    "adjust_hue adjust_saturation adjust_gamma random_brightness random_contrast random_hue random_saturation "
    "stateless_random_flip_left_right stateless_random_flip_up_down stateless_random_brightness "
    "stateless_random_contrast stateless_random_hue stateless_random_saturation adjust_jpeg_quality "
    "random_jpeg_quality stateless_random_jpeg_quality rgb_to_hsv hsv_to_rgb rgb_to_yiq yiq_to_rgb rgb_to_yuv "
    "yuv_to_rgb draw_bounding_boxes"
)

_DENSE: dict[str, Rule] = {
    _I + "resize": _resize,
    **{_V1 + f"resize_{n}": _resize_v1 for n in ("bilinear", "bicubic", "nearest_neighbor", "area")},
    _V1 + "resize_images": _resize_v1,
    _I + "resize_with_pad": _to_target(True),
    _I + "resize_with_crop_or_pad": _to_target(False),
    _I + "crop_to_bounding_box": _to_target(False),
    _I + "pad_to_bounding_box": _to_target(False),
    _I + "central_crop": _central_crop,
    _I + "random_crop": _random_crop,
    _I + "stateless_random_crop": _random_crop,
    _I + "crop_and_resize": _crop_and_resize,
    _I + "rgb_to_grayscale": _channels(3, 1),
    _I + "grayscale_to_rgb": _channels(1, 3),
    _I + "convert_image_dtype": _convert_dtype,
    **{_I + n: _keep() for n in _KEEP.split()},
    _I + "per_image_standardization": _standardize,
    _I + "rot90": _rot90,
    _I + "transpose": _transpose,
    _I + "extract_patches": _extract_patches,
    _I + "sobel_edges": _sobel,
    _I + "image_gradients": _gradients,
    _I + "ssim": _per_image("img1", "img2"),
    _I + "ssim_multiscale": _per_image("img1", "img2"),
    _I + "psnr": _per_image("a", "b"),
    _I + "total_variation": _per_image("images", None),
    _I + "non_max_suppression": _nms,
    _I + "non_max_suppression_overlaps": _nms,
    _I + "non_max_suppression_with_scores": _nms_scores,
    _I + "non_max_suppression_padded": _nms_padded,
    _I + "combined_non_max_suppression": _nms_combined,
    _I + "sample_distorted_bounding_box": _distorted_box,
    _I + "extract_glimpse": _glimpse,
}

RULES: dict[str, Rule] = for_dense(_DENSE)
