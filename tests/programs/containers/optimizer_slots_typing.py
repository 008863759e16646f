from typing import Any, Dict, Iterable, List, NamedTuple, Optional, Sequence, Tuple, Union

import tensorflow as tf

TensorLike = Union[tf.Tensor, tf.Variable]
Params = Dict[str, tf.Variable]


class SlotState(NamedTuple):
    momentum: tf.Tensor
    second: Optional[tf.Tensor] = None


class Metrics(NamedTuple):
    loss: tf.Tensor
    grad_norm: tf.Tensor
    extras: Dict[str, Any]


def create_slots(params: Params) -> Dict[str, SlotState]:
    return {name: SlotState(tf.zeros_like(p), tf.zeros_like(p)) for name, p in params.items()}


def update_slot(slot: SlotState, grad: tf.Tensor, betas: Tuple[float, float]) -> SlotState:
    b1, b2 = betas
    return slot._replace(
        momentum=b1 * slot.momentum + (1 - b1) * grad, second=b2 * slot.second + (1 - b2) * tf.square(grad)
    )


def apply(param: tf.Variable, slot: SlotState, lr: float) -> None:
    param.assign_sub(lr * slot.momentum / (tf.sqrt(slot.second) + 1e-7))


def mean_of(values: Sequence[TensorLike]) -> tf.Tensor:
    return tf.add_n(list(values)) / float(len(values))


def decay(params: Iterable[tf.Variable], amount: float) -> List[tf.Tensor]:
    return [amount * tf.reduce_sum(p**2) for p in params]


def step(params: Params, slots: Dict[str, SlotState], batch: Tuple[tf.Tensor, tf.Tensor]) -> Tuple[Dict, Metrics]:
    x, y = batch
    with tf.GradientTape() as tape:
        loss = tf.reduce_mean((tf.linalg.matvec(x, params["w"]) + params["b"] - y) ** 2)
        loss += mean_of(decay(params.values(), 1e-3))
    names = list(params)
    grads = dict(zip(names, tape.gradient(loss, [params[n] for n in names])))
    new_slots = {n: update_slot(slots[n], grads[n], (0.9, 0.99)) for n in names}
    for n in names:
        apply(params[n], new_slots[n], lr=0.01)
    return new_slots, Metrics(loss, tf.linalg.global_norm(list(grads.values())), {"count": len(names)})


params = {"w": tf.Variable([1.0, -1.0]), "b": tf.Variable(0.0)}
slots = create_slots(params)
for _ in range(2):
    slots, metrics = step(params, slots, (tf.ones([4, 2]), tf.range(4.0)))
print(metrics.loss.shape, metrics.grad_norm.shape, metrics.extras["count"], slots["w"].second.shape)
