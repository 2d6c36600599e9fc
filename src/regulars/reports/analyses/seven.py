"""The register of the seven, in their order."""

from regulars.reports.analyses import (
    future,
    loyalty,
    performance,
    products,
    profit,
    promotions,
    switching,
)
from regulars.reports.analyses.findings import Analysis

# 忠诚度, 利润, 性能, 未来, 产品, 促销, 转换成本
SEVEN: tuple[Analysis, ...] = tuple(
    module.ANALYSIS for module in (loyalty, profit, performance, future, products, promotions, switching)
)


def named(code: str) -> Analysis | None:
    return next((each for each in SEVEN if each.code == code), None)
