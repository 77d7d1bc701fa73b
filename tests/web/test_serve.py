"""`gouji serve` as a person starts it: from nothing to a checked document over HTTP; and what it refuses."""

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
import time
import urllib.parse
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from http.cookiejar import CookieJar
from pathlib import Path

import pytest

from gouji.cli import main
from gouji.web.config import Config

SAFE = {"GOUJI_URL": "https://budget.example", "GOUJI_SECRET_KEY": "invented-0123456789-" * 3}


class Browser:
    def __init__(self, base: str) -> None:
        self.base = base
        self.opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar()))

    def get(self, path: str) -> str:
        with self.opener.open(self.base + path, timeout=20) as response:
            return str(response.read().decode())

    def post(self, path: str, fields: dict[str, str], files: dict[str, bytes] | None = None) -> tuple[str, str]:
        token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', self.get(path))
        assert token is not None
        fields = fields | {"csrfmiddlewaretoken": token[1]}
        if files is None:
            request = urllib.request.Request(self.base + path, urllib.parse.urlencode(fields).encode())
        else:
            mark = "----invented"
            parts = [
                f'--{mark}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode()
                for name, value in fields.items()
            ]
            for name, data in files.items():
                head = f'--{mark}\r\nContent-Disposition: form-data; name="files"; filename="{name}"\r\n\r\n'
                parts.append(head.encode() + data + b"\r\n")
            body = b"".join(parts) + f"--{mark}--\r\n".encode()
            kind = {"Content-Type": f"multipart/form-data; boundary={mark}"}
            request = urllib.request.Request(self.base + path, body, kind)
        with self.opener.open(request, timeout=20) as response:
            return response.url.removeprefix(self.base), str(response.read().decode())


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def serving(data: Path, port: int, *more: str) -> Iterator[tuple[subprocess.Popen[bytes], str]]:
    """The process, once it listens, and what it said."""
    command = [sys.executable, "-m", "gouji", "serve", "--data", str(data), "--port", str(port), *more]
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("GOUJI_", "DATABASE_"))}
    log = data.with_suffix(".log")
    with log.open("wb") as output:
        process = subprocess.Popen(
            command, env=environment | {"PYTHONIOENCODING": "utf-8"}, stdout=output, stderr=output
        )
    try:
        while "勾稽已启动" not in log.read_text("utf-8") and process.poll() is None:
            time.sleep(0.1)
        yield process, log.read_text("utf-8")
    finally:
        process.terminate()
        process.wait(10)


def test_from_nothing_to_a_checked_document(tmp_path: Path, sample: bytes) -> None:
    """And the server is killed while the document waits: after a restart the work goes on."""
    port, data = free_port(), tmp_path / "data"
    with serving(data, port) as (process, said):
        passwords = dict(re.findall(r"^  (\w+) +(\S+) ", said, re.MULTILINE))
        assert len(set(passwords.values())) == len(passwords) > 7, said
        login = {"username": "caizheng", "password": passwords["caizheng"]}
        browser = Browser(f"http://127.0.0.1:{port}")
        assert "登录" in browser.get("/")
        path, _page = browser.post("/login/", login)
        assert path == "/"
        office = re.search(r'<option value="(\d+)"', browser.get("/documents/upload/"))
        assert office is not None
        path, _page = browser.post("/documents/upload/", {"office": office[1]}, {"部门预算.txt": sample})
        process.kill()
    with serving(data, port) as (_process, said):
        assert "caizheng" not in said, "passwords are told once"
        browser = Browser(f"http://127.0.0.1:{port}")
        browser.post("/login/", login)
        page = browser.get(path)
        for _ in range(300):
            if "正在核对" not in page:
                break
            time.sleep(0.1)
            page = browser.get(path)
        assert "发现的问题" in page
        assert page.count("核对完成") == 1
        assert "勾稽" in browser.get(path + "report/")
        assert "htmx" in browser.get("/static/django_htmx/htmx-2.min.js")
    for kept in (data, *data.rglob("*")):
        assert not kept.stat().st_mode & 0o077, f"{kept} is others' to read"


