"""Chinese fonts to embed: those of the system, else the free ones of an installed package.

Only fonts that are named here are used. The package ``mplfonts`` also holds one that must not be passed on: its two
free files are laid into a folder of their own.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory

from gouji.errors import GoujiError

SERIF = ("Noto Serif CJK SC", "Source Han Serif SC", "Source Han Serif CN", "Noto Serif SC", "SimSun", "Songti SC")
SANS = (
    "Noto Sans CJK SC",
    "Source Han Sans SC",
    "Source Han Sans CN",
    "Noto Sans SC",
    "Microsoft YaHei",
    "PingFang SC",
)
_USUAL_FOLDERS = (
    "/usr/share/fonts/opentype/noto",
    "/usr/share/fonts/noto-cjk",
    "/usr/share/fonts/google-noto-cjk",
    "/usr/share/fonts/google-noto-cjk-fonts",
)
"""Where distributions put the free fonts: looking there first spares a search through all fonts of a system."""
_NONE = (
    "没有找到可以嵌入 PDF 的中文字体：请安装 fonts-noto-cjk（Debian、Ubuntu：apt-get install fonts-noto-cjk），"
    "或执行 pip install mplfonts。"
)


@dataclass(frozen=True, slots=True)
class PrintingFonts:
    """Families in order of preference, and where the typesetter finds them: in ``folders`` or among the system's."""

    serif: tuple[str, ...]
    sans: tuple[str, ...]
    folders: tuple[str, ...] = ()
    system: bool = False


@contextmanager
def printing_fonts() -> Iterator[PrintingFonts]:
    """The fonts to print with; they can be read as long as the context is open. Raises :class:`GoujiError` when there
    are none."""
    usual = tuple(folder for folder in _USUAL_FOLDERS if Path(folder).is_dir())
    found = (_chosen(usual, system=False) if usual else None) or _chosen((), system=True)
    if found is not None:
        yield found
        return
    with TemporaryDirectory(prefix="gouji-fonts-") as folder:
        _lay_out_package(Path(folder))
        packaged = _chosen((folder,), system=False)
        if packaged is None:
            raise GoujiError(_NONE)
        yield packaged


def _chosen(folders: tuple[str, ...], *, system: bool) -> PrintingFonts | None:
    """The wanted families among those that the typesetter finds."""
    import typst

    known = set(
        typst.Fonts(include_system_fonts=system, include_embedded_fonts=False, font_paths=list(folders)).families()
    )
    serif = tuple(name for name in SERIF if name in known)
    sans = tuple(name for name in SANS if name in known)
    if not serif and not sans:
        return None
    return PrintingFonts((serif or sans)[:1], (sans or serif)[:1], folders, system)


def _lay_out_package(folder: Path) -> None:
    """The free fonts of an installed ``mplfonts``, found without importing it."""
    spec = find_spec("mplfonts")
    for place in (spec.submodule_search_locations or []) if spec else []:
        for file in sorted(Path(place).rglob("Noto*CJK*.[ot]t[fc]")):
            shutil.copyfile(file, folder / file.name)
