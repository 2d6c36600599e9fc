"""Asking for fresh figures, and the log of what each computation changed."""

import argparse
import re
import subprocess

import pytest
from django.db import connection
from django.urls import reverse
from procrastinate.contrib.django.models import ProcrastinateJob

from regulars.accounts.models import User
from regulars.core.models import AuditEvent
from regulars.customers.models import CustomerMeasures
from regulars.insights import command_line, nightly, runs, tasks
from regulars.insights.models import ScoreRun

pytestmark = [pytest.mark.database, pytest.mark.django_db]


@pytest.mark.covers("DI-08")
def test_a_manager_has_everything_computed_again_once(client, manager, morning):
    client.force_login(manager)
    assert client.post(reverse("insights:refresh")).status_code == 302
    client.post(reverse("insights:refresh"))
    assert list(ProcrastinateJob.objects.values_list("task_name", flat=True)) == ["insights.refresh_now"]
    assert [event.sentence for event in AuditEvent.objects.filter(verb="measures.refreshed")] == [
        "He Min had all figures computed again."
    ]
    page = client.get(reverse("insights:runs")).content.decode()
    assert "Waiting for the worker to begin" in page
    assert 'hx-trigger="every 2s"' in page


@pytest.mark.covers("DI-08")
def test_the_worker_computes_every_figure_again_and_writes_down_who_moved(
    shop, refresh, client, boss, monkeypatch
):
    """The child process is this one; the worker, the command line and the computation are the real ones."""
    refresh("2026-08-31")
    assert figures_of("Zhou Wenbin") == ("2026-08-31", "middle", "growth", "low", 6)
    monkeypatch.setattr(nightly.subprocess, "run", run_here)
    client.force_login(boss)
    client.post(reverse("insights:refresh"))
    tasks.refresh_now()
    assert figures_of("Zhou Wenbin") == ("2026-09-28", "low", "stability", "low", 7)
    page = client.get(reverse("insights:runs")).content.decode()
    assert "Stage: 2 customers" in page


def run_here(command, **_given):
    arguments = command[command.index("refresh") + 1 :]
    parser = argparse.ArgumentParser()
    command_line.add_arguments(parser)
    parser.add_argument("--json", action="store_true")
    return subprocess.CompletedProcess(command, command_line.run(parser.parse_args(arguments)), "", "")


def figures_of(name):
    names = ("as_of", "value_class", "stage", "risk_level", "order_count")
    values = CustomerMeasures.objects.filter(customer__name=name).values_list(*names).get()
    return (values[0].isoformat(), *values[1:])


def test_staff_may_not_ask_for_it(client, lin):
    client.force_login(lin)
    assert client.post(reverse("insights:refresh")).status_code == 403
    assert ProcrastinateJob.objects.count() == 0


def test_the_job_runs_the_refresh_in_a_child_process(monkeypatch):
    ran = []
    monkeypatch.setattr(nightly, "refresh_in_child", lambda *arguments: ran.append(arguments))
    tasks.refresh_now()
    assert ran == [()]


@pytest.mark.covers("DI-08")
def test_the_log_says_what_each_computation_changed_and_who_it_was(shop, refresh, client, boss, manager):
    refresh("2026-08-31")
    run = refresh()
    client.force_login(boss)
    page = client.get(reverse("insights:runs")).content.decode()
    assert "Stage: 2 customers" in page
    assert "Status: 2 customers" in page
    changes = client.get(reverse("insights:run", args=[run.pk]) + "?measure=stage").content.decode()
    assert "Wu Jiahui" in changes
    assert "Decline" in changes
    User.objects.filter(pk=boss.pk).update(language="zh-hans")
    chinese = client.get(reverse("insights:run", args=[run.pk]) + "?measure=stage").content.decode()
    assert re.findall('<th scope="col">(.*?)</th>', chinese) == ["客户", "类别", "之前", "现在"]
    client.force_login(manager)
    assert "Wu Jiahui" not in client.get(reverse("insights:run", args=[run.pk])).content.decode()


@pytest.fixture
def at_work(db):
    """Some process holds the lock of the refresh."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [runs.LOCK])
        yield
        cursor.execute("SELECT pg_advisory_unlock(%s)", [runs.LOCK])


def test_one_at_work_shows_how_far_it_is(at_work, client, boss, morning):
    ScoreRun.objects.create(as_of=morning.date(), started_at=morning, step="figures")
    client.force_login(boss)
    page = client.get(reverse("insights:runs")).content.decode()
    assert "Computing the figures of the firm and the teams" in page
    assert 'max="9" value="3"' in page
    client.post(reverse("insights:refresh"))
    assert ProcrastinateJob.objects.count() == 0


def test_one_whose_process_died_is_broken_off_and_stands_in_nobodys_way(client, boss, morning):
    ScoreRun.objects.create(as_of=morning.date(), started_at=morning, step="figures")
    client.force_login(boss)
    assert "Broken off" in client.get(reverse("insights:runs")).content.decode()
    client.post(reverse("insights:refresh"))
    assert ProcrastinateJob.objects.count() == 1
