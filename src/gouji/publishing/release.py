"""Everything written, read back, and only then put in its place: nothing half-written is ever released."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from platform import node
from tempfile import mkdtemp

from gouji.errors import GoujiError, reason_of
from gouji.model.disclosure import Disclosure
from gouji.model.publication import Publication
from gouji.publishing.gate import GateDifference, GateError, verify
from gouji.publishing.outline import missing_texts
from gouji.publishing.printed import disclosure_of

FORMATS = ("docx", "pdf", "xlsx", "html", "data")
"""What can be written: Word, PDF, Excel, the site, open data."""
SITE, DATA = "site", "data"
_NO_PDF = "没有安装 PDF 排版程序，未生成 PDF；需要时请执行 pip install 'gouji[pdf]'。"
_KINDS = {"docx": "Word 文档", "pdf": "PDF", "xlsx": "Excel 工作簿（全部表格）"}
_FORBIDDEN = re.compile(r'[\\/:*?"<>|\x00-\x1f]')
_LONGEST_NAME = 60


@dataclass(frozen=True, slots=True)
class Published:
    """What was released: the files by output (docx, pdf, xlsx, html, site, data), what road one read back from each
    (and from the publication itself), notices in Chinese, and the paragraphs that people still owe something."""

    outputs: Mapping[str, tuple[Path, ...]]
    disclosures: Mapping[str, Disclosure]
    notices: tuple[str, ...]
    missing: tuple[str, ...]


def publish(
    publication: Publication,
    folder: Path,
    formats: Sequence[str] | None = None,
    *,
    evidence: Callable[[Disclosure], Mapping[str, str]] | None = None,
) -> Published:
    """Write the publication in the formats (all that can be written where None) into ``folder``, which is made where it
    does not exist. ``evidence`` gives the evidence of each amount for the open data.

    Raises :class:`GateError` when an output read back says something else, :class:`GoujiError` when a format cannot be
    written; nothing in ``folder`` is then changed.
    """
    wanted, notices = _wanted(formats)
    target = folder.absolute()
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        _sweep(target.parent)
        work = Path(mkdtemp(prefix=f"{_mark()}{os.getpid()}-", dir=target.parent))
    except OSError as error:
        raise GoujiError(f"不能写入“{folder}”：{reason_of(error)}；请换一个文件夹。") from error
    try:
        fresh = work / "new"
        fresh.mkdir()
        reference = disclosure_of(publication)
        outputs = write(publication, fresh, wanted, reference, evidence(reference) if evidence else None)
        disclosures: dict[str, Disclosure] = {}
        found: tuple[GateDifference, ...] = verify(publication, outputs, disclosures, reference)
        if found:
            raise GateError(found)
        _put_in_place(fresh, target, work / "old")
    except OSError as error:
        raise GoujiError(f"不能写入“{folder}”：{reason_of(error)}。") from error
    finally:
        shutil.rmtree(work, ignore_errors=True)
    moved = {name: tuple(target / path.relative_to(fresh) for path in paths) for name, paths in outputs.items()}
    return Published(moved, disclosures, notices, missing_texts(publication))


def write(
    publication: Publication,
    folder: Path,
    formats: Sequence[str] = FORMATS,
    reference: Disclosure | None = None,
    evidence: Mapping[str, str] | None = None,
) -> dict[str, tuple[Path, ...]]:
    """Write the formats into an existing folder, without reading them back; gives the files by output."""
    outputs: dict[str, tuple[Path, ...]] = {}
    downloads: dict[str, tuple[str, bytes]] = {}
    stem = file_stem(publication)
    for name in FORMATS:
        if name not in formats or name in {"html", "data"}:
            continue
        content = _writer(name)(publication)
        path = folder / f"{stem}.{name}"
        path.write_bytes(content)
        outputs[name] = (path,)
        downloads[f"files/{path.name}"] = (_KINDS[name], content)
    if "data" in formats:
        from gouji.publishing.opendata import open_data
        from gouji.publishing.package_schema import TITLES

        files = open_data(publication, reference, evidence)
        (folder / DATA).mkdir()
        for name, content in files.items():
            (folder / DATA / name).write_bytes(content)
            downloads[f"data/{name}"] = (TITLES[name], content)
        outputs["data"] = (folder / DATA,)
    if "html" in formats:
        outputs |= _write_site(publication, folder / SITE, downloads)
    return outputs


def file_stem(publication: Publication) -> str:
    """The name of the documents' files: the title, fit for every system."""
    return _FORBIDDEN.sub("", publication.title).strip(" .")[:_LONGEST_NAME] or f"budget-{publication.year}"


def _wanted(formats: Sequence[str] | None) -> tuple[tuple[str, ...], tuple[str, ...]]:
    from gouji.publishing.pdf import is_available

    if formats is None:
        return (FORMATS, ()) if is_available() else (tuple(name for name in FORMATS if name != "pdf"), (_NO_PDF,))
    unknown = [name for name in formats if name not in FORMATS]
    if unknown or not formats:
        raise GoujiError(f"没有“{'、'.join(unknown)}”这种格式；可用的格式：{'、'.join(FORMATS)}。")
    return tuple(name for name in FORMATS if name in formats), ()


def _writer(name: str) -> Callable[[Publication], bytes]:
    if name == "docx":
        from gouji.publishing.word.document import docx_bytes

        return docx_bytes
    if name == "pdf":
        from gouji.publishing.pdf import pdf_bytes

        return pdf_bytes
    from gouji.publishing.workbook import xlsx_bytes

    return xlsx_bytes


def _write_site(
    publication: Publication, folder: Path, downloads: Mapping[str, tuple[str, bytes]]
) -> dict[str, tuple[Path, ...]]:
    """The site with copies of what it offers, so that the folder can be put on a server as it is."""
    from gouji.publishing.site import WHOLE, site_of

    site = site_of(publication, [(path, title) for path, (title, _) in downloads.items()])
    folder.mkdir()
    copies = {path: content for path, (_, content) in downloads.items()}
    for path, content in {**site.files, **copies}.items():
        file = folder / path
        file.parent.mkdir(exist_ok=True)
        file.write_bytes(content)
    return {"html": (folder / WHOLE,), "site": tuple(folder / page for page in site.pages)}


def _mark() -> str:
    return f".gouji-{re.sub(r'[^A-Za-z0-9]', '', node())}-"


def _sweep(folder: Path) -> None:
    """Take away what runs on this machine that were killed while writing have left beside the place they wrote for."""
    for path in folder.glob(f"{_mark()}*-*"):
        pid = path.name.removeprefix(_mark()).partition("-")[0]
        if pid.isdigit() and not _is_running(int(pid)):
            shutil.rmtree(path, ignore_errors=True)


def _is_running(pid: int) -> bool:
    if os.name != "posix":
        return True  # there a signal of nought would end it
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except OSError:
        pass
    return True


def _put_in_place(fresh: Path, target: Path, old: Path) -> None:
    """Move what was written to its place. What it replaces is set aside first and put back when something fails."""
    if not target.exists():
        os.replace(fresh, target)
        return
    if not target.is_dir():
        raise GoujiError(f"“{target.name}”不是文件夹，不能写入；请换一个位置。")
    old.mkdir()
    placed: list[Path] = []
    set_aside: list[str] = []
    try:
        for path in sorted(fresh.iterdir()):
            place = target / path.name
            if place.exists():
                os.replace(place, old / path.name)
                set_aside.append(path.name)
            os.replace(path, place)
            placed.append(place)
    except OSError:
        for place in placed:
            os.replace(place, fresh / place.name)
        for name in set_aside:
            os.replace(old / name, target / name)
        raise
