"""Knowledge about ``scipy.sparse``: its matrices and arrays, which programs feed to ``tf.SparseTensor``."""
