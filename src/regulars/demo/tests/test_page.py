"""The page of the demo: an administrator loads it or takes it away, once at a time."""

import pytest
from django.urls import reverse
from procrastinate.contrib.django.models import ProcrastinateJob

from regulars.core import settings_store
from regulars.customers.models import Customer
from regulars.demo import child, loading, tasks

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("morning")]


def page(client, user):
    client.force_login(user)
    return client.get(reverse("demo:demo")).content.decode()


def jobs():
    return list(ProcrastinateJob.objects.order_by("pk").values_list("task_name", "args"))


def test_an_administrator_has_it_loaded_in_a_language_once(client, boss):
    shown = page(client, boss)
    assert "The demo business is not loaded." in shown
    assert "Wipe the demo" not in shown
    client.post(reverse("demo:load"), {"language": "zh"})
    answer = client.post(reverse("demo:load"), {"language": "en"}, follow=True).content.decode()
    assert "It is being done already. Nothing was added." in answer
    assert jobs() == [("load_demo", {"language": "zh"})]
    at_work = page(client, boss)
    assert "It is being done; this takes about a minute." in at_work
    assert 'hx-trigger="load delay:3s"' in at_work
    assert "Load it in Chinese" not in at_work


def test_what_is_loaded_is_wiped_from_the_page(client, boss):
    settings_store.put(loading.KEY, {"language": "zh", "as_of": "2026-09-28"})
    shown = page(client, boss)
    assert "The demo business is loaded and stands at 2026-09-28." in shown
    assert "Load it in Chinese" not in shown
    client.post(reverse("demo:wipe"))
    assert jobs() == [("wipe_demo", {})]


def test_the_jobs_work_in_a_process_of_their_own(monkeypatch):
    ran = []
    monkeypatch.setattr(child, "run", lambda *words: ran.append(words))
    tasks.load_demo("zh")
    tasks.wipe_demo()
    assert ran == [("--language", "zh"), ("--wipe",)]


@pytest.mark.parametrize("who", ["manager", "lin", "reader"])
def test_nobody_else_loads_or_wipes(request, client, who):
    Customer.objects.create(code="A1", name="Own Customer")
    client.force_login(request.getfixturevalue(who))
    assert client.get(reverse("demo:demo")).status_code == 403
    assert client.post(reverse("demo:load"), {"language": "zh"}).status_code == 403
    assert client.post(reverse("demo:wipe")).status_code == 403
    assert jobs() == []
    assert Customer.objects.count() == 1
