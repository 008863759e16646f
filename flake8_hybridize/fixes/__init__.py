"""From fixes to files: choose edits that go together, apply them to text, show them as a diff, write them safely.

Knows nothing of rules or analysis: findings with edits in, text out.
"""
