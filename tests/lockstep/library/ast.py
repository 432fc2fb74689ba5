# modules: ast
import ast

tree = ast.parse(
    "def f(x: int, *, y=[i for i in 'ab' if i]) -> str:\n    return f'{x!r:>{y}}' if x < 3 else -y ** 2\n"
)
print(ast.dump(tree.body[0].args))


class Names(ast.NodeVisitor):
    def __init__(self):
        self.found = []

    def visit_Name(self, node):
        self.found.append(node.id)


class Double(ast.NodeTransformer):
    def visit_Constant(self, node):
        return ast.copy_location(ast.Constant(node.value * 2), node)


names = Names()
names.visit(tree)
print(names.found, ast.literal_eval("{'a': [1, (2, -3)], 'b': {4}}"))
print(ast.unparse(ast.fix_missing_locations(Double().visit(tree))))
try:
    ast.literal_eval("f()")
except ValueError as error:
    print(error.__class__)
