"""Files made to harm, sent to the page that takes files: one sentence, and nothing is left of them."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from regulars.core.models import StoredFile
from regulars.core.reading import read_rows
from regulars.core.reading.tests.corpus import CASES
from regulars.customers.models import Customer, Import

pytestmark = pytest.mark.django_db

HAN = re.compile(r"[\u4e00-\u9fff]")
MEMBERS = "姓名,手机\n王小明,13800138000\n".encode()


@pytest.fixture(autouse=True)
def shelf(settings, tmp_path):
    settings.REGULARS_FILES = tmp_path / "files"
    settings.REGULARS_FILES.mkdir()
    return settings.REGULARS_FILES


@pytest.fixture
def send(client, boss):
    client.force_login(boss)

    def sent(content, name="members.csv"):
        file = SimpleUploadedFile("members.csv", content)
        file._name = name
        return client.post(reverse("customers:import_upload", args=["customers"]), {"file": file})

    return sent


def opened(client, name):
    return client.get(reverse(f"customers:import_{name}", args=[Import.objects.get().pk]))


@pytest.mark.parametrize("language", ["en", "zh-hans"])
@pytest.mark.parametrize(
    "case", [each for each in CASES if each.code != "empty_file"], ids=lambda case: case.name
)
def test_a_hostile_file_is_answered_in_one_sentence_and_nothing_is_kept(send, boss, shelf, case, language):
    boss.language = language
    boss.save()
    answer = send(case.make(), case.file_name)
    assert answer.status_code == 422
    (sentence,) = answer.context["form"].errors["file"]
    assert case.file_name in sentence
    assert bool(HAN.search(sentence.replace("客户", ""))) == (language == "zh-hans")
    assert list(shelf.iterdir()) == []
    assert (StoredFile.objects.count(), Import.objects.count(), Customer.objects.count()) == (0, 0, 0)


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("../../../etc/passwd.csv", "passwd.csv"),
        ("/etc/cron.d/evil.csv", "evil.csv"),
        ("C:\\fakepath\\..\\evil.csv", "evil.csv"),
        ("CON.csv", "CON.csv"),
        ("名" * 251 + ".csv", "名" * 251 + ".csv"),
        ("{0.__class__}%s%(x)s.csv", "{0.__class__}%s%(x)s.csv"),
        ("<script>alert(1)<b>.csv", "<script>alert(1)<b>.csv"),
    ],
    ids=["upwards", "absolute", "windows", "reserved", "long", "braces", "markup"],
)
def test_a_name_is_only_ever_shown(client, send, shelf, name, shown):
    assert send(MEMBERS, name).status_code == 302
    (path,) = shelf.iterdir()
    stored = StoredFile.objects.get()
    assert (path.name, stored.name) == (stored.key, shown)
    assert re.fullmatch(r"[\w-]{32}", stored.key)
    page = opened(client, "columns")
    assert page.status_code == 200
    assert "<script>alert" not in page.content.decode()


def test_an_import_that_cannot_be_noted_down_leaves_no_file(send, client, shelf, monkeypatch):
    def fails(self, *_args, **_kwargs):
        raise RuntimeError("no")

    monkeypatch.setattr(Import, "save", fails)
    client.raise_request_exception = False
    assert send(MEMBERS).status_code == 500
    assert list(shelf.iterdir()) == []
    assert not StoredFile.objects.exists()


def test_a_guessed_encoding_is_said_where_the_file_is_looked_at(client, send):
    send("姓名,城市\n王小明,北京市\n".encode("gb18030") + b"\x80,x\n")
    assert "The encoding is a guess (cp1252)." in opened(client, "sheet").content.decode()


@pytest.mark.parametrize("name", ["sheet", "columns"])
def test_a_file_that_was_taken_away_is_missed_in_a_sentence(client, send, shelf, name):
    send(MEMBERS)
    next(shelf.iterdir()).unlink()
    answer = opened(client, name)
    assert answer.status_code == 422
    assert "There is no file members.csv." in answer.content.decode()
    assert answer.headers["X-Request-ID"] in answer.content.decode()


@pytest.mark.parametrize("name", ["sheet", "columns"])
def test_while_other_files_are_read_the_page_says_so(client, send, shelf, name):
    send(MEMBERS)
    path = next(shelf.iterdir())
    going = [read_rows(path) for _ in range(2)]
    for rows in going:
        next(rows)
    answer = opened(client, name)
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "60")
    assert "Other files are being read just now." in answer.content.decode()
    for rows in going:
        rows.close()
    assert opened(client, name).status_code == 200
