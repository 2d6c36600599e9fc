"""Backing up and restoring: everything comes back, or nothing changes."""

import json
import os
import random
import resource
import signal
import stat
import struct
import subprocess
import sys
import time
import zipfile
from datetime import date, timedelta
from pathlib import Path
from urllib.parse import quote

import psycopg
import pytest

from regulars.config.backup.checking import check
from regulars.config.backup.keeping import prune
from regulars.config.backup.manifest import read_manifest
from regulars.config.embedded import lifecycle
from regulars.config.embedded.binaries import Binaries, bundled_of
from regulars.config.embedded.place import find_place
from regulars.config.tests.clusters import connect, environment, regulars
from regulars.core.command_line import Refusal


def backed_up(home, target, **more):
    done = regulars(home, "backup", str(target), **more)
    assert done.returncode == 0, done.stderr
    return check(target)


def contents(manifest):
    """All that has to be equal in two backups of equal shops."""
    return (manifest.tables, manifest.sequences, manifest.files, manifest.migrations)


def names_of_customers(home):
    with lifecycle.running(home) as place, connect(place) as connection:
        return [name for (name,) in connection.execute("SELECT name FROM customers_customer ORDER BY id")]


SHOP = ["梅\t兰\n芳\\", "Smith & Sons"]


def test_a_backup_restored_elsewhere_gives_the_same_backup_again(shop, fresh_home, ground):
    before = backed_up(shop, ground / "one.zip")
    done = regulars(fresh_home, "restore", str(ground / "one.zip"), "--json")
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout) == {"rows": before.rows, "files": 1, "made_at": before.made_at}
    assert contents(backed_up(fresh_home, ground / "two.zip")) == contents(before)
    assert names_of_customers(fresh_home) == SHOP
    (file,) = (fresh_home / "files").iterdir()
    assert file.read_bytes() == b"receipt of today"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_jobs_and_sessions_stay_behind(shop, empty, ground):
    manifest = backed_up(shop, ground / "one.zip")
    assert "django_session" in manifest.left_out
    assert "procrastinate_jobs" in manifest.left_out
    assert regulars(empty, "restore", str(ground / "one.zip")).returncode == 0
    with lifecycle.running(empty) as place, connect(place) as connection:
        for table in ("procrastinate_jobs", "django_session"):
            assert connection.execute(f"SELECT count(*) FROM {table}").fetchone() == (0,)


def test_keys_triggers_and_rights_are_as_before(shop, empty, ground):
    def rules(home):
        with lifecycle.running(home) as place, connect(place) as connection:
            return [
                connection.execute(question).fetchall()
                for question in (
                    "SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid), convalidated"
                    " FROM pg_constraint WHERE connamespace = 'public'::regnamespace ORDER BY 1, 2",
                    "SELECT tgrelid::regclass::text, tgname, tgenabled FROM pg_trigger WHERE NOT tgisinternal ORDER BY 1, 2",
                    "SELECT relname, relacl::text FROM pg_class WHERE relnamespace = 'public'::regnamespace"
                    " AND relkind IN ('r', 'S') ORDER BY 1",
                )
            ]

    before = rules(empty)
    backed_up(shop, ground / "one.zip")
    assert regulars(empty, "restore", str(ground / "one.zip")).returncode == 0
    assert rules(empty) == before
    with lifecycle.running(empty) as place, connect(place) as connection:
        with pytest.raises(psycopg.errors.IntegrityConstraintViolation):
            connection.execute("DELETE FROM core_auditevent")
        new = connection.execute(
            "INSERT INTO core_storedsetting (key, value) VALUES ('k', '1') RETURNING key"
        )
        assert new.fetchone() == ("k",)


def test_a_shop_that_holds_something_is_not_overwritten_unasked(shop, ground):
    backed_up(shop, ground / "one.zip")
    done = regulars(shop, "restore", str(ground / "one.zip"), "--json")
    assert done.returncode == 1
    assert "--replace" in json.loads(done.stdout)["error"]
    assert "--replace" in done.stderr
    assert names_of_customers(shop) == SHOP


