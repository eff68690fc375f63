"""Names, codes and signs of currencies: ISO 4217 and English names from CLDR (by Babel), news usage from a list."""

from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Final

from babel import Locale
from babel.numbers import get_territory_currencies

from ingest.extract.figures.figure_words import listed
from ingest.extract.lexicons import rows

# Codes in use beside ISO 4217, and CLDR's placeholders, which are never money.
_UNOFFICIAL: Final = frozenset(("BTC", "ETH", "RMB"))
_NEVER: Final = frozenset(("ALL", "TOP", "XXX", "XTS"))

_ON: Final = date(2026, 1, 1)  # the day whose currencies count as in use; Babel would take today

# One sign stands for both.
_YEN_OR_YUAN: Final = (
    ("japan", "JPY"), ("japanese", "JPY"), ("yen", "JPY"), ("tokyo", "JPY"), ("china", "CNY"), ("chinese", "CNY"),
    ("yuan", "CNY"), ("renminbi", "CNY"), ("beijing", "CNY"),
)  # fmt: skip

Words = tuple[str, ...]  # lower-case tokens of a name: ("swiss", "franc")


@dataclass(frozen=True, slots=True)
class Currencies:
    """The lists by the place they are read in. All values are ISO 4217 codes."""

    symbols: dict[str, str]  # "€"
    letters: dict[str, str]  # before a dollar sign: "US", "HK"
    prefixes: dict[Words, str]  # case counts: ("Rs",), ("malaysian", "ringgit")
    glued: dict[str, str]  # "N" in "N200"
    nouns: dict[Words, str]
    change: dict[Words, str]  # hundredths: ("cents",)
    codes: frozenset[str]
    leading_codes: frozenset[str]  # codes that may stand in front of a number
    longest_noun: int  # tokens


@cache
def currencies() -> Currencies:
    """The lists, read once."""
    kinds: dict[str, dict[str, str]] = {}
    for kind, forms, code in rows("currencies.tsv"):
        kinds.setdefault(kind, {}).update(dict.fromkeys(forms.split("|"), code))
    codes = frozenset(Locale("en").currencies) | _UNOFFICIAL
    nouns = _cldr_names() | {_words(form): code for form, code in kinds["noun"].items()}
    return Currencies(
        symbols=kinds["symbol"],
        letters=kinds["dollar"],
        prefixes={tuple(form.split()): code for form, code in kinds["prefix"].items()},
        glued=kinds["glued"],
        nouns=nouns,
        change={_words(form): code for form, code in kinds["change"].items()},
        codes=codes - _NEVER,
        leading_codes=codes - listed("codes like words"),
        longest_noun=max(map(len, nouns)),
    )


def _words(form: str) -> Words:
    """A name as its tokens: "d-mark" -> ("d", "-", "mark")."""
    return tuple(form.lower().replace("-", " - ").replace(".", " . ").split())


@cache
def _cldr_names() -> dict[Words, str]:
    """English names with their plain plurals, currencies in use before those withdrawn."""
    names: dict[Words, str] = {}
    in_use = {code for _, code in _countries()}
    by_code = Locale("en").currencies
    for code in sorted(by_code, key=lambda code: (code not in in_use, code)):
        name = by_code[code].partition(" (")[0]
        if " " in name:
            names.setdefault(_words(name), code)
            names.setdefault(_words(name + "s"), code)
            names.setdefault(_words(name.replace(" ", "-")), code)  # "a 20-million US-dollar loan"
    return names


@cache
def _countries() -> tuple[tuple[str, str], ...]:
    """Country names in English, in lower case, with the code of the currency in use, in order of country code."""
    places = Locale("en").territories
    pairs: list[tuple[str, str]] = []
    for territory in sorted(places):
        if len(territory) == 2:
            pairs.extend(
                (places[territory].lower(), code) for code in get_territory_currencies(territory, _ON, _ON)[:1]
            )
    return tuple(pairs)


@cache
def homes(noun: str) -> tuple[tuple[str, str], ...]:
    """Where a bare "peso" or "rupee" may be at home: (country or nationality in lower case, code), in fixed order."""
    if noun in "¥￥":
        return _YEN_OR_YUAN
    full = {code: name for name, code in _cldr_names().items() if len(name) > 1 and name[-1] in (noun, f"{noun}s")}
    places = [(name, code) for name, code in _countries() if code in full]
    return tuple(places + [(" ".join(words[:-1]), code) for code, words in sorted(full.items())])
