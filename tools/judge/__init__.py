"""The judge: what really arrives at the functions of a program, and how the analysis's claims compare with it.

A development tool, not part of the package. ``record`` runs programs under TensorFlow and writes what it saw,
``compare`` holds the output of ``hybridize facts`` against it, ``verify`` runs a program before and after fixes.
"""
