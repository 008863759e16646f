"""tf.function on simulations: PDE step, n-body, particle loops with several shapes and dtypes."""
import tensorflow as tf


def make_kernel(a):
    a = tf.convert_to_tensor(a)
    a = tf.reshape(a, list(a.shape) + [1, 1])
    return tf.cast(a, tf.float32)


def simple_conv(x, k):
    x = tf.expand_dims(tf.expand_dims(x, 0), -1)
    y = tf.nn.depthwise_conv2d(x, k, [1, 1, 1, 1], padding="SAME")
    return y[0, :, :, 0]


def laplace(x):
    laplace_k = make_kernel([[0.5, 1.0, 0.5], [1.0, -6.0, 1.0], [0.5, 1.0, 0.5]])
    return simple_conv(x, laplace_k)


@tf.function
def wave_step(u, ut, eps, damping):
    u_ = u + eps * ut
    ut_ = ut + eps * (laplace(u) - damping * ut)
    return u_, ut_


def forces(positions, masses):
    diff = positions[None, :, :] - positions[:, None, :]
    dist = tf.norm(diff + 1e-3, axis=-1, keepdims=True)
    return tf.reduce_sum(masses[None, :, None] * diff / dist**3, axis=1)


@tf.function
def leapfrog(pos, vel, masses, dt):
    vel_half = vel + 0.5 * dt * forces(pos, masses)
    new = pos + dt * vel_half
    return new, vel_half + 0.5 * dt * forces(new, masses)


def energy(vel, masses):
    return 0.5 * tf.reduce_sum(masses * tf.reduce_sum(vel**2, -1))


@tf.function
def simulate(pos, vel, masses, steps):
    track = tf.TensorArray(pos.dtype, size=steps)
    for i in tf.range(steps):
        pos, vel = leapfrog(pos, vel, masses, 0.01)
        track = track.write(i, pos)
    return summarise(track.stack()), pos


def summarise(track):
    return tf.math.reduce_std(track, axis=0)


def mandelbrot(zs, xs, ns):
    zs_ = zs * zs + xs
    not_diverged = tf.abs(zs_) < 4
    return zs_, ns + tf.cast(not_diverged, tf.float32)


n = 20
u, ut = tf.zeros([n, n]), tf.zeros([n, n])
for _ in range(3):
    u, ut = wave_step(u, ut, 0.03, 0.04)
for count, dtype in [(3, tf.float32), (5, tf.float64)]:
    pos = tf.random.normal([count, 2], dtype=dtype)
    vel = tf.zeros_like(pos)
    masses = tf.ones([count], dtype)
    pos, vel = leapfrog(pos, vel, masses, 0.01)
    energy(vel, masses)
    spread, last = simulate(pos, vel, masses, tf.constant(4))
    energy(last, masses)
xs = tf.complex(*tf.meshgrid(tf.linspace(-2.0, 1.0, 12), tf.linspace(-1.0, 1.0, 8)))
zs, ns = tf.identity(xs), tf.zeros_like(tf.abs(xs))
for _ in range(3):
    zs, ns = mandelbrot(zs, xs, ns)