def test_two_processes_answer_and_end_together(tmp_path: Path) -> None:
    """Where there is more than one they share the socket, and after a sudden end the port is free again."""
    port, data = free_port(), tmp_path / "data"
    for _ in range(2):
        with serving(data, port, "--processes", "2", "--no-demo") as (process, said):
            assert "勾稽已启动" in said
            beside = _children(process.pid)
            until = time.monotonic() + 20
            while len(beside) < 2 and time.monotonic() < until:
                time.sleep(0.1)
                beside = _children(process.pid)
            assert len(beside) == 2, "a worker and a second process that answers"
            for _ in range(6):
                assert "登录" in Browser(f"http://127.0.0.1:{port}").get("/login/")
            process.kill()
    until = time.monotonic() + 20
    while any(Path(f"/proc/{pid}").exists() for pid in beside) and time.monotonic() < until:
        time.sleep(0.1)
    assert not any(Path(f"/proc/{pid}").exists() for pid in beside)


def _children(parent: int) -> set[int]:
    found = set()
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            if int(stat.read_text().rpartition(")")[2].split()[1]) == parent:
                found.add(int(stat.parent.name))
        except OSError:
            continue
    return found


def test_a_worker_does_not_outlive_its_parent(tmp_path: Path) -> None:
    """Not even one whose parent was gone before it looked."""
    command = [sys.executable, "-m", "gouji.web.worker", "orphan", "1"]
    environment = os.environ | {"GOUJI_DATA": str(tmp_path), "DJANGO_SETTINGS_MODULE": "gouji.web.settings"}
    environment.pop("DATABASE_URL", None)
    migrate = [sys.executable, "-m", "django", "migrate", "--verbosity=0"]
    subprocess.run(migrate, env=environment, check=True, timeout=60)
    subprocess.run(command, env=environment, check=True, timeout=60)


@pytest.mark.parametrize(
    ("environment", "message"),
    [
        ({}, "GOUJI_SECRET_KEY"),
        (SAFE | {"GOUJI_URL": ""}, "GOUJI_URL 没有设置"),
        (SAFE | {"GOUJI_URL": "http://budget.example"}, "不是 https"),
        (SAFE | {"GOUJI_URL": "https://127.0.0.1"}, "本机地址"),
        (SAFE | {"GOUJI_DEBUG": "1"}, "GOUJI_DEBUG"),
        (SAFE | {"GOUJI_SECRET_KEY": "short"}, "50"),
        (SAFE | {"GOUJI_SECRET_KEY": "x" * 60}, "太有规律"),
        (SAFE | {"GOUJI_URL": "https://127.8.8.8"}, "本机地址"),
        (SAFE | {"GOUJI_URL": "https://[::]"}, "本机地址"),
        (SAFE | {"GOUJI_URL": "https://gouji.localhost."}, "本机地址"),
        (SAFE | {"GOUJI_URL": "https://user@budget.example"}, "只写协议和主机名"),
        (SAFE | {"GOUJI_URL": "https://budget.example/gouji"}, "只写协议和主机名"),
    ],
)
def test_production_refuses_to_start_unsafe(
    environment: dict[str, str],
    message: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    for name in ("GOUJI_URL", "GOUJI_SECRET_KEY", "GOUJI_DEBUG", "GOUJI_DATA", "GOUJI_PRODUCTION", "DATABASE_URL"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert main(["serve", "--production", "--data", str(tmp_path)]) == 2
    assert message in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == [], "nothing is made before the refusal"


def test_a_safe_installation_is_not_refused() -> None:
    assert list(Config.of(SAFE | {"GOUJI_PRODUCTION": "1"}).dangers()) == []


def test_trial_listens_on_this_machine_only(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["serve", "--host", "0.0.0.0", "--data", str(tmp_path)]) == 2
    assert "127.0.0.1" in capsys.readouterr().err


def test_demonstration_users_are_refused_in_production(db: None, tmp_path: Path) -> None:
    from gouji.errors import GoujiError
    from gouji.web import demo, run

    demo.populate()
    config = Config(tmp_path, url=SAFE["GOUJI_URL"], secret_key=SAFE["GOUJI_SECRET_KEY"], production=True)
    with pytest.raises(GoujiError, match="演示账号"):
        run.prepare_people(config, run.Options())


def test_an_address_of_a_database() -> None:
    database = Config.of({"DATABASE_URL": "postgresql://u:p%40s@db.example:5433/gouji"}).database()
    assert (database["USER"], database["PASSWORD"], database["HOST"]) == ("u", "p@s", "db.example")
    assert (database["PORT"], database["NAME"]) == ("5433", "gouji")
