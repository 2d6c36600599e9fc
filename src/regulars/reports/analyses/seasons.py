"""Seasons of the northern year."""

from django.utils.translation import gettext as _

MONTHS_OF = {
    "spring": (3, 4, 5),
    "summer": (6, 7, 8),
    "autumn": (9, 10, 11),
    "winter": (12, 1, 2),
}


def season_of(month: int) -> str:
    return next(season for season, months in MONTHS_OF.items() if month in months)


def season_name(season: str) -> str:
    return {
        "spring": _("Spring (March–May)"),
        "summer": _("Summer (June–August)"),
        "autumn": _("Autumn (September–November)"),
        "winter": _("Winter (December–February)"),
    }[season]
