# modules: copy
import copy


class Node:
    def __init__(self, value, *children):
        self.value, self.children = value, list(children)


tree = Node(1, Node(2), Node([3, (4, {5: {6}})]))
tree.children.append(tree)
twin = copy.deepcopy(tree)
print(twin.children[2] is twin, twin.children[1].value, copy.copy(tree).children is tree.children)
print(copy.deepcopy({"a": [1, 2], "b": (3, [4])}), copy.copy([1, 2]), copy.deepcopy(print) is print)
