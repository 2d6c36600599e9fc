"""Finding a customer by what one remembers of them."""

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.journey


@pytest.mark.covers("DB-16")
def test_the_list_finds_by_part_of_a_name_pinyin_and_digits(visit, shop):
    visitor = visit()
    visitor.sign_in("lin")
    visitor.open("/customers/")
    visitor.look("1-list")
    field = visitor.page.locator(".search-form [name=q]")
    for typed in ("小明", "wangxm", "wxm", "2291"):
        field.fill("")
        visitor.page.locator("#customers", has_text=shop.words["zhou"]).wait_for()
        field.press_sequentially(typed, delay=20)
        visitor.page.locator("#customers .found", has_text=typed).wait_for()
        assert visitor.page.locator("#customers tbody tr").count() == 1
        visitor.sees("王小明")
    visitor.look("2-found")


def test_the_command_menu_finds_customers_and_pages_by_keys_alone(visit, shop):
    visitor = visit()
    visitor.sign_in("lin")
    visitor.open("/today/")
    keyboard = visitor.page.keyboard
    keyboard.press("?")
    visitor.page.locator("#keys[open]").wait_for()
    visitor.look("1-keys")
    keyboard.press("Escape")
    keyboard.press("Control+k")
    visitor.page.locator("#command[open] a[role=option]").first.wait_for()
    visitor.look("2-command-menu")
    keyboard.type("wxm")
    visitor.page.locator("#command a[role=option]", has_text="王小明").wait_for()
    visitor.look("3-found")
    with visitor.page.expect_navigation():
        keyboard.press("Enter")
    assert visitor.page.url.endswith(shop.customers["xiaoming"].get_absolute_url())
    visitor.sees("王小明")


def test_searching_works_without_script(visit, shop):
    visitor = visit(script=False)
    visitor.sign_in("lin")
    visitor.open("/search/?q=小明")
    visitor.sees("王小明")
    visitor.look("1-found")
    visitor.open("/customers/?q=wxm")
    visitor.sees("王小明")
    visitor.misses(shop.words["zhou"])
    visitor.look("2-list")


def test_every_column_somebody_chose_can_be_reached(visit, shop):
    visitor = visit(size="desk")
    visitor.sign_in("lin")
    chosen = "next_order_due_on,risk_level,value_class,stage,last_outgoing_on,spend_12m,owner,tags,order_count,total_spend,phone"
    visitor.open(f"/customers/?columns={chosen}")
    visitor.page.set_viewport_size({"width": 1100, "height": 900})
    last = visitor.page.locator(".customers thead th").last
    expect(last).not_to_be_in_viewport(ratio=1)
    visitor.page.locator(".customers thead").hover(position={"x": 40, "y": 10})
    visitor.page.mouse.wheel(2000, 0)
    expect(last).to_be_in_viewport(ratio=1)
    visitor.look("1-many-columns")
