import re
from pathlib import Path

import gouji.checking
from gouji.checking.reports.catalogue import catalogue
from gouji.checking.rules import all_rules


def test_every_code_that_checking_names_is_explained():
    source = "".join(path.read_text("utf-8") for path in Path(gouji.checking.__file__).parent.glob("*.py"))
    named = set(re.findall(r'"(G\d{3})"', source))
    assert {"G100", "G101", "G104", "G106"} <= named
    known = {entry.code: entry for entry in catalogue(all_rules())}
    assert named <= set(known)
    for entry in known.values():
        assert entry.title
        assert len(entry.explanation) > 10


def test_codes_are_told_once_and_in_order():
    codes = [entry.code for entry in catalogue(all_rules())]
    assert codes == sorted(set(codes))
