"""Pictures of the pages for docs/tour.md: a year is played in a browser, and looked at on the way."""

from __future__ import annotations

import io
import re
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from tests.web.test_serve import free_port, serving  # noqa: E402
from tests.web.year import Year, browsing  # noqa: E402

if TYPE_CHECKING:
    from playwright.sync_api import Page

IMAGES = ROOT / "docs" / "images"
WIDE, PHONE = (1120, 760), (390, 780)
ON_PHONE = frozenset({"approval"})
_COLOURS = 48
"""Text on plain ground needs no more; a picture takes some 35 KB."""


def shoot(name: str, page: Page) -> None:
    """Take the upper part of a page, as a screen shows it, when the documentation shows it."""
    target = IMAGES / f"{name}.png"
    if not any(f"images/{name}.png" in line for line in (ROOT / "docs" / "tour.md").read_text("utf-8").splitlines()):
        return
    from PIL import Image

    size = page.viewport_size
    width, height = PHONE if name in ON_PHONE else WIDE
    page.set_viewport_size({"width": width, "height": height})
    page.evaluate("document.activeElement?.blur(); scrollTo(0, 0)")
    page.wait_for_timeout(300)
    whole = Image.open(io.BytesIO(page.screenshot())).convert("RGB")
    whole.quantize(_COLOURS, method=Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE).save(target, optimize=True)
    if size is not None:
        page.set_viewport_size(size)


def main() -> int:
    """Play the year."""
    IMAGES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, serving(Path(folder) / "data", free_port()) as (_process, said):
        base = re.search(r"http://127\.0\.0\.1:\d+", said)
        assert base is not None, said
        passwords = dict(re.findall(r"^  (\w+) +(\S+) ", said, re.MULTILINE))
        with browsing() as browser:
            Year(browser, base[0], passwords, shoot).play()
    return 0


if __name__ == "__main__":
    sys.exit(main())
