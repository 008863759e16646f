"""The proof by running: programs before and after ``hybridize check --fix`` under TensorFlow, compared.

Both copies run in fresh children of one process that has TensorFlow loaded. What they print, how they end, and what the
functions that were fixed gave and left behind for the same arguments must agree.
"""
