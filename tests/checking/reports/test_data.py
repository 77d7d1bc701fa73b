import json

from gouji.checking.reports.data import report_json
from tests import report_samples as samples


def test_report_as_data():
    text = report_json(samples.report())
    assert text.endswith("}\n")
    assert "示例市档案馆" in text
    value = json.loads(text)
    assert value == json.loads(json.dumps(samples.report().as_dict()))
    assert value["summary"]["proved"] == 13
    assert value["corrections"][0]["expected"] == "300.00"
