"""How Chinese names are spoken: one reading to sort by, several to find by.

Readings of single characters come from the table inside pypinyin. The package itself is not imported: its
phrases would keep 50 MB in every process, and they misread surnames.
"""

import importlib.util
import unicodedata
from functools import cache
from itertools import islice, product
from pathlib import Path
from typing import NamedTuple

from regulars.customers.pinyin_tables import COMPOUND_SURNAMES, PHRASES, SURNAMES, TWO_READINGS

MOST_SPELLINGS = 4
LONGEST_PERSON = 5  # Longer names are firms, whose first sign is no surname.
LONGEST_PHRASE = 3
LONGEST_KEY = 400
UNSPOKEN = 0x2E80  # Below this nothing is Chinese.


class Spoken(NamedTuple):
    """One way to say a name: syllables of the surname and of the rest."""

    surname: tuple[str, ...]
    given: tuple[str, ...]

    @property
    def all(self) -> tuple[str, ...]:
        return self.surname + self.given


def pinyin_key(name: str) -> str:
    """What a list is sorted by: 单小明 as "shan xiao ming", Miller as "miller"."""
    if name.isascii():
        return name.strip().casefold()[:LONGEST_KEY]
    words = [f" {syllable} " if syllable else sign for sign, syllable in _best(name.strip())]
    return " ".join("".join(words).split()).casefold()[:LONGEST_KEY]


def spellings(name: str) -> tuple[Spoken, ...]:
    """The ways to say a wholly Chinese name, the likeliest first; none for other names."""
    if not name or any(not readings(sign) for sign in name):
        return ()
    said = tuple(syllable for _, syllable in _best(name))
    size = 2 if name[:2] in COMPOUND_SURNAMES else 1
    likeliest = Spoken(said[:size], said[size:])
    if len(name) > LONGEST_PERSON:
        return (likeliest,)
    given_names = product(*(_find_by(sign) for sign in name[size:]))
    choices = product(_surname_readings(name[:size]), given_names)
    others = (Spoken(surname, given) for surname, given in islice(choices, MOST_SPELLINGS))
    return tuple(dict.fromkeys((likeliest, *others)))


@cache
def readings(sign: str) -> tuple[str, ...]:
    """Syllables without tones, the commonest first: 乐 le, yue."""
    if ord(sign) < UNSPOKEN:
        return ()
    toned = _table().get(ord(sign), "")
    return tuple(dict.fromkeys(_without_tone(syllable) for syllable in toned.split(","))) if toned else ()


def _best(name: str) -> list[tuple[str, str]]:
    """Every sign with its likeliest syllable, the surname by the surname table."""
    surname = name[:2] if name[:2] in COMPOUND_SURNAMES else name[:1]
    is_spoken_otherwise = surname in COMPOUND_SURNAMES or surname in SURNAMES
    if is_spoken_otherwise and len(name) <= LONGEST_PERSON and name[:2] not in PHRASES:
        said = zip(surname, _surname_readings(surname)[0], strict=True)
        return [*said, *_phrased(name[len(surname) :])]
    return _phrased(name)


def _phrased(text: str) -> list[tuple[str, str]]:
    """Signs with syllables, known words first: 银行 yin hang, 重庆 chong qing."""
    found: list[tuple[str, str]] = []
    while len(found) < len(text):
        at = len(found)
        size = next((n for n in (LONGEST_PHRASE, 2) if text[at : at + n] in PHRASES), 1)
        word = text[at : at + size]
        said = PHRASES[word].split() if size > 1 else list(readings(word)[:1]) or [""]
        found += zip(word, said, strict=True)
    return found


def _surname_readings(surname: str) -> list[tuple[str, ...]]:
    if surname in COMPOUND_SURNAMES:
        return [tuple(COMPOUND_SURNAMES[surname].split())]
    if surname in SURNAMES:
        return [(syllable,) for syllable in SURNAMES[surname].split()]
    return [(readings(surname)[0],)]


def _find_by(sign: str) -> tuple[str, ...]:
    return tuple(TWO_READINGS[sign].split()) if sign in TWO_READINGS else readings(sign)[:1]


def _without_tone(syllable: str) -> str:
    plain = unicodedata.normalize("NFD", syllable.replace("ü", "v").replace("ǚ", "v").replace("ǜ", "v"))
    return "".join(sign for sign in plain.replace("u\u0308", "v") if sign.isascii())


@cache
def _table() -> dict[int, str]:
    package = importlib.util.find_spec("pypinyin")
    if package is None or package.origin is None:
        raise ImportError("pypinyin is not installed.")
    path = Path(package.origin).with_name("pinyin_dict.py")
    spec = importlib.util.spec_from_file_location("regulars_pinyin_dict", path)
    if spec is None or spec.loader is None:
        raise ImportError(f"{path} cannot be read.")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return dict(module.pinyin_dict)
