class Leaf:
    def __init__(self, value):
        self.value = value

    def depth(self):
        return 1


class Node:
    def __init__(self, op, left, right):
        self.op, self.left, self.right = op, left, right

    def depth(self):
        return 1 + max(self.left.depth(), self.right.depth())

    def simplify(self):
        from . import interpreter

        return Leaf(interpreter.evaluate(self))
