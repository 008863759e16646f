"""Plain frozen data that every layer speaks: places, abstract values, facts, findings, edits, options.

Nothing here reads a file, knows astroid or looks at another layer.
"""
