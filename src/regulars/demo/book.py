"""Where everybody of the demo stands in the database."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo


@dataclass
class Book:
    """Ids by name, and the clock of the firm."""

    zone: ZoneInfo
    now: datetime
    region: str
    currency: str
    prefix: str
    users: dict[str, int] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    teams: dict[str, int] = field(default_factory=dict)
    tags: dict[str, int] = field(default_factory=dict)
    products: dict[str, int] = field(default_factory=dict)
    customers: dict[str, int] = field(default_factory=dict)
    contacts: dict[tuple[str, str], int] = field(default_factory=dict)

    def moment(self, local: datetime) -> datetime:
        return local.replace(tzinfo=self.zone).astimezone(UTC)

    def morning(self, day: date) -> datetime:
        return self.moment(datetime.combine(day, time(9)))
