"""Files that were taken in: whole and known, or not there at all."""

import os
from datetime import timedelta

import pytest

from regulars.core import clock, files
from regulars.core.models import StoredFile

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def shelf(settings, tmp_path):
    settings.REGULARS_FILES = tmp_path / "files"
    return files.folder()


def breaking_off():
    yield b"half"
    raise OSError("the disk is full")


def test_of_a_file_that_breaks_off_nothing_is_left(shelf):
    with pytest.raises(OSError, match="the disk is full"):
        files.store(breaking_off(), "a.csv", purpose="import")
    assert list(shelf.iterdir()) == []
    assert not StoredFile.objects.exists()


def test_what_a_killed_process_left_behind_goes_after_a_day(shelf):
    kept = files.store([b"whole"], "a.csv", purpose="import")
    (shelf / "left").write_bytes(b"half")
    (shelf / "folder").mkdir()
    (shelf / "folder" / "rows.xlsx").write_bytes(b"half")
    old = (clock.now() - timedelta(days=2)).timestamp()
    for path in (shelf / kept.key, shelf / "left", shelf / "folder"):
        os.utime(path, (old, old))
    (shelf / "being-written").write_bytes(b"half")
    assert files.discard_expired() == 2
    assert {path.name for path in shelf.iterdir()} == {kept.key, "being-written"}
    assert files.discard_expired() == 0