def test_replacing_keeps_what_was_there_before_in_a_backup(shop, ground):
    backed_up(shop, ground / "one.zip")
    with lifecycle.running(shop) as place, connect(place) as connection:
        connection.execute("UPDATE customers_customer SET name = 'changed'")
    (shop / "files" / "later").write_bytes(b"came later")
    assert regulars(shop, "restore", str(ground / "one.zip"), "--replace").returncode == 0
    assert names_of_customers(shop) == SHOP
    assert not (shop / "files" / "later").exists()
    (kept,) = (shop / "backups").glob("before-restore-*.zip")
    with zipfile.ZipFile(kept) as archive:
        assert b"changed" in archive.read("tables/customers_customer.copy")
        assert archive.read("files/later") == b"came later"


@pytest.fixture(params=[pytest.param(16, id="16"), pytest.param(15, id="15", marks=pytest.mark.database)])
def own_server(request, ground):
    """A server of another version, with a role that owns its database and nothing more."""
    binaries = bundled_of(request.param)
    if binaries is None:
        folder = Path(f"/usr/lib/postgresql/{request.param}")
        if not (folder / "bin/postgres").exists():
            pytest.skip(f"PostgreSQL {request.param} is not installed here")
        binaries = Binaries(folder)
    place = find_place(ground / "server", binaries=binaries)
    lifecycle.start(place, durable=False)
    with connect(
        place,
        "regulars_super",
    ) as connection:
        connection.execute("DROP SCHEMA derived CASCADE")
    yield f"postgresql://regulars_owner@/regulars?host={quote(str(place.sockets), safe='')}"
    lifecycle.stop(place)


def test_a_shop_moves_to_an_own_server_and_back(shop, fresh_home, ground, own_server):
    before = backed_up(shop, ground / "one.zip")
    other = ground / "other"
    done = regulars(other, "restore", str(ground / "one.zip"), DATABASE_URL=own_server)
    assert done.returncode == 0, done.stderr
    assert contents(backed_up(other, ground / "two.zip", DATABASE_URL=own_server)) == contents(before)
    assert regulars(fresh_home, "restore", str(ground / "two.zip")).returncode == 0
    assert contents(backed_up(fresh_home, ground / "three.zip")) == contents(before)


def test_a_backup_of_an_earlier_version_is_brought_up_to_date(shop, ground):
    backed_up(shop, ground / "new.zip")
    back = [sys.executable, "-m", "django", "migrate", "core", "0001", "--skip-checks"]
    with lifecycle.running(shop):
        env = environment(
            shop, DJANGO_SETTINGS_MODULE="regulars.config.settings", REGULARS_DATABASE_ROLE="owner"
        )
        subprocess.run(back, env=env, check=True, capture_output=True)
    earlier = backed_up(shop, ground / "old.zip")
    assert ("core", "0002_append_only") not in earlier.migrations
    assert regulars(shop, "today").returncode == 1
    assert regulars(shop, "restore", str(ground / "new.zip"), "--replace").returncode == 0
    done = regulars(shop, "restore", str(ground / "old.zip"), "--replace")
    assert done.returncode == 0, done.stderr
    assert names_of_customers(shop) == SHOP
    with lifecycle.running(shop) as place, connect(place) as connection:
        with pytest.raises(psycopg.errors.IntegrityConstraintViolation):
            connection.execute("DELETE FROM core_auditevent")
        schemas = connection.execute(
            "SELECT nspname FROM pg_namespace WHERE nspname = 'restoring'"
        ).fetchall()
    assert schemas == []


def rewritten(source, target, change):
    """The same backup with another manifest."""
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            new.writestr(name, change(json.loads(data)) if name == "manifest.json" else data)
    return target


def with_migration(document):
    return json.dumps(document | {"migrations": [*document["migrations"], ["core", "0999_from_the_future"]]})


def with_format(document):
    return json.dumps(document | {"format": 2})


def with_fewer_rows(document):
    document["tables"][0]["rows"] += 1
    return json.dumps(document)


def with_a_path(document):
    document["files"][0]["name"] = "../secret_key"
    return json.dumps(document)


@pytest.mark.parametrize(
    "change", [with_migration, with_format, with_fewer_rows, with_a_path, lambda _document: "[]"]
)
def test_a_backup_that_cannot_be_trusted_or_understood_changes_nothing(shop, ground, change):
    backed_up(shop, ground / "one.zip")
    doubtful = rewritten(ground / "one.zip", ground / "doubtful.zip", change)
    done = regulars(shop, "restore", str(doubtful), "--replace")
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert names_of_customers(shop) == SHOP
    assert not (shop / "backups").exists()


