"""The program as the terminal sees it: helps, answers, refuses."""

import json
import stat

import pytest

from regulars.config.cli import entries
from regulars.config.embedded import lifecycle
from regulars.config.tests.clusters import connect, regulars

PASSWORD = "a long enough password"


def test_help_names_every_command_without_loading_any(ground):
    done = regulars(ground / "home", "--help")
    assert done.returncode == 0
    assert all(f"    {entry.name} " in done.stdout for entry in entries())
    assert not (ground / "home").exists()


def test_the_program_speaks_chinese_in_a_chinese_terminal(ground):
    done = regulars(ground / "home", "--help", LC_ALL="zh_CN.UTF-8")
    assert "备份" in done.stdout
    assert "write everything to one file" not in done.stdout


@pytest.mark.parametrize(
    "name", ["serve", "backup", "restore", "upgrade", "doctor", "createadmin", "migrate"]
)
def test_each_command_explains_itself(ground, name):
    done = regulars(ground / "home", name, "--help")
    assert done.returncode == 0
    assert done.stdout.startswith(f"usage: regulars {name}")


def test_an_unknown_command_is_refused(ground):
    done = regulars(ground / "home", "frobnicate")
    assert done.returncode == 2
    assert "frobnicate" in done.stderr


@pytest.mark.parametrize("command", ["refresh", "today", "demo"])
def test_a_day_that_is_none_is_refused_in_words_and_in_json(ground, command):
    done = regulars(ground / "home", command, "--as-of", "28.9.2026", "--json")
    sentence = "argument --as-of: “28.9.2026” is no day; write it like 2026-09-28"
    assert done.returncode == 2
    assert json.loads(done.stdout) == {"error": sentence}
    assert done.stderr.endswith(f"regulars {command}: error: {sentence}\n")


def test_the_first_command_in_a_new_home_makes_the_tables(fresh_home):
    done = regulars(fresh_home, "createadmin", "--username", "mei", "--password-file", "-", stdin=PASSWORD)
    assert done.returncode == 0, done.stderr
    done = regulars(fresh_home, "migrate", "--json")
    assert json.loads(done.stdout) == {"migrations": 0}


def test_an_administrator_is_added_once(empty):
    arguments = ("createadmin", "--username", "Mei", "--name", "梅", "--password-file", "-", "--json")
    done = regulars(empty, *arguments, stdin=PASSWORD + "\n")
    assert json.loads(done.stdout) == {"username": "Mei"}
    done = regulars(empty, *arguments, stdin=PASSWORD + "\n")
    assert done.returncode == 1
    assert list(json.loads(done.stdout)) == ["error"]
    with lifecycle.running(empty) as place, connect(place) as connection:
        people = connection.execute("SELECT username, name, role FROM accounts_user").fetchall()
        events = connection.execute("SELECT verb, subject_name FROM core_auditevent").fetchall()
    assert people == [("mei", "梅", "administrator")]
    assert len(events) == 1


def test_a_weak_password_is_refused_and_nobody_is_added(empty):
    done = regulars(empty, "createadmin", "--username", "mei", "--password-file", "-", stdin="12345678")
    assert done.returncode == 1
    assert "Too short: at least 10 characters." in done.stderr
    with lifecycle.running(empty) as place, connect(place) as connection:
        assert connection.execute("SELECT count(*) FROM accounts_user").fetchone() == (0,)


def test_a_question_without_anybody_to_answer_is_refused(empty):
    done = regulars(empty, "createadmin")
    assert done.returncode == 1
    assert "--password-file" in done.stderr


def test_doctor_finds_a_new_installation_in_order(empty):
    done = regulars(empty, "doctor", "--json")
    findings = json.loads(done.stdout)
    assert done.returncode == 0, done.stderr
    assert [finding["problem"] for finding in findings] == [""] * len(findings)
    assert len(done.stderr.splitlines()) == len(findings)


def test_doctor_says_what_to_do_about_each_trouble(empty):
    (empty / "backups").mkdir()
    (empty / "backups/mine.zip").touch(mode=0o644)
    (empty / "secret_key").chmod(0o644)
    empty.chmod(0o755)
    done = regulars(empty, "doctor", REGULARS_URL="http://crm.example.com")
    assert done.returncode == 1
    for advice in ("chmod go-rw", f"chmod 600 {empty}/backups/*", f"chmod 600 {empty}/secret_key", "HTTPS"):
        assert advice in done.stderr
    assert stat.S_IMODE(empty.stat().st_mode) == 0o755


def test_doctor_names_the_jobs_that_failed_and_a_schedule_that_stands_still(empty):
    (empty / "backups").mkdir()
    (empty / "backups/regulars-20260901-020000.zip").touch(mode=0o600)
    with lifecycle.running(empty) as place, connect(place) as connection:
        connection.execute(
            "WITH job AS (INSERT INTO procrastinate_jobs (queue_name, task_name, args, status)"
            " VALUES ('default', 'apply_import', '{}', 'failed') RETURNING id)"
            " INSERT INTO procrastinate_events (job_id, type) SELECT id, 'failed' FROM job"
        )
    done = regulars(empty, "doctor", "--json")
    problems = {finding["subject"]: finding["problem"] for finding in json.loads(done.stdout)}
    states = {finding["subject"]: finding["state"] for finding in json.loads(done.stdout)}
    assert done.returncode == 1
    assert states["Jobs"] == "failed in the last day: apply_import."
    assert problems["Jobs"] == "The log of “regulars serve” says why."
    assert problems["Backups"].startswith("The newest of the schedule is of 2026-09-01;")


def test_doctor_reports_a_server_that_does_not_answer(ground):
    done = regulars(ground / "home", "doctor", DATABASE_URL=f"postgresql://nobody@/regulars?host={ground}")
    assert done.returncode == 1
    assert "does not answer" in done.stderr


def test_a_server_that_does_not_answer_is_a_sentence_not_a_traceback(ground):
    done = regulars(
        ground / "home", "migrate", "--json", DATABASE_URL=f"postgresql://me@/regulars?host={ground}"
    )
    assert done.returncode == 1
    assert "does not answer" in json.loads(done.stdout)["error"]
    assert "Traceback" not in done.stderr


def test_nonsense_in_the_environment_is_refused_by_name(ground):
    done = regulars(ground / "home", "doctor", "--json", REGULARS_BIND="everywhere")
    assert done.returncode == 1
    assert "REGULARS_BIND" in json.loads(done.stdout)["error"]


def test_an_unexpected_failure_leaves_its_details_in_a_closed_file(ground):
    ending = {"DJANGO_SETTINGS_MODULE": "no.such.settings", "DATABASE_URL": "postgresql://me@/regulars"}
    done = regulars(ground / "home", "migrate", **ending)
    log = ground / "home/logs/regulars.log"
    assert done.returncode == 1
    assert str(log) in done.stderr
    assert "Traceback" not in done.stderr
    assert "No module named 'no'" in log.read_text()
    assert stat.S_IMODE(log.stat().st_mode) == 0o600
