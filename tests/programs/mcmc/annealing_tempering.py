import numpy as np
import tensorflow as tf


def rastrigin(x):
    return 10.0 * x.shape[-1] + tf.reduce_sum(x**2 - 10.0 * tf.cos(2 * np.pi * x), axis=-1)


@tf.function
def anneal_step(x, energy, temperature):
    candidate = x + tf.random.normal(tf.shape(x)) * tf.sqrt(temperature)
    new = rastrigin(candidate)
    accept = metropolis(energy - new, temperature)
    return tf.where(accept[:, None], candidate, x), tf.where(accept, new, energy)


def metropolis(gain, temperature):
    return tf.random.uniform(tf.shape(gain)) < tf.exp(tf.minimum(gain / temperature, 0.0))


def schedule(start, rate, steps):
    for step in range(steps):
        yield start * rate**step


def anneal(x, start=2.0, steps=6):
    energy = rastrigin(x)
    for temperature in schedule(start, 0.8, steps):
        x, energy = anneal_step(x, energy, tf.constant(temperature, tf.float32))
    best = tf.argmin(energy)
    return x[best], energy[best]


def swap_replicas(states, energies, betas, i):
    delta = (betas[i] - betas[i + 1]) * (energies[i] - energies[i + 1])
    if tf.random.uniform([]) < tf.exp(tf.minimum(delta, 0.0)):
        order = list(range(states.shape[0]))
        order[i], order[i + 1] = order[i + 1], order[i]
        return tf.gather(states, order), tf.gather(energies, order)
    return states, energies


def temper(states, betas, rounds):
    energies = rastrigin(states)
    for r in range(rounds):
        proposal = states + tf.random.normal(states.shape) / tf.sqrt(betas)[:, None]
        new = rastrigin(proposal)
        accept = metropolis((energies - new) * betas, 1.0)
        states, energies = tf.where(accept[:, None], proposal, states), tf.where(accept, new, energies)
        states, energies = swap_replicas(states, energies, betas, r % (states.shape[0] - 1))
    return states, energies


tf.random.set_seed(6)
best, value = anneal(tf.random.normal([12, 2]) * 3.0)
print(best.shape, value.shape)
states, energies = temper(tf.random.normal([3, 2]), tf.constant([1.0, 0.5, 0.1]), 4)
print(states.shape, energies.shape)
