"""Whose products they are, what marks them, and what the dearer ones do better."""

from typing import Any

from regulars.demo.catalogue import UNITS
from regulars.demo.records import Both, Language, Product

HOUSE = Both("云雾自选", "Cloud Mist Select")
MAKERS = {
    "teaware": Both("青溪窑", "Qingxi Kiln"),
    "snacks": Both("陈记茶点", "Chen’s Pastries"),
    "dark": Both("勐海老仓", "Menghai Old Store"),
    "white": Both("太姥山茶厂", "Taimu Mountain"),
    "oolong": Both("武夷岩茶社", "Wuyi Rock Tea"),
}
TASTE = Both("口味", "Taste")
TASTES = {
    "green": Both("清鲜", "fresh"),
    "black": Both("甜醇", "sweet"),
    "oolong": Both("花果香", "floral"),
    "white": Both("清甜", "mild"),
    "dark": Both("陈香", "aged"),
    "scented": Both("花香", "scented"),
}
SIZE = Both("规格", "Size")
SIZES = {"tin": Both("罐装", "tin"), "bag": Both("袋装", "bag"), "cake": Both("饼茶", "cake")}
BETTER = {
    "G01": Both("清明前头采，一芽一叶，更鲜嫩", "First picking before April, one bud and one leaf"),
    "G02": Both("谷雨前采，耐泡", "Picked in April, steeps longer"),
    "B01": Both("桐木原产，松烟香更纯", "From Tongmu, a purer pine smoke"),
    "B05": Both("全芽头，汤色金黄", "Buds only, a golden cup"),
    "O04": Both("正岩产区，岩韵明显", "From the inner gorges, more mineral"),
    "W01": Both("单芽，毫香足", "Single buds, more down"),
    "W04": Both("存放六年以上，更醇和", "Kept for six years and more, rounder"),
    "D06": Both("干仓十年，无杂味", "Ten years in a dry store, clean"),
    "S01": Both("当季鲜桂花窨制三次", "Scented three times with fresh osmanthus"),
    "T03": Both("原矿紫砂，手工拍打", "Original clay, beaten by hand"),
    "X02": Both("多两款茶和一套品茗杯", "Two more teas and a set of cups"),
    "X04": Both("多两款茶和一套品茗杯", "Two more teas and a set of cups"),
}


def marks_of(product: Product, language: Language) -> dict[str, Any]:
    marks = {TASTE: TASTES.get(product.category), SIZE: SIZES.get(_unit(product, language))}
    better = BETTER.get(product.code)
    return {
        "brand": MAKERS.get(product.category, HOUSE).to(language),
        "attributes": {name.to(language): mark.to(language) for name, mark in marks.items() if mark},
        "benefit": better.to(language) if better else "",
    }


def _unit(product: Product, language: Language) -> str:
    return next((code for code, said in UNITS.items() if said.to(language) == product.unit), "")
