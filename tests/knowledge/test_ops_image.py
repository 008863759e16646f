"""Images, signals, strings and io against TensorFlow."""

from __future__ import annotations

from typing import Any

import pytest
import tensorflow as tf
from hypothesis import given
from hypothesis import strategies as st

from flake8_hybridize.knowledge.tensorflow import image
from flake8_hybridize.model import values

from .harness import Hidden, check, hide

BATCH = tf.ones([2, 8, 6, 3])
SINGLE = tf.ones([8, 6, 3])
BYTES = tf.cast(SINGLE, tf.uint8)


@given(st.integers(1, 9), st.integers(1, 9), st.sampled_from(["bilinear", "nearest", "area", "lanczos3"]))
def test_resize(height: int, width: int, method: str) -> None:
    for x in (BATCH, BYTES, tf.cast(BATCH, tf.float16), tf.cast(SINGLE, tf.float64)):
        check("image.resize", x, [height, width], method=method)
    check("image.resize", hide(BATCH, 0, 1), (height, width), method, exact=False)
    check("image.resize", BATCH, Hidden([height, width], values.tuple_of([values.INT, values.INT])), exact=False)
    check("image.resize", BATCH, [height, width], preserve_aspect_ratio=True, exact=False)
    check("image.resize_with_pad", BATCH, height, width)
    check("image.resize_with_pad", BYTES, height, width)
    check("image.resize_with_crop_or_pad", BYTES, height, width)
    check("image.crop_to_bounding_box", BATCH, 1, 1, min(height, 7), min(width, 5))
    check("image.pad_to_bounding_box", BYTES, 1, 1, height + 8, width + 6)
    check("image.random_crop", SINGLE, [min(height, 8), min(width, 6), 3])


@pytest.mark.parametrize("name", sorted(image._KEEP.split()))
def test_ops_that_keep_the_shape(name: str) -> None:
    extra: dict[str, Any] = {}
    if "seed" in str(name) or name.startswith("stateless"):
        extra["seed"] = [1, 2]
    bounds = {"contrast": (0.5, 1.5), "saturation": (0.5, 1.5), "hue": (0.1,), "brightness": (0.1,)}
    ending = name.rpartition("_")[2]
    args: tuple[Any, ...] = ()
    if "random" in name and ending in bounds:
        args = bounds[ending]
    elif name.startswith("adjust_") and ending in ("brightness", "contrast", "hue", "saturation"):
        args = (0.5,)
    elif name == "adjust_jpeg_quality":
        args = (50,)
    elif name.endswith("jpeg_quality"):
        args = (50, 60)
    elif name == "draw_bounding_boxes":
        args = (tf.ones([2, 1, 4]), None)
    for x in (BATCH, SINGLE, BYTES):
        check(f"image.{name}", x, *args, **extra)


def test_further_image_ops() -> None:
    for fraction in (0.5, 0.3, 1.0):
        check("image.central_crop", BATCH, fraction)
        check("image.central_crop", SINGLE, fraction)
    check("image.crop_and_resize", BATCH, [[0.0, 0.0, 1.0, 1.0]], [0], [4, 5])
    check("image.rgb_to_grayscale", BATCH)
    check("image.rgb_to_grayscale", BYTES)
    check("image.grayscale_to_rgb", BATCH[..., :1])
    check("image.convert_image_dtype", BYTES, tf.float32)
    check("image.per_image_standardization", BYTES)
    check("image.per_image_standardization", BATCH)
    for k in (1, 2, 3):
        check("image.rot90", SINGLE, k)
    check("image.transpose", BATCH)
    check("image.extract_patches", BATCH, [1, 2, 2, 1], [1, 2, 2, 1], [1, 1, 1, 1], "VALID")
    check("image.extract_patches", BATCH, [1, 3, 3, 1], [1, 1, 1, 1], [1, 2, 1, 1], "SAME")
    check("image.sobel_edges", BATCH)
    check("image.image_gradients", BATCH)
    large = tf.ones([2, 16, 16, 3])
    check("image.ssim", large, large, 1.0)
    check("image.psnr", BATCH, BATCH, 1.0)
    check("image.psnr", BYTES, BYTES, 255)
    check("image.total_variation", BATCH)
    check("image.total_variation", SINGLE)
    boxes, scores = tf.ones([5, 4]), tf.ones([5])
    check("image.non_max_suppression", boxes, scores, 3, exact=False)
    check("image.non_max_suppression_with_scores", boxes, scores, 3, exact=False)
    check("image.non_max_suppression_padded", boxes, scores, 3, exact=False)
    padded = (tf.ones([2, 5, 4]), tf.ones([2, 5]), 3)
    check("image.non_max_suppression_padded", *padded, pad_to_max_output_size=True)
    check("image.combined_non_max_suppression", tf.ones([2, 5, 1, 4]), tf.ones([2, 5, 2]), 3, 4)
    check("image.sample_distorted_bounding_box", [8, 6, 3], tf.ones([1, 1, 4]), min_object_covered=0.1)
    check("image.extract_glimpse", BATCH, [3, 3], [[0.0, 0.0], [0.0, 0.0]])
    check("compat.v1.image.resize_bilinear", BATCH, [4, 5])
    check("compat.v1.image.resize_nearest_neighbor", BYTES[None], [4, 5])


