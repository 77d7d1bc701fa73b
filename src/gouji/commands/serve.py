"""``gouji serve``: the multi-user system."""

from __future__ import annotations

import os
from argparse import Namespace, _SubParsersAction
from importlib.util import find_spec

from gouji.commands.chinese import Parser
from gouji.errors import GoujiError

_DESCRIPTION = """启动多人使用的系统：上传、核对、审核公开文件，按单位和角色分工。

直接运行就可以试用：数据存在一个文件夹里（SQLite），自动建立示例机构和各种角色的演示账号，密码随机生成、
只显示一次，只在本机可以访问。正式使用请加 --production，并设置下列环境变量；设置不安全时拒绝启动。"""

_EPILOG = """环境变量：
  DATABASE_URL     数据库，如 postgresql://用户:密码@主机:5432/gouji（不设则用数据文件夹里的 SQLite）
  GOUJI_URL        用户访问的网址，正式使用必须是 https，由前面的代理提供
  GOUJI_SECRET_KEY 签名用的随机字符，至少 50 个，正式使用必须设置
  GOUJI_REGION     正式使用第一次启动时建立的地区名称

例：
  gouji serve
  gouji serve --port 8080 --data 试用数据
  GOUJI_URL=https://budget.example GOUJI_SECRET_KEY=… DATABASE_URL=… gouji serve --production"""

_MOST_PROCESSES = 4


def add(commands: _SubParsersAction[Parser]) -> None:
    """Declare the command."""
    parser = commands.add_parser("serve", help="启动多人使用的系统", description=_DESCRIPTION, epilog=_EPILOG)
    parser.add_argument("--data", metavar="DIR", help="数据文件夹（默认 gouji-data）")
    parser.add_argument("--host", default="127.0.0.1", help="监听的地址（默认 127.0.0.1，只有本机能访问）")
    parser.add_argument("--port", type=int, default=8000, help="端口（默认 8000）")
    parser.add_argument("--workers", type=int, default=1, metavar="N", help="同时核对几份文件（默认 1）")
    parser.add_argument(
        "--processes",
        type=int,
        metavar="N",
        help="用几个进程应答（默认：SQLite 一个，PostgreSQL 按处理器数，至多四个）",
    )
    parser.add_argument("--no-demo", action="store_true", help="不建立示例机构和演示账号")
    parser.add_argument("--production", action="store_true", help="正式使用；设置不安全时拒绝启动")
    parser.set_defaults(run=run)


def run(arguments: Namespace) -> int:
    """Serve until interrupted."""
    ensure_installed()
    if arguments.data:
        os.environ["GOUJI_DATA"] = arguments.data
    # Workers are processes of their own and learn the same from the environment.
    os.environ["GOUJI_PRODUCTION"] = "1" if arguments.production else "0"
    from gouji.web.config import Config
    from gouji.web.run import Options, serve

    config = Config.of()
    os.environ["GOUJI_DATA"] = str(config.data)
    processes = arguments.processes or (min(os.cpu_count() or 1, _MOST_PROCESSES) if config.database_url else 1)
    workers = max(1, arguments.workers)
    return serve(config, Options(arguments.host, arguments.port, workers, not arguments.no_demo, max(1, processes)))


def ensure_installed() -> None:
    """Raises :class:`GoujiError` where what the multi-user system is made of is missing."""
    if any(find_spec(name) is None for name in ("django", "waitress", "whitenoise", "axes", "django_htmx", "ninja")):
        raise GoujiError("还没有安装网络版所需的组件，请先运行：pip install 'gouji[web]'")
