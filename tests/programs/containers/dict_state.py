"""State of an optimizer kept in dicts and lists of tensors."""

import tensorflow as tf


def init_params(sizes):
    params = {}
    for index, (fan_in, fan_out) in enumerate(zip(sizes[:-1], sizes[1:])):
        params[f"w{index}"] = tf.random.normal([fan_in, fan_out]) * 0.1
        params[f"b{index}"] = tf.zeros([fan_out])
    return params


def forward(params, x, layers):
    for index in range(layers):
        x = x @ params[f"w{index}"] + params[f"b{index}"]
        if index < layers - 1:
            x = tf.nn.relu(x)
    return x


def loss(params, batch):
    prediction = forward(params, batch["x"], layers=2)
    return tf.reduce_mean((prediction - batch["y"]) ** 2)


def gradients(params, batch):
    with tf.GradientTape() as tape:
        tape.watch(params)
        value = loss(params, batch)
    return value, tape.gradient(value, params)


def adam(params, grads, state, lr=0.01, b1=0.9, b2=0.999):
    step = state["step"] + 1
    new_params, m, v = {}, {}, {}
    for name, grad in grads.items():
        m[name] = b1 * state["m"][name] + (1 - b1) * grad
        v[name] = b2 * state["v"][name] + (1 - b2) * grad**2
        new_params[name] = apply(params[name], m[name] / (1 - b1**step), v[name] / (1 - b2**step), lr)
    return new_params, {"step": step, "m": m, "v": v}


def apply(param, m_hat, v_hat, lr):
    return param - lr * m_hat / (tf.sqrt(v_hat) + 1e-8)


def zeros_like(params):
    return {name: tf.zeros_like(value) for name, value in params.items()}


tf.random.set_seed(1)
parameters = init_params([3, 5, 1])
state = {"step": 0, "m": zeros_like(parameters), "v": zeros_like(parameters)}
data = {"x": tf.random.normal([8, 3]), "y": tf.ones([8, 1])}
for _ in range(3):
    value, grads = gradients(parameters, data)
    parameters, state = adam(parameters, grads, state)
print(state["step"], value.shape)
