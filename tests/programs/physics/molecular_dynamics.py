import tensorflow as tf


class Box:
    def __init__(self, length):
        self.length = tf.constant(length)

    def wrap(self, positions):
        return tf.math.floormod(positions, self.length)

    def minimum_image(self, displacement):
        return displacement - self.length * tf.round(displacement / self.length)


def pair_displacements(box, positions):
    return box.minimum_image(positions[:, None, :] - positions[None, :, :])


def lennard_jones(r2):
    inverse6 = 1.0 / r2**3
    return 4.0 * (inverse6**2 - inverse6)


def energy(box, positions):
    displacement = pair_displacements(box, positions)
    r2 = tf.reduce_sum(displacement**2, -1) + 10.0 * tf.eye(positions.shape[0])
    cutoff = tf.cast(r2 < 6.25, tf.float32) * (1.0 - tf.eye(positions.shape[0]))
    return 0.5 * tf.reduce_sum(lennard_jones(tf.maximum(r2, 0.5)) * cutoff)


def forces(box, positions):
    with tf.GradientTape() as tape:
        tape.watch(positions)
        e = energy(box, positions)
    return -tape.gradient(e, positions), e


def step(box, positions, velocities, force, dt):
    velocities = velocities + 0.5 * dt * force
    positions = box.wrap(positions + dt * velocities)
    force, e = forces(box, positions)
    return positions, velocities + 0.5 * dt * force, force, e


def thermostat(velocities, target):
    current = temperature(velocities)
    return velocities * tf.sqrt(target / current)


def temperature(velocities):
    return tf.reduce_mean(velocities**2)


def lattice(per_side, spacing):
    axis = tf.range(per_side, dtype=tf.float32) * spacing
    grid = tf.stack(tf.meshgrid(axis, axis, axis, indexing="ij"), axis=-1)
    return tf.reshape(grid, [-1, 3])


def radial_histogram(box, positions, bins):
    distances = tf.norm(pair_displacements(box, positions) + 1e-9, axis=-1)
    return tf.histogram_fixed_width(distances, [0.0, 3.0], nbins=bins)


tf.random.set_seed(0)
box = Box(4.0)
positions = lattice(2, 1.5)
velocities = tf.random.normal(positions.shape)
force, _ = forces(box, positions)
for _ in range(3):
    positions, velocities, force, e = step(box, positions, velocities, force, 0.002)
    velocities = thermostat(velocities, 1.0)
print(positions.shape, e.shape, round(float(temperature(velocities)), 3), radial_histogram(box, positions, 5).shape)
