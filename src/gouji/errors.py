"""The exceptions Gouji raises for what a user must know; each message is one Chinese sentence that says what to do."""

from __future__ import annotations

import errno

_REASONS = {
    errno.ENOSPC: "磁盘已满",
    errno.EDQUOT: "超过了磁盘配额",
    errno.EROFS: "磁盘是只读的",
    errno.EACCES: "没有权限",
    errno.EPERM: "没有权限",
    errno.ENOENT: "没有这个文件或文件夹",
    errno.ENOTDIR: "路径中有一段不是文件夹",
    errno.EISDIR: "这是文件夹，不是文件",
    errno.ENAMETOOLONG: "名称太长",
    errno.EIO: "磁盘读写故障",
}


def reason_of(error: OSError) -> str:
    """Why the system refused, in Chinese where it is a usual reason."""
    return _REASONS.get(error.errno or 0) or error.strerror or type(error).__name__


class GoujiError(Exception):
    """Base of every error a user meets; ``str(error)`` is fit to be shown."""


class UnreadableError(GoujiError):
    """A file that cannot be read as a budget document at all (exit code 2)."""


class LimitError(UnreadableError):
    """A file that exceeds a declared limit (size, pages, expansion, cells, time)."""
