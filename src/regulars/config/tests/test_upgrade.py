"""Upgrading: everything of the new version, or everything as it was."""

import json
import textwrap

import pytest

from regulars.config.embedded import lifecycle
from regulars.config.tests.clusters import SOURCE, connect, regulars

SETTINGS = """
from regulars.config.settings import *

INSTALLED_APPS += ["later"]
"""
FIRST = """
from django.db import migrations


class Migration(migrations.Migration):
    operations = [
        migrations.RunSQL("CREATE TABLE later_thing (id int)"),
        migrations.RunSQL("UPDATE customers_customer SET name = 'spoiled'"),
    ]
"""
SECOND = """
from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("later", "0001_first")]
    operations = [migrations.RunSQL("SELECT 1 / {divisor}")]
"""


@pytest.fixture
def next_version(ground):
    """What the next release brings: a module of its own with two migrations, the second good or bad."""

    def make(divisor):
        module = ground / "next/later"
        (module / "migrations").mkdir(parents=True)
        for name, text in {
            "__init__.py": "",
            "migrations/__init__.py": "",
            "migrations/0001_first.py": FIRST,
            "migrations/0002_second.py": SECOND.format(divisor=divisor),
            "../next_settings.py": SETTINGS,
        }.items():
            (module / name).write_text(textwrap.dedent(text))
        return {"DJANGO_SETTINGS_MODULE": "next_settings", "PYTHONPATH": f"{ground}/next:{SOURCE}"}

    return make


def customers_and_tables(home):
    with lifecycle.running(home) as place, connect(place) as connection:
        names = connection.execute("SELECT DISTINCT name FROM customers_customer ORDER BY 1").fetchall()
        table = connection.execute("SELECT to_regclass('later_thing')::text").fetchone()
    return [name for (name,) in names], table[0]


def test_an_upgrade_backs_up_first_and_applies_what_is_new(shop, next_version):
    version = next_version(1)
    refused = regulars(shop, "createadmin", **version)
    assert refused.returncode == 1
    assert "regulars upgrade" in refused.stderr
    done = regulars(shop, "upgrade", "--json", **version)
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout) == {"migrations": 2}
    assert customers_and_tables(shop) == (["spoiled"], "later_thing")
    assert len(list((shop / "backups").glob("before-upgrade-*.zip"))) == 1


def test_a_failed_upgrade_leaves_everything_as_it_was(shop, next_version):
    before = customers_and_tables(shop)
    done = regulars(shop, "upgrade", "--json", **next_version(0))
    assert done.returncode == 1
    assert "division by zero" in json.loads(done.stdout)["error"]
    assert customers_and_tables(shop) == before
    assert json.loads(regulars(shop, "migrate", "--json").stdout) == {"migrations": 0}


def test_tables_of_a_newer_version_are_left_alone(shop, next_version):
    assert regulars(shop, "upgrade", **next_version(1)).returncode == 0
    for command in (["upgrade"], ["migrate"], ["createadmin"]):
        done = regulars(shop, *command)
        assert done.returncode == 1
        assert "newer version" in done.stderr


def test_an_upgrade_with_nothing_to_do_says_so_and_backs_up_nothing(shop):
    done = regulars(shop, "upgrade", "--json")
    assert json.loads(done.stdout) == {"migrations": 0}
    assert not (shop / "backups").exists()
