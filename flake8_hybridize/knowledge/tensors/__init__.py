"""Operators, indexing, attributes and methods of tensors, arrays, shapes and the like."""
