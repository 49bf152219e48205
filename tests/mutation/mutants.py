"""The mutants of a module: Cosmic Ray makes them, one small change each."""

from __future__ import annotations

import ast
import difflib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from cosmic_ray.ast import ast_nodes, get_ast
from cosmic_ray.mutating import mutate_code
from cosmic_ray.plugins import get_operator

_COMPARISONS = {
    "Eq": ("NotEq",),
    "NotEq": ("Eq",),
    "Is": ("IsNot",),
    "IsNot": ("Is",),
    "Lt": ("LtE", "GtE"),
    "LtE": ("Lt", "Gt"),
    "Gt": ("GtE", "LtE"),
    "GtE": ("Gt", "Lt"),
}
_ARITHMETIC = {
    "Add": "Sub",
    "Sub": "Add",
    "Mul": "Div",
    "Div": "Mul",
    "FloorDiv": "Mul",
    "Mod": "Mul",
    "BitAnd": "BitOr",
    "BitOr": "BitAnd",
}

#: A part of what Cosmic Ray knows. `+` to `<<` and its like fail on any input and would only flatter the score;
#: a removed decorator does too, or (a cache) changes nothing but time. `**` mostly unpacks here. Texts and
#: docstrings are never touched.
OPERATORS = (
    "AddNot",
    "ExceptionReplacer",
    "NumberReplacer",
    "ReplaceAndWithOr",
    "ReplaceBreakWithContinue",
    "ReplaceContinueWithBreak",
    "ReplaceFalseWithTrue",
    "ReplaceOrWithAnd",
    "ReplaceTrueWithFalse",
    "ReplaceUnaryOperator_Delete_Not",
    "ReplaceUnaryOperator_USub_UAdd",
    "ZeroIterationForLoop",
    *(f"ReplaceComparisonOperator_{old}_{new}" for old, news in _COMPARISONS.items() for new in news),
    *(f"ReplaceBinaryOperator_{old}_{new}" for old, new in _ARITHMETIC.items()),
)


@dataclass(frozen=True)
class Mutant:
    """One change: the operator of Cosmic Ray, and which of its places in the module."""

    module: str
    line: int
    operator: str
    occurrence: int

    def code(self, root: Path) -> str:
        """Return the module's text with the change."""
        source = (root / self.module).read_text(encoding="utf-8")
        return mutate_code(source, get_operator(f"core/{self.operator}")(), self.occurrence)

    def diff(self, root: Path) -> str:
        """Return the lines that differ."""
        before = (root / self.module).read_text(encoding="utf-8").splitlines()
        lines = difflib.unified_diff(before, self.code(root).splitlines(), lineterm="", n=0)
        return "\n".join(f"    {line}" for line in lines if not line.startswith(("---", "+++", "@@")))


def mutants(root: Path, module: str) -> Iterator[Mutant]:
    """Yield every mutant of a module that is not only a type."""
    source = (root / module).read_text(encoding="utf-8")
    types = list(_annotations(ast.parse(source)))
    tree = get_ast(source)
    for name in OPERATORS:
        operator = get_operator(f"core/{name}")()
        places = (place for node in ast_nodes(tree) for place in operator.mutation_positions(node))
        for occurrence, (start, _) in enumerate(places):
            if not any(first <= start <= last for first, last in types):
                yield Mutant(module, start[0], name, occurrence)


def _annotations(tree: ast.AST) -> Iterator[tuple[tuple[int, int], tuple[int, int]]]:
    for node in ast.walk(tree):
        for name in ("annotation", "returns"):
            if (kind := getattr(node, name, None)) is not None:
                yield (kind.lineno, kind.col_offset), (kind.end_lineno, kind.end_col_offset)


def body_around(source: str, line: int) -> range:
    """Return the lines of the innermost function whose body holds a line; none for a line that runs on import."""
    around = range(0)
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            lines = range(node.body[0].lineno, node.end_lineno + 1)
            if line in lines and (not around or len(lines) < len(around)):
                around = lines
    return around
