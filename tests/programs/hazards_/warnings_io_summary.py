import json
import logging
import os
import sys
import tempfile
import warnings

import tensorflow as tf

log = logging.getLogger("train")
folder = tempfile.mkdtemp()


def clip_with_warning(x, limit):
    biggest = tf.reduce_max(tf.abs(x))
    if biggest > limit:
        warnings.warn(f"clipped {float(biggest):.1f}", RuntimeWarning, stacklevel=2)
        return tf.clip_by_value(x, -limit, limit)
    return x


def write_metrics(step, values):
    with open(os.path.join(folder, "metrics.jsonl"), "a") as handle:
        handle.write(json.dumps({"step": step, **{k: float(v) for k, v in values.items()}}) + "\n")


def log_progress(step, loss):
    sys.stderr.write(f"step {step} {loss}\n")
    log.warning("loss at %d is %s", step, loss)


@tf.function
def summarised_step(w, x, step):
    loss = tf.reduce_mean((w * x) ** 2)
    tf.summary.write("loss", loss, step=step)
    tf.debugging.assert_non_negative(loss)
    tf.print("loss ready", output_stream=sys.stderr)
    w.assign_sub(0.1 * w)
    return loss


def save_array(name, x):
    tf.io.write_file(os.path.join(folder, name), tf.io.serialize_tensor(x))
    return tf.io.gfile.exists(os.path.join(folder, name))


def describe(x):
    return f"mean={tf.reduce_mean(x):.2f} shape={x.shape}"


writer = tf.summary.create_file_writer(folder)
w = tf.Variable(2.0)
with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    x = clip_with_warning(tf.constant([1.0, -5.0]), 2.0)
with writer.as_default():
    for step in range(2):
        loss = summarised_step(w, x, tf.constant(step, tf.int64))
        write_metrics(step, {"loss": loss})
        log_progress(step, float(loss) >= 0)
print(describe(x), save_array("x.bin", x), len(open(os.path.join(folder, "metrics.jsonl")).readlines()))
