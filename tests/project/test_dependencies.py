"""What the package imports is what it declares, and starting the command line loads nothing heavy."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import tomllib
from importlib.metadata import packages_distributions
from pathlib import Path

HEAVY = ("highspy", "numpy", "rich", "xlsxwriter", "lxml", "pypdfium2", "xlrd", "pyarrow", "PIL")


def _imported(source: Path) -> set[str]:
    names: set[str] = set()
    for path in source.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Import):
                names |= {alias.name.partition(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
                names.add(node.module.partition(".")[0])
    return names - set(sys.stdlib_module_names) - {"gouji"}


def _canonical(name: str) -> str:
    return re.sub(r"[-_.]+", "-", re.split(r"[\s<>=!~;\[]", name)[0]).lower()


def test_imports_and_declarations_agree(repository: Path) -> None:
    project = tomllib.loads((repository / "pyproject.toml").read_text("utf-8"))["project"]
    required = {_canonical(one) for one in project["dependencies"]}
    extras = ("parquet", "corpus", "spark", "pdf", "web", "oidc")
    optional = {_canonical(one) for name in extras for one in project["optional-dependencies"][name]}
    known = packages_distributions()
    used = {_canonical(known.get(name, [name])[0]) for name in _imported(repository / "src")}
    assert used - required - optional == set(), "imported but not declared"
    assert required - used == set(), "declared but never imported"


def test_starting_loads_nothing_heavy() -> None:
    script = f"import sys, gouji.cli; print([name for name in {HEAVY!r} if name in sys.modules])"
    loaded = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert loaded.stdout.strip() == "[]"
