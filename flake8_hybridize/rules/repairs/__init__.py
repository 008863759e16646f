"""Repairs of defects: what a finding offers to write instead. All but a few are unsafe, as they change what runs.

A repair looks at the text around a hazard and gives a fix, or ``None`` where it is not certain what to write.
"""