COMPLEX = tf.ones([4, 6, 16], tf.complex64)
SIGNAL = tf.ones([3, 100])


def test_transforms() -> None:
    for name in ("fft", "fft2d", "fft3d", "ifft", "ifft2d", "ifft3d", "fftshift", "ifftshift"):
        check(f"signal.{name}", COMPLEX)
    for rank, name in ((1, ""), (2, "2d"), (3, "3d")):
        check(f"signal.rfft{name}", tf.ones([4, 6, 9]))
        check(f"signal.rfft{name}", tf.ones([4, 6, 9]), [5] * rank)
        check(f"signal.rfft{name}", hide(tf.ones([4, 6, 9]), 2), exact=False)
        check(f"signal.irfft{name}", COMPLEX)
        check(f"signal.irfft{name}", COMPLEX, [8] * rank)
    check("signal.rfft", tf.ones([4], tf.float64))
    check("signal.dct", SIGNAL)
    check("signal.dct", SIGNAL, n=10)
    check("signal.idct", SIGNAL)


@given(st.integers(1, 20), st.integers(1, 9), st.booleans())
def test_frames(frame: int, step: int, pad_end: bool) -> None:
    check("signal.frame", SIGNAL, frame, step, pad_end)
    check("signal.frame", tf.ones([30, 2]), frame, step, pad_end, axis=0)
    check("signal.stft", SIGNAL, frame, step, pad_end=pad_end)
    check("signal.stft", hide(SIGNAL, 1), frame, step, exact=False)
    check("signal.overlap_and_add", tf.ones([3, 5, frame]), step)


def test_windows() -> None:
    check("signal.stft", SIGNAL, 16, 8, 64)
    check("signal.inverse_stft", tf.ones([3, 5, 9], tf.complex64), 16, 8)
    check("signal.mdct", SIGNAL, 16)
    check("signal.mfccs_from_log_mel_spectrograms", SIGNAL)
    check("signal.linear_to_mel_weight_matrix", 20, 129)
    check("signal.linear_to_mel_weight_matrix")
    for name in ("hann", "hamming", "kaiser", "vorbis"):
        check(f"signal.{name}_window", 10)
        check(f"signal.{name}_window", 10, dtype=tf.float64)


TEXTS = tf.constant(["a b", "c"])
RAGGED = tf.ragged.constant([["A"], ["b", "c"]])


def test_strings() -> None:
    for text in (TEXTS, "a b", ["x", "y"], RAGGED):
        for name in ("lower", "upper", "strip", "length", "as_string"):
            check(f"strings.{name}", text)
        check("strings.to_hash_bucket_fast", text, 10)
        check("strings.regex_replace", text, "a", "b")
        check("strings.regex_full_match", text, "a")
    check("strings.as_string", tf.ones([2]))
    check("strings.lower", tf.ones([2]))
    check("strings.to_number", ["1", "2"])
    check("strings.to_number", "1", tf.int64)
    check("strings.substr", TEXTS, 0, 1)
    check("strings.join", [TEXTS, "x"])
    check("strings.join", ["a", "x"], separator="-")
    check("strings.reduce_join", TEXTS)
    check("strings.reduce_join", [TEXTS, TEXTS], axis=0)
    check("strings.reduce_join", TEXTS, keepdims=True)
    check("strings.format", "{}", TEXTS)
    check("strings.unsorted_segment_join", ["a", "b"], [0, 1], 3)
    check("strings.unicode_encode", tf.ragged.constant([[97], [98, 99]]), "UTF-8")
    check("strings.unicode_encode", [97, 98], "UTF-8")
    check("strings.unicode_script", [97])
    check("strings.unicode_transcode", TEXTS, "UTF-8", "UTF-8")


