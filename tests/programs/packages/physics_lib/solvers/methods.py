def euler(system, state, dt):
    return state + dt * system(state)


def midpoint(system, state, dt):
    return state + dt * system(euler(system, state, dt / 2))


def rk4(system, state, dt):
    k1 = system(state)
    k2 = system(state + dt / 2 * k1)
    k3 = system(state + dt / 2 * k2)
    k4 = system(state + dt * k3)
    return state + dt / 6 * weighted(k1, k2, k3, k4)


def weighted(k1, k2, k3, k4):
    return k1 + 2 * k2 + 2 * k3 + k4


METHODS = {"euler": euler, "midpoint": midpoint, "rk4": rk4}
