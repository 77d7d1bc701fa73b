"""Starting everything: the database brought up to date, sample data where nothing is there, the worker, the server."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import threading
import time
from contextlib import suppress
from dataclasses import dataclass

from gouji.errors import GoujiError
from gouji.web.config import Config

_RESTART_SECONDS = 1.0


@dataclass(frozen=True, slots=True)
class Options:
    """How to serve. ``host`` and ``port`` are what this process listens on, ``workers`` how many check documents."""

    host: str = "127.0.0.1"
    port: int = 8000
    workers: int = 1
    demonstration: bool = True


def serve(config: Config, options: Options) -> int:
    """Serve until interrupted. Raises :class:`GoujiError` where that would be unsafe or impossible."""
    if config.production:
        _refuse(list(config.dangers()))
    elif options.host not in {"127.0.0.1", "localhost", "::1"}:
        raise GoujiError("没有加 --production 时只能在本机试用，--host 请用 127.0.0.1。")
    config.data.mkdir(parents=True, exist_ok=True)
    config.draw_key()
    _ensure_free(options)
    os.environ["DJANGO_SETTINGS_MODULE"] = "gouji.web.settings"
    import django

    django.setup()
    prepare(config, options)
    supervisor = Supervisor(config, options.workers)
    supervisor.start()
    try:
        _listen(options, config)
    finally:
        supervisor.stop()
    return 0


def prepare(config: Config, options: Options) -> None:
    """Bring the database up to date and see to it that somebody can log in."""
    from django.core.management import call_command

    call_command("migrate", verbosity=0, interactive=False)
    prepare_people(config, options)


def prepare_people(config: Config, options: Options) -> None:
    """For trial sample people; for production none of them (raises :class:`GoujiError`), but an administrator."""
    from gouji.web import demo
    from gouji.web.accounts.models import User

    if config.production:
        if User.objects.filter(is_demonstration=True).exists():
            _refuse(["数据库里有演示账号，演示数据不能用于正式工作；请换一个新的数据库或数据文件夹。"])
        if not User.objects.exists():
            _first_administrator()
        return
    if options.demonstration and demo.is_empty():
        print("已建立示例机构和演示账号，密码只显示这一次：\n", flush=True)
        for login in demo.populate():
            print(f"  {login.username:<10} {login.password}   {login.roles}", flush=True)
        print(flush=True)


def _first_administrator() -> None:
    """In an empty database somebody must be able to make accounts: an administrator, who begins with a new password."""
    from django.db import transaction

    from gouji.web.accounts.models import Assignment, User
    from gouji.web.accounts.passwords import random_password
    from gouji.web.accounts.rights import Role
    from gouji.web.organisation.models import Level, Office

    name = os.environ.get("GOUJI_REGION") or "本地区"
    password = random_password(20)
    with transaction.atomic():
        region = Office.objects.filter(parent=None).first() or Office.objects.create(level=Level.REGION, name=name)
        user = User.objects.create_user("admin", password=password, name="系统管理员", must_change_password=True)
        Assignment.objects.create(user=user, role=Role.ADMINISTRATOR, office=region)
    print(f"已建立管理员账号 admin，初始密码 {password}（只显示这一次，首次登录须修改）。", flush=True)


def _refuse(dangers: list[str]) -> None:
    if dangers:
        lines = "".join(f"\n  · {danger}" for danger in dangers)
        raise GoujiError(f"正式运行不安全，没有启动：{lines}")


def _ensure_free(options: Options) -> None:
    with socket.socket(socket.AF_INET6 if ":" in options.host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((options.host, options.port))
        except OSError as error:
            raise GoujiError(f"端口 {options.port} 已被占用，请用 --port 换一个。") from error


def _listen(options: Options, config: Config) -> None:
    from waitress import create_server

    from gouji.web.wsgi import application

    proxy = {"trusted_proxy": "127.0.0.1", "trusted_proxy_headers": "x-forwarded-proto x-forwarded-for"}
    server = create_server(
        application,
        host=options.host,
        port=options.port,
        threads=8,
        # Browsers and proxies hold connections open between clicks: a few for each person at work.
        connection_limit=2000,
        asyncore_use_poll=True,
        ident="",
        clear_untrusted_proxy_headers=True,
        **(proxy if config.is_https else {}),
    )
    # From here on connections are accepted; a service manager's request to end counts like Ctrl+C.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    address = config.url or f"http://{options.host}:{options.port}/"
    print(f"勾稽已启动：{address}  （按 Ctrl+C 停止）", flush=True)
    server.run()


class Supervisor:
    """Keeps worker processes alive: one that ends is started again."""

    def __init__(self, config: Config, workers: int) -> None:
        self._names = [f"{socket.gethostname()[:40]}:{config.data.name[:20]}:{number}" for number in range(workers)]
        self._ended = threading.Event()
        self._threads = [threading.Thread(target=self._keep, args=(name,), daemon=True) for name in self._names]
        self._processes: dict[str, subprocess.Popen[bytes]] = {}

    def start(self) -> None:
        """Start the workers."""
        for thread in self._threads:
            thread.start()

    def stop(self) -> None:
        """End them; what they were at is taken up again next time."""
        self._ended.set()
        for process in self._processes.values():
            with suppress(OSError):
                process.terminate()
        for thread in self._threads:
            thread.join(5)

    def _keep(self, name: str) -> None:
        # A worker is told its parent: asking for it, it might learn who adopted it after the parent was killed.
        # The libraries' own threads would only take the processors from the people at their pages.
        single = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "OMP_THREAD_LIMIT"), "1")
        while not self._ended.is_set():
            command = [sys.executable, "-m", "gouji.web.worker", name, str(os.getpid())]
            process = subprocess.Popen(command, stdin=subprocess.DEVNULL, env=os.environ | single)
            self._processes[name] = process
            process.wait()
            if not self._ended.is_set():
                time.sleep(_RESTART_SECONDS)