def span_of_data(whole, info):
    """Where the packed bytes of a member begin, after its name and extra fields, and how many they are."""
    name, extra = struct.unpack_from("<HH", whole, info.header_offset + 26)
    return info.header_offset + 30 + name + extra, info.compress_size


def test_each_damaged_byte_is_noticed(shop, ground):
    backed_up(shop, ground / "one.zip")
    whole = (ground / "one.zip").read_bytes()
    chance = random.Random(4)
    with zipfile.ZipFile(ground / "one.zip") as archive:
        spans = [span_of_data(whole, info) for info in archive.infolist() if info.file_size]
    for start, size in chance.choices(spans, k=20):
        damaged = bytearray(whole)
        damaged[start + chance.randrange(size)] ^= 0xFF
        (ground / "damaged.zip").write_bytes(damaged)
        with pytest.raises(Refusal):
            check(ground / "damaged.zip")
    (ground / "damaged.zip").write_bytes(whole[: len(whole) // 2])
    with pytest.raises(Refusal, match="damaged"):
        check(ground / "damaged.zip")


def test_a_backup_is_closed_to_others_and_overwrites_nothing(shop, ground):
    backed_up(shop, ground / "one.zip")
    assert stat.S_IMODE((ground / "one.zip").stat().st_mode) == 0o600
    before = (ground / "one.zip").read_bytes()
    done = regulars(shop, "backup", str(ground / "one.zip"))
    assert done.returncode == 1
    assert "exists already" in done.stderr
    assert (ground / "one.zip").read_bytes() == before


def test_a_disk_that_refuses_leaves_no_half_backup(shop, ground):
    limit = "import resource; resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))"
    code = f"{limit}\nimport sys\nfrom regulars.config.cli import main\nsys.exit(main(sys.argv[1:]))"
    with lifecycle.running(shop):
        done = subprocess.run(
            [sys.executable, "-c", code, "backup", str(ground / "one.zip")],
            env=environment(shop),
            capture_output=True,
            text=True,
        )
    assert done.returncode == 1
    assert "could not be written" in done.stderr
    assert [path.name for path in ground.iterdir() if "zip" in path.name] == []
    assert resource.getrlimit(resource.RLIMIT_FSIZE)[0] == resource.RLIM_INFINITY


@pytest.mark.parametrize(
    "count", [pytest.param(2, id="2"), pytest.param(60, id="60", marks=pytest.mark.full)]
)
def test_a_restore_killed_at_any_moment_leaves_the_old_shop_or_the_new(shop, ground, count):
    backed_up(shop, ground / "one.zip")
    with lifecycle.running(shop) as place, connect(place) as connection:
        connection.execute("UPDATE customers_customer SET name = 'before'")
    chance = random.Random(count)
    for _loop in range(count):
        command = [
            sys.executable,
            "-m",
            "regulars.config.cli",
            "restore",
            str(ground / "one.zip"),
            "--replace",
        ]
        restoring = subprocess.Popen(command, env=environment(shop), stderr=subprocess.DEVNULL)
        time.sleep(chance.uniform(0.5, 4))
        restoring.send_signal(signal.SIGKILL)
        restoring.wait()
        assert names_of_customers(shop) in (["before", "before"], SHOP)
        assert [
            path.read_bytes() for path in (shop / "files").iterdir() if not path.name.startswith(".")
        ] == [b"receipt of today"]


def test_seven_days_four_weeks_and_six_months_of_backups_stay(ground):
    last = date(2026, 9, 28)
    for days in range(400):
        (ground / f"regulars-{last - timedelta(days):%Y%m%d}-020000.zip").touch()
    (ground / "my-own.zip").touch()
    prune(ground)
    assert sorted(path.name.split("-")[1] for path in ground.iterdir() if path.name != "my-own.zip") == [
        "20260430",
        "20260531",
        "20260630",
        "20260731",
        "20260831",
        "20260913",
        "20260920",
        *(f"202609{day}" for day in range(22, 29)),
    ]
    assert (ground / "my-own.zip").exists()
    assert prune(ground) == []


def test_a_file_that_is_no_backup_is_called_so(ground):
    (ground / "letter.txt").write_text("Dear Ms Lan")
    with pytest.raises(Refusal, match=r"letter\.txt"):
        check(ground / "letter.txt")
    with pytest.raises(Refusal, match="not a backup"):
        read_manifest("{}")
    assert os.listdir(ground) == ["letter.txt"]
