import string

import tensorflow as tf


def random_mps(sites, bond, physical, seed=0):
    cores = []
    for site in range(sites):
        left = 1 if site == 0 else bond
        right = 1 if site == sites - 1 else bond
        cores.append(tf.random.stateless_normal([left, physical, right], seed=[seed, site]))
    return cores


def contract_pair(left, right):
    return tf.einsum("aib,bjc->aijc", left, right)


def inner(bra, ket):
    environment = tf.ones([1, 1])
    for b, k in zip(bra, ket):
        environment = absorb(environment, b, k)
    return tf.squeeze(environment)


def absorb(environment, bra, ket):
    partial = tf.einsum("ab,bic->aic", environment, ket)
    return tf.einsum("aic,aid->dc", partial, bra)


def dense(cores):
    result = cores[0]
    for core in cores[1:]:
        result = tf.tensordot(result, core, axes=[[-1], [0]])
    return tf.squeeze(result, axis=[0, -1])


def split_svd(theta, keep):
    a, i, j, c = theta.shape
    matrix = tf.reshape(theta, [a * i, j * c])
    s, u, v = tf.linalg.svd(matrix)
    left = tf.reshape(u[:, :keep], [a, i, keep])
    right = tf.reshape(tf.linalg.diag(s[:keep]) @ tf.transpose(v[:, :keep]), [keep, j, c])
    return left, right


def reduced_density(psi, keep):
    letters = string.ascii_lowercase[: psi.shape.rank]
    other = "".join(c.upper() if i in keep else c for i, c in enumerate(letters))
    out = "".join(letters[i] for i in keep) + "".join(letters[i].upper() for i in keep)
    return tf.einsum(f"{letters},{other}->{out}", psi, psi)


mps = random_mps(4, 3, 2)
print(inner(mps, mps).shape, dense(mps).shape)
left, right = split_svd(contract_pair(mps[1], mps[2]), keep=2)
print(left.shape, right.shape, reduced_density(dense(mps), [1]).shape)
