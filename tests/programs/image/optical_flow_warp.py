import tensorflow as tf


def image_gradients(frame):
    kernel = tf.constant([[-0.5, 0.0, 0.5]])
    gx = filter_2d(frame, kernel)
    gy = filter_2d(frame, tf.transpose(kernel))
    return gx, gy


def filter_2d(frame, kernel):
    kernel = kernel[:, :, tf.newaxis, tf.newaxis]
    return tf.nn.conv2d(frame, kernel, strides=1, padding="SAME")


def structure_tensor(gx, gy, gt, window):
    products = tf.concat([gx * gx, gx * gy, gy * gy, gx * gt, gy * gt], axis=-1)
    return tf.nn.avg_pool2d(products, window, 1, "SAME")


def solve_flow(tensor):
    xx, xy, yy, xt, yt = tf.unstack(tensor, axis=-1)
    determinant = xx * yy - xy**2 + 1e-4
    u = (xy * yt - yy * xt) / determinant
    v = (xy * xt - xx * yt) / determinant
    return tf.stack([u, v], axis=-1)


def lucas_kanade(first, second, window=5):
    gx, gy = image_gradients(first)
    return solve_flow(structure_tensor(gx, gy, second - first, window))


def pyramid(frame, levels):
    frames = [frame]
    for _ in range(levels - 1):
        frame = tf.nn.avg_pool2d(frame, 2, 2, "SAME")
        frames.append(frame)
    return frames


def upscale(flow, size):
    factor = size[0] / flow.shape[1]
    return tf.image.resize(flow, size) * factor


def coarse_to_fine(first, second, levels):
    flow = None
    for a, b in zip(reversed(pyramid(first, levels)), reversed(pyramid(second, levels))):
        estimate = lucas_kanade(a, b)
        flow = estimate if flow is None else upscale(flow, a.shape[1:3]) + estimate
    return flow


def endpoint_error(flow, truth):
    return tf.reduce_mean(tf.norm(flow - truth, axis=-1))


x = tf.linspace(0.0, 6.0, 16)
frame = (tf.sin(x)[:, None] + tf.cos(x)[None, :])[None, ..., None]
moved = tf.roll(frame, 1, axis=2)
flow = coarse_to_fine(frame, moved, 2)
print(flow.shape, endpoint_error(flow, tf.constant([1.0, 0.0])).shape)
