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
_PATIENCE_SECONDS = 3.0


@dataclass(frozen=True, slots=True)
class Options:
    """How to serve. ``host`` and ``port`` are what this process listens on, ``workers`` how many check
    documents, ``processes`` how many answer people."""

    host: str = "127.0.0.1"
    port: int = 8000
    workers: int = 1
    demonstration: bool = True
    processes: int = 1


def serve(config: Config, options: Options) -> int:
    """Serve until interrupted. Raises :class:`GoujiError` where that would be unsafe or impossible."""
    if config.production:
        _refuse(list(config.dangers()))
    elif options.host not in {"127.0.0.1", "localhost", "::1"}:
        raise GoujiError("没有加 --production 时只能在本机试用，--host 请用 127.0.0.1。")
    # What is kept is nobody's on this machine but of who runs it.
    os.umask(0o077)
    config.data.mkdir(parents=True, exist_ok=True)
    config.draw_key()
    taken = _taken(options)
    os.environ["DJANGO_SETTINGS_MODULE"] = "gouji.web.settings"
    import django

    django.setup()
    prepare(config, options)
    taken.listen(1024)
    supervisor = Supervisor(config, options, taken)
    supervisor.start()
    try:
        _listen(options, config, taken)
    finally:
        supervisor.stop()
    return 0


def prepare(config: Config, options: Options) -> None:
    """Bring the database up to date and see to it that somebody can log in."""
    from django.core.management import call_command
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if waiting and executor.loader.applied_migrations:
        print(f"正在把数据库升级到这个版本（{len(waiting)} 步），请不要中断……", flush=True)
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


def _taken(options: Options) -> socket.socket:
    """The socket people come in at. Raises :class:`GoujiError` where somebody else listens there."""
    taken = socket.socket(socket.AF_INET6 if ":" in options.host else socket.AF_INET)
    taken.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    until = time.monotonic() + _PATIENCE_SECONDS
    while True:
        try:
            taken.bind((options.host, options.port))
        except OSError as error:
            # Who was started again at once after a sudden end waits for the last of the old processes.
            if time.monotonic() < until:
                time.sleep(0.2)
                continue
            taken.close()
            raise GoujiError(f"端口 {options.port} 已被占用，请用 --port 换一个。") from error
        return taken


def _listen(options: Options, config: Config, taken: socket.socket) -> None:
    # From here on connections are accepted; a service manager's request to end counts like Ctrl+C.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    address = config.url or f"http://{options.host}:{options.port}/"
    print(f"勾稽已启动：{address}  （按 Ctrl+C 停止）", flush=True)
    answer(taken, config)


def answer(taken: socket.socket, config: Config) -> None:
    """Answer the connections that come in at a listening socket, until interrupted."""
    from waitress import create_server

    from gouji.web.wsgi import application

    proxy = {"trusted_proxy": "127.0.0.1", "trusted_proxy_headers": "x-forwarded-proto x-forwarded-for"}
    create_server(
        application,
        sockets=[taken],
        threads=8,
        # Browsers and proxies hold connections open between clicks: a few for each person at work.
        connection_limit=2000,
        asyncore_use_poll=True,
        ident="",
        clear_untrusted_proxy_headers=True,
        **(proxy if config.is_https else {}),
    ).run()


class Supervisor:
    """Keeps processes alive that work beside this one: one that ends is started again. They are the workers, and where
    there is more than one processor others that answer at the same socket: a Python process uses one at a time."""

    def __init__(self, config: Config, options: Options, taken: socket.socket) -> None:
        # A process is told its parent: asking for it, it might learn who adopted it after the parent was killed.
        parent, module = str(os.getpid()), (sys.executable, "-m")
        names = [f"{socket.gethostname()[:40]}:{config.data.name[:20]}:{number}" for number in range(options.workers)]
        self._commands = [(*module, "gouji.web.worker", name, parent) for name in names]
        listener = (*module, "gouji.web.listener", str(taken.fileno()), parent)
        self._commands += [listener] * (options.processes - 1)
        self._taken = taken
        self._ended = threading.Event()
        self._threads = [threading.Thread(target=self._keep, args=(one,), daemon=True) for one in self._commands]
        self._processes: dict[int, subprocess.Popen[bytes]] = {}

    def start(self) -> None:
        """Start them."""
        for thread in self._threads:
            thread.start()

    def stop(self) -> None:
        """End them; what workers were at is taken up again next time."""
        self._ended.set()
        for process in list(self._processes.values()):
            with suppress(OSError):
                process.terminate()
        for thread in self._threads:
            thread.join(5)

    def _keep(self, command: tuple[str, ...]) -> None:
        # The libraries' own threads would only take the processors from the people at their pages.
        single = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "OMP_THREAD_LIMIT"), "1")
        # A worker that held the socket would keep the port from whoever starts the server again.
        shared = (self._taken.fileno(),) if "gouji.web.listener" in command else ()
        while not self._ended.is_set():
            process = subprocess.Popen(command, stdin=subprocess.DEVNULL, env=os.environ | single, pass_fds=shared)
            self._processes[threading.get_ident()] = process
            process.wait()
            if not self._ended.is_set():
                time.sleep(_RESTART_SECONDS)
