"""A whole year in a real browser, as people would play it."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

from tests.web.test_serve import free_port, serving
from tests.web.year import CHROMIUM, Year, browsing


@pytest.mark.skipif(
    not Path(CHROMIUM).exists() and not os.environ.get("CI"), reason="needs Chromium (tools/system-packages.sh)"
)
def test_a_year(tmp_path: Path) -> None:
    with serving(tmp_path / "data", free_port()) as (_process, said), browsing() as browser:
        base = re.search(r"http://127\.0\.0\.1:\d+", said)
        assert base is not None
        passwords = dict(re.findall(r"^  (\w+) +(\S+) ", said, re.MULTILINE))
        year = Year(browser, base[0], passwords)
        year.play()
        assert year.wrong() == [], "no script failed, nothing was refused by the policy"
