"""From a fresh installation to the firm's settings."""

import pytest

from regulars.accounts.models import Role, User
from regulars.core import settings_store

pytestmark = pytest.mark.journey

FIRM = {"zh-CN": ("云雾茶行", "郑秋云"), "en": ("Cloud Mist Tea", "Zheng Qiuyun")}
PASSWORD = "rain on the tea hills"


@pytest.mark.parametrize("size", ["desk", "phone"])
def test_the_first_administrator_sets_up_the_firm(visit, language, size):
    firm, name = FIRM[language]
    visitor = visit(size=size)
    visitor.open("/")
    assert visitor.page.url.endswith("/set-up/")
    visitor.look("1-set-up")
    fill(visitor, firm=firm, name=name, username="qiuyun", password="tea")
    visitor.send()
    visitor.look("2-password-too-short")
    assert not User.objects.exists()
    visitor.page.locator("[name=password]").fill(PASSWORD)
    visitor.send()
    assert visitor.page.url.endswith("/welcome/")
    visitor.look("3-welcome")
    boss = User.objects.get()
    assert (boss.name, boss.role) == (name, Role.ADMINISTRATOR)
    visitor.open("/settings/")
    visitor.look("4-settings")
    visitor.open("/settings/group/firm/")
    visitor.look("5-firm")
    visitor.open("/settings/staff/")
    visitor.look("6-staff")
    settings_store.forget()
    assert settings_store.get("firm.name") == firm
    visitor.open("/set-up/")
    assert "/set-up/" not in visitor.page.url
    visitor.look("7-home")


def test_the_set_up_is_closed_to_the_next_one(visit, boss):
    visitor = visit()
    visitor.open("/set-up/")
    assert "/sign-in/" in visitor.page.url
    visitor.look("1-sign-in")
    assert visitor.request("POST", "/set-up/", firm="Mine", name="Me", username="me", password=PASSWORD) in (
        302,
        403,
    )
    assert [user.username for user in User.objects.all()] == ["boss"]


def fill(visitor, **values):
    for field, value in values.items():
        visitor.page.locator(f"[name={field}]").fill(value)
