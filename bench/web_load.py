"""The multi-user system under load, on PostgreSQL, on this machine alone.

    .venv/bin/python bench/web_load.py fill postgresql://… [--departments 300 --lines 1000000 …]
    .venv/bin/python bench/web_load.py pages postgresql://… [--repeat 20]
    .venv/bin/python bench/web_load.py users postgresql://… [--users 200 --think 5 --seconds 60]
    .venv/bin/python bench/web_load.py backup postgresql://… --into postgresql://…
    .venv/bin/python bench/web_load.py upgrade postgresql://… [--departments 300 --lines 1000000]

``fill`` wants an empty database; ``pages`` asks for every page of every role, one after another; ``users`` are people
who draft at once; ``backup`` makes a backup and restores it; ``upgrade`` puts what the first version wrote into an
empty database and brings it up to date. Processor time is given beside the time on the clock: on a machine that others
use too, only the first can be compared.
"""

from __future__ import annotations

import argparse
import http.client
import json
import os
import random
import re
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

REPOSITORY = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(REPOSITORY))
_GRID = re.compile(r'<script id="grid-data" type="application/json">(.*?)</script>', re.DOTALL)
_STEPS = 4
"""Requests of a round."""
_TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')


def set_up(url: str) -> None:
    """Django, on the database."""
    os.environ |= {"DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "gouji.web.settings"}
    os.environ.setdefault("GOUJI_DATA", str(Path(tempfile.gettempdir()) / "gouji-load"))
    Path(os.environ["GOUJI_DATA"]).mkdir(exist_ok=True)
    from gouji.web.config import Config

    Config.of().draw_key()
    import django

    django.setup()


def quantile(values: list[float], share: float) -> float:
    """The value that so large a share of them does not exceed."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))] if ordered else 0.0


# ── every page


def pages(repeat: int) -> None:
    """Each page of the table of rights that can be looked at, by a person of the first role that may."""
    from django.conf import settings
    from django.db import connection
    from django.test import Client

    from gouji.web.accounts.models import User

    settings.ALLOWED_HOSTS = ["testserver"]
    names = {"drafter": "drafter7", "head": "head3", "department": "department3", "publisher": "publisher3"}
    rows = []
    for role, paths in _paths().items():
        client = Client()
        if role:
            user = User.objects.get(username=names.get(role, role))
            client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
        for path in paths:
            asked = 0

            def count(execute: Any, *rest: Any) -> Any:
                nonlocal asked
                asked += 1
                return execute(*rest)

            with connection.execute_wrapper(count):
                response = client.get(path)
            if response.status_code != 200:
                print(f"{response.status_code} {role} {path}")
                continue
            walls, cpus = [], []
            for _ in range(repeat):
                wall, cpu = time.perf_counter(), time.process_time()
                b"".join(client.get(path))
                walls.append(time.perf_counter() - wall)
                cpus.append(time.process_time() - cpu)
            rows.append((quantile(walls, 0.95), quantile(cpus, 0.95), asked, role or "anyone", path))
    print("   p95 s   cpu s  queries")
    for wall, cpu, queries_, role, path in sorted(rows, reverse=True):
        print(f"{wall:8.3f}{cpu:8.3f}{queries_:9} {role:14}{path}")


def _paths() -> dict[str, list[str]]:
    """Pages by role, "" for everyone; ids are of the middle of the database."""
    from gouji.web.accounts.models import User
    from gouji.web.cycle.models import Budget, Cycle
    from gouji.web.projects.models import Project
    from gouji.web.publication.models import Version

    cycle = Cycle.objects.get(year=2027)
    drafter = User.objects.get(username="drafter7").assignments.get().office
    department = User.objects.get(username="department3").assignments.get().office
    budget = Budget.objects.get(cycle=cycle, unit=drafter)
    project = Project.objects.filter(unit=drafter).first()
    below = Budget.objects.filter(cycle=cycle, unit__parent=department).first()
    version = Version.objects.filter(department=department).first()
    assert project is not None
    assert below is not None
    assert version is not None
    past = Cycle.objects.get(year=2026)
    lists = [
        "/",
        "/budgets/",
        "/projects/",
        "/documents/",
        "/publications/",
        "/offices/",
        "/progress/",
        "/adjustments/",
    ]
    lists.append("/performance/")
    one = [f"/budgets/{budget.pk}/", f"/budgets/{budget.pk}/projects/", f"/projects/{project.pk}/"]
    one += [f"/budgets/{budget.pk}/standards/", f"/projects/{project.pk}/targets/2027/"]
    place = f"/open/{department.pk}/"
    return {
        "drafter": [*lists, *one],
        "head": lists,
        "department": [*lists, f"/budgets/{below.pk}/", f"/publications/{cycle.pk}/{department.pk}/"],
        "publisher": [f"/publications/{past.pk}/{department.pk}/", f"/publications/{past.pk}/{department.pk}/notes/"],
        "finance": [
            *lists,
            "/budgets/?page=40",
            "/publications/?year=2026",
            "/documents/upload/",
            f"/budgets/{below.pk}/",
        ],
        "auditor": [*lists, "/log/", "/log/?action=budget.saved", "/log/?q=没有的词"],
        "administrator": ["/accounts/", "/accounts/new/", "/accounts/?q=drafter12"],
        "": [
            *("/open/", "/open/?page=5", "/open/compare/", "/open/api/", "/login/"),
            *("/open/search/?q=一般公共服务", "/open/search/?q=没有的词句", "/open/search/?q=测"),
            *(place, f"{place}2026/", f"{place}2026/2/", f"{place}2026/10/", f"/open/versions/{version.pk}/"),
            f"/open/compare/?d={department.pk}&d={department.pk + 11}",
            *("/open/api/v1/budgets?limit=300", f"/open/api/v1/versions/{version.pk}/amounts?limit=1000"),
            "/open/api/v1/search?q=单位 合计",
        ],
    }


# ── people at once


@dataclass
class Seen:
    """What happened: seconds by kind of request, and what went wrong."""

    seconds: dict[str, list[float]] = field(default_factory=dict)
    errors: list[str] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def add(self, kind: str, seconds: float, problem: str) -> None:
        """One request."""
        with self.lock:
            self.seconds.setdefault(kind, []).append(seconds)
            if problem:
                self.errors.append(f"{kind}: {problem}")


def _said_of(rows: list[dict[str, str]]) -> str:
    """What a drafter writes beside the lines: five figures, all of which hold."""
    spent: dict[str, float] = {}
    for row in rows:
        if row["side"] == "支出":
            spent[row["use"]] = spent.get(row["use"], 0) + float(row["amount"])
    told = {use: f"{amount / 10_000:.2f}万元" for use, amount in spent.items()}
    basic = sum(amount for use, amount in spent.items() if use in {"人员经费", "公用经费"})
    whole = f"支出预算{sum(spent.values()) / 10_000:.2f}万元，其中：基本支出{basic / 10_000:.2f}万元，"
    parts = f"人员经费{told.get('人员经费', '0.00万元')}，公用经费{told.get('公用经费', '0.00万元')}。"
    return f"{whole}项目支出{told.get('项目支出', '0.00万元')}。\n{parts}"


class Person:
    """One drafter at their budget: look, check, save, look at the list, and over again."""

    def __init__(self, port: int, cookie: str, budget: int, think: float, seen: Seen) -> None:
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        self.cookie, self.budget, self.think, self.seen = {"sessionid": cookie}, budget, think, seen
        self.token = ""

    def run(self, until: float) -> None:
        """Until the time on the monotonic clock."""
        draw = random.Random(self.budget)
        # People come spread over one round of what they do: all at their dearest page at once is not a working day.
        time.sleep(draw.random() * _STEPS * self.think)
        while time.monotonic() < until:
            page = self.ask("页面", "GET", f"/budgets/{self.budget}/")
            found, token = _GRID.search(page), _TOKEN.search(page)
            if found is None or token is None:
                self.seen.add("页面", 0, "no grid")
                return
            self.token = token[1]
            grid = json.loads(found[1])
            rows = grid["rows"]
            base = [dict(one) for one in rows]
            self.pause(draw)
            row = draw.choice([one for one in rows if one["side"] == "支出"])
            row["amount"] = f"{draw.randrange(1, 10_000_000) / 100:.2f}"
            body = {"rows": rows, "base": base, "version": grid["version"], "more": {"note": _said_of(rows)}}
            self.ask("检查", "POST", f"/budgets/{self.budget}/check/", body)
            self.pause(draw)
            self.ask("保存", "POST", f"/budgets/{self.budget}/lines/", body)
            self.pause(draw)
            self.ask("列表", "GET", draw.choice(["/", "/budgets/", "/projects/"]))
            self.pause(draw)

    def pause(self, draw: random.Random) -> None:
        """Thinking takes between half and one and a half times as long as it does on average."""
        time.sleep(self.think * (0.5 + draw.random()))

    def ask(self, kind: str, verb: str, path: str, body: Any = None) -> str:
        """One request; its text."""
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookie.items())}
        data = None
        if body is not None:
            data = json.dumps(body)
            headers |= {"Content-Type": "application/json", "X-CSRFToken": self.token}
        began = time.perf_counter()
        try:
            self.connection.request(verb, path, data, headers)
            response = self.connection.getresponse()
            text = response.read().decode()
            problem = "" if response.status == 200 else f"{response.status} {text[:80]}"
        except (OSError, http.client.HTTPException) as error:
            self.connection.close()
            self.seen.add(kind, time.perf_counter() - began, repr(error))
            return ""
        self.seen.add(kind, time.perf_counter() - began, problem)
        for value in response.headers.get_all("Set-Cookie") or []:
            name, _, rest = value.partition("=")
            self.cookie[name] = rest.partition(";")[0]
        return text


def users(url: str, number: int, think: float, seconds: float) -> None:
    """So many people draft at once; each in a unit of their own."""
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.sessions.backends.db import SessionStore

    from gouji.web.accounts.models import User
    from gouji.web.cycle.models import Budget

    people = []
    seen = Seen()
    wanted = {f"drafter{one * 7}" for one in range(number)}
    with serving(url) as (port, process):
        for user in User.objects.filter(username__in=wanted):
            session = SessionStore()
            session[SESSION_KEY] = str(user.pk)
            session[BACKEND_SESSION_KEY] = "django.contrib.auth.backends.ModelBackend"
            session[HASH_SESSION_KEY] = user.get_session_auth_hash()
            session.create()
            budget = Budget.objects.get(cycle__year=2027, unit=user.assignments.get().office_id)
            people.append(Person(port, str(session.session_key), budget.pk, think, seen))
        until = time.monotonic() + seconds
        before = cpu_seconds(process.pid)
        threads = [threading.Thread(target=one.run, args=(until,), daemon=True) for one in people]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(seconds + 120)
        spent = cpu_seconds(process.pid) - before
    total = [one for values in seen.seconds.values() for one in values]
    print(f"{number} people, {len(total)} requests in {seconds:.0f} s, {len(seen.errors)} errors")
    for kind, values in (*seen.seconds.items(), ("全部", total)):
        print(
            f"  {kind}  {len(values):6}  median {statistics.median(values):.3f} s  p95 {quantile(values, 0.95):.3f} s"
        )
    print(f"  server: {spent:.1f} s of processor time, {spent / max(1, len(total)) * 1000:.1f} ms a request")
    for error in seen.errors[:5]:
        print(" ", error)


def cpu_seconds(pid: int) -> float:
    """Processor time of a process and those it started so far."""
    total = 0.0
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            parts = stat.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if pid in (int(stat.parent.name), int(parts[1])):
            total += (int(parts[11]) + int(parts[12])) / os.sysconf("SC_CLK_TCK")
    return total


@contextmanager
def serving(url: str) -> Iterator[tuple[int, subprocess.Popen[bytes]]]:
    """``gouji serve`` on the database; the port and the process."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    command = [sys.executable, "-m", "gouji", "serve", "--port", str(port), "--no-demo"]
    process = subprocess.Popen(command, env=os.environ | {"DATABASE_URL": url}, stdout=subprocess.PIPE)
    try:
        assert process.stdout is not None
        while "勾稽已启动".encode() not in (line := process.stdout.readline()):
            if not line:
                raise SystemExit("the server did not start")
        yield port, process
    finally:
        process.terminate()
        process.wait(20)


# ── backup and restore


def backup(url: str, into: str | None) -> None:
    """A backup, and its restore, each as a process of its own: processor, time and memory."""
    data = os.environ.get("GOUJI_DATA") or str(Path(tempfile.gettempdir()) / "gouji-load")
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "backup.tar"
        _measured("backup", ["backup", "-o", str(file), "--data", data], url)
        print(f"file {file.stat().st_size / 2**20:.0f} MB")
        if into:
            _measured("restore", ["restore", str(file), "--data", str(Path(folder) / "data")], into)


def _measured(name: str, arguments: list[str], url: str) -> None:
    began = time.monotonic()
    process = subprocess.Popen(
        [sys.executable, "-m", "gouji", *arguments], env=os.environ | {"DATABASE_URL": url}, stdout=subprocess.DEVNULL
    )
    _pid, status, used = os.wait4(process.pid, 0)
    if status:
        raise SystemExit(f"{name} failed")
    seconds, elapsed = used.ru_utime + used.ru_stime, time.monotonic() - began
    print(f"{name}: processor {seconds:.1f} s, elapsed {elapsed:.1f} s, at most {used.ru_maxrss / 1024:.0f} MB")


def main() -> int:
    """Run what is asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=("fill", "pages", "users", "backup", "upgrade"))
    parser.add_argument("url")
    parser.add_argument("--departments", type=int, default=300)
    parser.add_argument("--units", type=int, default=10, help="of a department")
    parser.add_argument("--projects", type=int, default=10, help="of a unit")
    parser.add_argument("--lines", type=int, default=1_000_000)
    parser.add_argument("--repeat", type=int, default=20)
    parser.add_argument("--users", type=int, default=200)
    parser.add_argument("--think", type=float, default=5.0)
    parser.add_argument("--seconds", type=float, default=60.0)
    parser.add_argument("--into", help="an empty database to restore the backup into")
    told = parser.parse_args()
    if told.what == "backup":
        backup(told.url, told.into)
        return 0
    set_up(told.url)
    if told.what == "fill":
        from django.core.management import call_command

        from bench.web_fill import fill

        call_command("migrate", verbosity=0)
        fill(told.departments, told.units, told.projects, told.lines)
    elif told.what == "upgrade":
        from bench.web_upgrade import first_release, upgrade

        with tempfile.TemporaryDirectory() as folder:
            first_release(Path(folder) / "first.tar", told.departments, told.lines)
            upgrade(Path(folder) / "first.tar")
    elif told.what == "pages":
        pages(told.repeat)
    else:
        users(told.url, told.users, told.think, told.seconds)
    return 0


if __name__ == "__main__":
    sys.exit(main())
