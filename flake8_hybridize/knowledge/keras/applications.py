"""``keras.applications``: what the models give, without building them.

With the top: ``(batch, classes)``. Without: ``(batch, channels)`` with pooling, else feature maps of ``channels``,
whose size is the image's over 32, rounded up, for networks padded throughout (the others round in ways of
their own, and their size is left open).
"""

from __future__ import annotations

from ...model.values import Array, Const, Dim, Shape, Tensor, Value, array, atoms, library_object, tensor, unknown
from ..protocol import Call, Rule
from ..tensorflow import dtypes
from .values import argument, constant, dims_of, flag, given, integer

_MODEL = "keras.Model"
# Channels of the last feature map, default image size, and whether each halving rounds up.
_NETWORKS: dict[str, tuple[Dim, int, bool]] = {
    "VGG16": (512, 224, False),
    "VGG19": (512, 224, False),
    "ResNet50": (2048, 224, True),
    "ResNet101": (2048, 224, True),
    "ResNet152": (2048, 224, True),
    "ResNet50V2": (2048, 224, True),
    "ResNet101V2": (2048, 224, True),
    "ResNet152V2": (2048, 224, True),
    "InceptionV3": (2048, 299, False),
    "InceptionResNetV2": (1536, 299, False),
    "Xception": (2048, 299, True),
    "MobileNet": (None, 224, True),
    "MobileNetV2": (None, 224, True),
    "DenseNet121": (1024, 224, False),
    "DenseNet169": (1664, 224, False),
    "DenseNet201": (1920, 224, False),
    "NASNetMobile": (1056, 224, False),
    "NASNetLarge": (4032, 331, False),
    **{
        f"EfficientNetB{i}": (c, s, True)
        for i, (c, s) in enumerate(
            zip((1280, 1280, 1408, 1536, 1792, 2048, 2304, 2560), (224, 240, 260, 300, 380, 456, 528, 600), strict=True)
        )
    },
}


def network(name: str) -> Rule:
    """``keras.applications.<name>(include_top, weights, input_tensor, input_shape, pooling, classes, …)``."""
    channels, size, rounds_up = _NETWORKS[name]
    if name == "MobileNetV2":
        fixed: Dim = 1280
    elif name == "MobileNet":
        fixed = 1024
    else:
        fixed = channels

    def rule(call: Call) -> Value:
        top = flag(call.arg("include_top"), default=True)
        tensor_argument = call.arg("input_tensor")
        inputs: Value
        if tensor_argument is not None and given(tensor_argument):
            inputs = tensor_argument
        else:
            inputs = tensor("float32", (None, *_image(call, size, top)), kind="keras_tensor")
        depth = fixed if constant(call.arg("alpha")) in (..., 1, 1.0) and not _is_unknown(call, "alpha") else None
        outputs = _outputs(call, inputs, top, depth, rounds_up)
        return library_object(_MODEL, [("inputs", inputs), ("outputs", outputs)], call.site())

    return rule


def _is_unknown(call: Call, name: str) -> bool:
    value = call.arg(name)
    return value is not None and not isinstance(value, Const)


def _image(call: Call, size: int, top: bool | None) -> tuple[Dim, ...]:
    shape = call.arg("input_shape")
    if shape is not None and given(shape):
        dims = dims_of(call, shape)
        return (None, None, None) if dims is None or len(dims) != 3 else dims
    if top is None:
        return (None, None, 3)
    return (size, size, 3) if top else (None, None, 3)


def _outputs(call: Call, inputs: Value, top: bool | None, depth: Dim, rounds_up: bool) -> Value:
    dims: Shape = inputs.shape if isinstance(inputs, Tensor) else None
    batch = dims[0] if dims else None
    if top is None:
        return tensor("float32", None, kind="keras_tensor")
    if top:
        classes = call.arg("classes")
        return tensor("float32", (batch, 1000 if classes is None else integer(classes)), kind="keras_tensor")
    pooling = call.arg("pooling")
    if pooling is not None and given(pooling):
        return tensor("float32", (batch, depth), kind="keras_tensor")
    spatial = [None if d is None or not rounds_up else -(-d // 32) for d in dims[1:3]] if dims else [None, None]
    return tensor("float32", (batch, *spatial, depth), kind="keras_tensor")


def preprocess(call: Call) -> Value:
    """``preprocess_input(x)``: floats keep their type; arrays of ints become float32."""
    value = argument(call, "x")
    results: list[Value] = []
    for atom in atoms(value) if value is not None else ():
        if isinstance(atom, Tensor):
            results.append(tensor(atom.dtype, atom.shape, kind=atom.kind, symbolic=atom.symbolic))
        elif isinstance(atom, Array):
            dtype = atom.dtype if atom.dtype is None or atom.dtype in dtypes.FLOATS else "float32"
            results.append(array(dtype, atom.shape))
    return results[0] if len(results) == 1 else unknown("preprocess_input")


RULES: dict[str, Rule] = {
    **{f"keras.applications.{name}": network(name) for name in _NETWORKS},
    **{
        f"keras.applications.{module}.preprocess_input": preprocess
        for module in (
            *("vgg16", "vgg19", "resnet", "resnet_v2", "inception_v3", "inception_resnet_v2", "xception"),
            *("mobilenet", "mobilenet_v2", "densenet", "nasnet", "efficientnet", "imagenet_utils"),
        )
    },
}
