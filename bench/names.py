"""Names and cities that are the same in every run."""

from collections.abc import Iterator

import numpy as np

SURNAMES = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤"
GIVEN = "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超霞平刚桂英华玉兰飞红梅鑫波斌宇浩凯健俊帆雪萍颖琳玲佳慧婷晨辰轩博文思雨欣怡梓涵小云志国建海春秋冬山川林森木清源远"
CITIES = ("杭州", "上海", "苏州", "南京", "宁波", "无锡", "合肥", "武汉", "成都", "广州", "深圳", "北京")


def people(count: int, *, seed: int) -> Iterator[tuple[str, str]]:
    """A name of two or three characters, and a city."""
    chance = np.random.default_rng(seed)
    surnames = chance.integers(0, len(SURNAMES), count)
    first, second = chance.integers(0, len(GIVEN), (2, count))
    short = chance.random(count) < 0.25
    cities = chance.integers(0, len(CITIES), count)
    for place in range(count):
        given = GIVEN[first[place]] + ("" if short[place] else GIVEN[second[place]])
        yield SURNAMES[surnames[place]] + given, CITIES[cities[place]]
