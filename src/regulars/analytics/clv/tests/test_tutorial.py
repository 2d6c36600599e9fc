"""The page that shows data scientists around says what the code does."""

import re
from pathlib import Path

import pytest

from regulars.analytics.clv.tests import cdnow

PAGE = Path(__file__).resolve().parents[5] / "docs/algorithms/customer-base.md"


@pytest.fixture(params=["real", "generated"])
def file(request, tmp_path):
    if request.param == "generated":
        path = tmp_path / "CDNOW_sample.txt"
        path.write_text("\n".join(cdnow.generated()))
        return path
    if not cdnow.file().is_file():
        pytest.skip(f"needs {cdnow.file().name} in REGULARS_SHARED/data or ../shared/data")
    return cdnow.file()


def test_its_code_runs_from_top_to_bottom_and_gives_what_it_says(file, capsys):
    code = "\n".join(re.findall(r"```python\n(.*?)```", PAGE.read_text(), re.S))
    names = {}
    exec(compile(code.replace("CDNOW_sample.txt", str(file)), str(PAGE), "exec"), names)
    worth = names["worth"]
    assert len(worth.expected) == len(names["base"])
    assert (worth.low <= worth.high).all()
    printed = capsys.readouterr().out.split()
    if file == cdnow.file():
        assert [round(float(each), 4) for each in printed[:4]] == [0.2426, 4.4136, 0.7929, 2.4259]
