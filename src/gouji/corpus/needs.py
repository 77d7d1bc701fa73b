"""The libraries of the extras, asked for by name so that whoever lacks one is told in Chinese what to install."""

from __future__ import annotations

import sys
from contextlib import suppress
from importlib import import_module
from typing import Any

from gouji.errors import GoujiError

_EXTRAS = {
    "pyarrow": "corpus",
    "duckdb": "corpus",
    "ibis": "corpus",
    "fsspec": "corpus",
    "pyspark": "spark",
}


def need(module: str) -> Any:
    """The module. Raises :class:`GoujiError` with the extra to install where it is missing."""
    package = module.partition(".")[0]
    try:
        return import_module(module)
    except ImportError as error:
        extra = _EXTRAS.get(package, "corpus")
        raise GoujiError(f"这个功能需要另外安装 {package}：pip install 'gouji[{extra}]'。") from error


def arrow_without_pandas() -> None:
    """Settle that this process's Arrow works without pandas, which it would otherwise load (a second) as soon as it is
    given a list. For a process that only writes rows."""
    if "pandas" in sys.modules:
        return
    arrow = need("pyarrow")
    sys.modules["pandas"] = None  # type: ignore[assignment]
    try:
        with suppress(AttributeError, ImportError):  # some versions stumble the one time they ask
            arrow.array(["asked once, remembered for good"])
    finally:
        del sys.modules["pandas"]