def test_splits_of_strings() -> None:
    for text in (TEXTS, "a b", tf.constant("a"), tf.constant([["a b"]]), tf.constant([["a", "b c"], ["d", "e"]])):
        exact = hasattr(text, "shape") and text.shape.rank > 0
        check("strings.split", text, exact=exact)
        check("strings.bytes_split", text, exact=exact)
        check("strings.unicode_split", text, "UTF-8", exact=exact)
        check("strings.unicode_decode", text, "UTF-8", exact=exact)
    check("strings.split", RAGGED)
    check("strings.ngrams", RAGGED, 2)
    check("strings.ngrams", tf.constant(["a", "b", "c"]), 2, exact=False)


JPEG = tf.io.encode_jpeg(BYTES)
PNG = tf.io.encode_png(BYTES)


def test_files_and_records() -> None:
    check("io.encode_jpeg", BYTES)
    check("io.encode_png", tf.stack([BYTES, BYTES]))
    check("io.decode_jpeg", JPEG, exact=False)
    check("io.decode_jpeg", JPEG, channels=3, exact=False)
    check("io.decode_png", PNG, channels=1, dtype=tf.uint16, exact=False)
    check("io.decode_image", PNG, exact=False)
    claimed = check("io.decode_image", PNG, channels=3, dtype=tf.float32, expand_animations=False, exact=False)
    assert claimed is values.tensor("float32", (None, None, 3))
    check("io.extract_jpeg_shape", JPEG)
    check("io.is_jpeg", JPEG)
    check("io.serialize_tensor", BATCH)
    check("io.parse_tensor", tf.io.serialize_tensor(SINGLE), tf.float32, exact=False)
    check("io.decode_raw", tf.constant(["abcd", "efgh"]), tf.uint8, exact=False)
    check("io.decode_raw", tf.constant("abcd"), tf.float32, fixed_length=4)
    check("io.decode_csv", ["1,2.0"], [0, 0.0])
    check("io.decode_csv", "1,x", [[0], ["x"]])
    check("io.encode_base64", TEXTS)
    check("io.matching_files", "/x*", exact=False)
    wav = tf.audio.encode_wav(tf.ones([10, 1]), 8000)
    check("audio.encode_wav", tf.ones([10, 1]), 8000)
    check("audio.decode_wav", wav, exact=False)
    check("audio.decode_wav", wav, 1, 10)
    check("as_dtype", "float32")
    check("compat.as_bytes", "a")
    check("compat.as_text", "a")
    check("math.sobol_sample", 2, 5)
    check("sets.difference", [[1, 2]], [[1]], exact=False)


def feature(kind: str, **state: Any) -> Hidden:
    from .harness import abstract

    seen = values.library_object(f"tensorflow.io.{kind}", [(k, abstract(v)) for k, v in state.items()])
    return Hidden(getattr(tf.io, kind)(**state), seen)


def test_parsed_examples() -> None:
    record = tf.train.Example(
        features=tf.train.Features(
            feature={
                "x": tf.train.Feature(float_list=tf.train.FloatList(value=[1.0, 2.0])),
                "n": tf.train.Feature(int64_list=tf.train.Int64List(value=[3])),
            }
        )
    ).SerializeToString()
    features = {
        "x": feature("FixedLenFeature", shape=[2], dtype=tf.float32),
        "n": feature("VarLenFeature", dtype=tf.int64),
    }
    check("io.parse_single_example", tf.constant(record), features, exact=False)
    check("io.parse_example", tf.constant([record, record]), features, exact=False)
    sequence = {"x": feature("FixedLenSequenceFeature", shape=[], dtype=tf.float32, allow_missing=True)}
    check("io.parse_single_example", tf.constant(record), sequence, exact=False)
