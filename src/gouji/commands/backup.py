"""``gouji backup`` and ``gouji restore``: everything of the multi-user system in one file, and back."""

from __future__ import annotations

import os
from argparse import Namespace, _SubParsersAction
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from gouji.commands import CLEAN
from gouji.commands.chinese import Parser
from gouji.commands.serve import ensure_installed
from gouji.commands.steps_progress import steps

if TYPE_CHECKING:
    from gouji.web.backup.archive import Manifest

_BACKUP = """把多人系统的全部数据（数据库和文件）备份到一个文件里。系统可以照常使用：备份的是同一时刻的数据。
写完后重新读一遍，逐表逐文件核对摘要，全部相符才算完成。"""

_RESTORE = """把备份恢复到一个空的地方：空的数据库和数据文件夹。已有数据的地方不会被改动。
恢复前先核对备份的每一处摘要；旧版本的备份恢复后自动升级；SQLite 的备份可以恢复到 PostgreSQL，反过来也可以。
登录状态不在备份里，恢复后须重新登录。"""

_EPILOG = """数据在哪里由 --data 和环境变量 DATABASE_URL 决定，与 gouji serve 相同。

例：
  gouji backup
  gouji backup -o /备份/gouji-2027-01-15.tar
  gouji restore gouji-2027-01-15.tar --data 新的文件夹
  DATABASE_URL=postgresql://… gouji restore gouji-2027-01-15.tar --data 新的文件夹"""


def add(commands: _SubParsersAction[Parser]) -> None:
    """Declare both commands."""
    parser = commands.add_parser("backup", help="备份多人系统的全部数据", description=_BACKUP, epilog=_EPILOG)
    parser.add_argument("-o", dest="output", metavar="FILE", help="写到这个文件（默认 gouji-日期-时间.tar）")
    parser.add_argument("--data", metavar="DIR", help="数据文件夹（默认 gouji-data）")
    parser.set_defaults(run=run_backup)
    parser = commands.add_parser("restore", help="由备份恢复多人系统", description=_RESTORE, epilog=_EPILOG)
    parser.add_argument("backup", metavar="FILE", help="备份文件")
    parser.add_argument("--data", metavar="DIR", help="恢复到这个数据文件夹（默认 gouji-data）")
    parser.set_defaults(run=run_restore)


def run_backup(arguments: Namespace) -> int:
    """Write a backup."""
    _set_up(arguments.data)
    from gouji.web.backup.taking import backup

    target = Path(arguments.output or f"gouji-{datetime.now():%Y-%m-%d-%H%M%S}.tar")
    with steps() as progress:
        manifest = backup(target, progress)
    _tell(f"已备份到 {target}", manifest)
    return CLEAN


def run_restore(arguments: Namespace) -> int:
    """Put a backup back."""
    _set_up(arguments.data)
    from gouji.web.backup.taking import restore

    with steps() as progress:
        manifest = restore(Path(arguments.backup), progress)
    _tell("已恢复", manifest)
    return CLEAN


def _set_up(data: str | None) -> None:
    ensure_installed()
    # As with the server: what is kept is nobody's on this machine but of who runs it.
    os.umask(0o077)
    if data:
        os.environ["GOUJI_DATA"] = data
    from gouji.web.config import Config

    config = Config.of()
    config.data.mkdir(parents=True, exist_ok=True)
    os.environ["GOUJI_DATA"] = str(config.data)
    os.environ["DJANGO_SETTINGS_MODULE"] = "gouji.web.settings"
    import django

    django.setup()


def _tell(what: str, manifest: Manifest) -> None:
    print(f"{what}：{len(manifest.tables)} 张表 {manifest.rows} 行，{len(manifest.files)} 个文件，摘要全部相符。")
