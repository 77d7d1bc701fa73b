"""The command line is tested against a pipeline that is told what to find."""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import pytest

import gouji.checking
import gouji.checking.rules
import gouji.reading
from gouji.checking.findings import Level
from gouji.checking.rule import rule
from gouji.cli import main
from gouji.errors import UnreadableError
from tests import report_samples as samples


@rule("G501", "说明变动原因", Level.WARNING, basis="某办法", since=2024)
def _explained(disclosure):
    """写了增减，就要写原因。

    在“主要原因是”之后写明原因。
    """
    return ()


@dataclass
class Pipeline:
    """What reading and checking answer, by the name of the file."""

    reports: dict[str, object] = field(default_factory=dict)
    failures: dict[str, BaseException] = field(default_factory=dict)
    read: list[tuple[Path, ...]] = field(default_factory=list)
    previous: list[object] = field(default_factory=list)

    def reading(self, paths):
        self.read.append(tuple(paths))
        if not paths[0].exists():
            raise FileNotFoundError(2, "No such file", str(paths[0]))
        if failure := self.failures.get(paths[0].name):
            raise failure
        return samples.disclosure()

    def checking(self, disclosure, previous=None):
        self.previous.append(previous)
        name = self.read[-1][0].name
        return self.reports.get(name, samples.report())


@pytest.fixture
def pipeline(monkeypatch) -> Pipeline:
    stub = Pipeline(
        reports={"sound.pdf": samples.sound_report(), "unchecked.pdf": samples.unchecked_report()},
        failures={"broken.pdf": UnreadableError("文件已损坏，请重新导出。"), "odd.pdf": ZeroDivisionError("x")},
    )
    monkeypatch.setattr(gouji.reading, "read", stub.reading, raising=False)
    monkeypatch.setattr(gouji.checking, "check", stub.checking, raising=False)
    monkeypatch.setattr(gouji.checking.rules, "all_rules", lambda: (_explained,), raising=False)
    return stub


@pytest.fixture
def folder(tmp_path, monkeypatch) -> Path:
    """A folder of documents to name on the command line, and the working directory."""
    for name in ("faulty.pdf", "sound.pdf", "unchecked.pdf", "broken.pdf", "odd.pdf"):
        (tmp_path / name).write_bytes(b"%PDF")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def gouji_command(pipeline, folder, capfdbinary) -> Callable[..., tuple[int, str, str]]:
    """Run the command line: exit code, standard output, standard error."""

    def run(*arguments: str) -> tuple[int, str, str]:
        capfdbinary.readouterr()
        try:
            code = main(arguments)
        except SystemExit as leave:
            code = int(leave.code or 0)
        out, err = capfdbinary.readouterr()
        return code, out.decode("utf-8", "surrogateescape"), err.decode()

    return run
