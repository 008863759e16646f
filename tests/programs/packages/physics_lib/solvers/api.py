import tensorflow as tf

from .methods import METHODS


def integrate(system, state, dt=0.1, steps=10, method="rk4"):
    step = METHODS[method]
    states = [state]
    for _ in range(steps):
        state = step(system, state, dt)
        states.append(state)
    return tf.stack(states)
