"""What a Python file imports and which doors of the standard library it uses, read without running it."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Import:
    """One imported module; `top` if it is loaded with the file, not first inside a function."""

    module: str
    line: int
    top: bool


def module_name(path: Path, root: Path) -> str:
    """Give the dotted name of a file below `root`: mrl/cli/__init__.py is mrl.cli."""
    parts = path.relative_to(root).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def imports_of(source: str) -> Iterator[Import]:
    """Give every import of a file; `from a import b` counts as a.b, as b may be a module."""
    tree = ast.parse(source)
    inner = {
        id(node)
        for function in ast.walk(tree)
        if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda)
        for node in ast.walk(function)
    }
    for node in ast.walk(tree):
        for module in modules_of(node):
            yield Import(module, getattr(node, "lineno", 0), id(node) not in inner)


def modules_of(node: ast.AST) -> list[str]:
    """Give the modules one statement imports; a relative import is an error here, the house has none."""
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    if isinstance(node, ast.ImportFrom):
        if node.level:
            raise ValueError(f"line {node.lineno}: a relative import hides which layer it reaches")
        return [f"{node.module}.{alias.name}" for alias in node.names]
    return []


def clock_calls(source: str) -> Iterator[tuple[str, int]]:
    """Give each use of a function that tells the present time, with its line."""
    clocks = {
        *(f"datetime.{name}" for name in ("now", "utcnow", "today")),
        "date.today",
        *(f"time.{name}" for name in ("time", "time_ns", "localtime", "gmtime", "ctime", "strftime")),
    }
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Attribute):
            dotted = ".".join(ast.unparse(node).split(".")[-2:])
            if dotted in clocks:
                yield dotted, node.lineno
        elif isinstance(node, ast.ImportFrom) and node.module == "time":
            yield from ((f"time.{a.name}", node.lineno) for a in node.names if f"time.{a.name}" in clocks)
