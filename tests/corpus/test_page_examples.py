"""The Python of docs/corpus.md runs, from top to bottom."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

pytest.importorskip("ibis")
pytest.importorskip("duckdb")

_BLOCK = re.compile(r"^```python\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def test_the_examples_run(
    repository: Path, dataset: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    blocks = _BLOCK.findall((repository / "docs" / "corpus.md").read_text("utf-8"))
    assert len(blocks) == 3
    (tmp_path / "数据集").symlink_to(dataset)
    monkeypatch.chdir(tmp_path)
    exec("\n".join(blocks), {})
    said = capsys.readouterr().out
    assert "三公" in said
    assert "万元" in said
    assert "一、结论" in said
