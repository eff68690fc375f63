"""Units of measure behind a number: "300 kilometers", "5-mile", "120 km/h", "450 square meters", "9 barrels a day".

The unit's name is its American singular ("kilometer", "square mile", "barrel per day"), whatever the spelling.
"""

from dataclasses import dataclass
from functools import cache
from typing import Final

from ingest.extract.figures.figure_tokens import HYPHENS, Tokens
from ingest.extract.lexicons import rows

_SI: Final = {
    "k": "kilo", "M": "mega", "G": "giga", "T": "tera", "P": "peta", "E": "exa",
    "h": "hecto", "d": "deci", "c": "centi", "m": "milli", "µ": "micro", "n": "nano",
}  # fmt: skip
_POWERS: Final = {"square": "square", "sq": "square", "cubic": "cubic", "cu": "cubic"}
_TIME_UNITS: Final = {
    "s": "second", "sec": "second", "ms": "millisecond", "h": "hour", "hr": "hour", "min": "minute",
    "second": "second", "millisecond": "millisecond", "minute": "minute", "hour": "hour", "day": "day", "week": "week",
    "month": "month", "year": "year", "annum": "year",
}  # fmt: skip
# Per what else a measure may be stated, beside a time.
_SHARED_OUT: Final = frozenset(
    (
        "gallon",
        "liter",
        "deciliter",
        "hectare",
        "acre",
        "kilometer",
        "square kilometer",
        "square mile",
        "meter",
        "cubic meter",
        "kilogram",
    )
)
_MOST_TOKENS: Final = 4
_MINUS: Final = frozenset("-−")
_LEAST_FAHRENHEIT: Final = "30"  # in digits
# What may stand behind "degrees", misspellings included.
_SCALES: Final = {
    "c": "degree celsius", "celsius": "degree celsius", "celcius": "degree celsius", "centigrade": "degree celsius",
    "f": "degree fahrenheit", "fahrenheit": "degree fahrenheit", "farenheit": "degree fahrenheit",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit's name, and the token behind its last one."""

    name: str
    end: int


@dataclass(frozen=True, slots=True)
class _Lexicon:
    words: dict[str, str]  # forms in lower case, tokens joined by one space
    symbols: dict[str, str]  # case counts, tokens joined by nothing


@cache
def _lexicon() -> _Lexicon:
    words: dict[str, str] = {}
    symbols: dict[str, str] = {}
    for row in rows("units.tsv"):
        name, others, signs, prefixes = (*row, "", "", "")[:4]
        forms = [name, *_alternatives(others)]
        for prefix in ["", *prefixes.split()]:
            full = _SI.get(prefix, "") + name
            for form in forms:
                spoken = _SI.get(prefix, "") + form
                words.setdefault(_spaced(spoken), full)
                words.setdefault(_spaced(spoken) + "s", full)
            for sign in _alternatives(signs):
                symbols.setdefault(prefix + sign, full)
    return _Lexicon(words, symbols)


@cache
def first_unit_words() -> frozenset[str]:
    """The first words, in lower case, that a unit may have."""
    forms = (*_lexicon().words, *_lexicon().symbols, *_POWERS, "degree", "degrees")
    return frozenset(form.split(" ", 1)[0].lower() for form in forms)


def _alternatives(field: str) -> list[str]:
    return [form for form in field.split("|") if form]


def _spaced(form: str) -> str:
    return form.replace("-", " - ")


def unit_at(tokens: Tokens, index: int, *, is_glued: bool) -> Unit | None:
    """The unit at a token behind a number. `is_glued`: it stands glued to the digits, so one letter may be a symbol."""
    found = _bracketed(tokens, index) or _plain(tokens, index, is_glued=is_glued)
    return None if found is None else _per(tokens, found)


def _plain(tokens: Tokens, index: int, *, is_glued: bool) -> Unit | None:
    power = _POWERS.get(tokens.lowers[index])
    if power is None:
        found = _longest(tokens, index, is_glued=is_glued)
        return None if found is None else _raised(tokens, found)
    base = _longest(tokens, index + 1 + (tokens.words[index + 1] in (".", "-")), is_glued=False)
    return None if base is None else Unit(f"{power} {base.name}", base.end)


def _raised(tokens: Tokens, unit: Unit) -> Unit:
    """The unit with its power behind it: "km^2", "5 meters cubed"."""
    word, at = tokens.lowers[unit.end], unit.end
    if word == "^" and tokens.glued(at - 1):
        power = {"2": "square", "3": "cubic"}.get(tokens.words[at + 1])
        return unit if power is None else Unit(f"{power} {unit.name}", at + 2)
    power = {"squared": "square", "cubed": "cubic"}.get(word)
    return unit if power is None else Unit(f"{power} {unit.name}", at + 1)


def _longest(tokens: Tokens, index: int, *, is_glued: bool) -> Unit | None:
    """The longest unit of the lists that starts at the token."""
    lexicon = _lexicon()
    best = _degrees(tokens, index)
    if best is not None:
        return best
    spoken, sign = "", ""
    for end in range(index + 1, index + 1 + _MOST_TOKENS):
        word = tokens.words[end - 1]
        if not word.strip():
            break
        spoken = f"{spoken} {word.lower()}".strip()
        sign += word
        if spoken in lexicon.words and (len(spoken) > 2 or spoken in lexicon.symbols):
            best = Unit(lexicon.words[spoken], end)
        elif sign in lexicon.symbols and _is_safe(tokens, index, end, sign, is_glued):
            best = Unit(lexicon.symbols[sign], end)
    return best


def _is_safe(tokens: Tokens, index: int, end: int, sign: str, is_glued: bool) -> bool:
    """True if a symbol stands alone: nothing glued behind it, and behind a space few single letters."""
    if any(not tokens.glued(at) for at in range(index, end - 1)):
        return False
    if tokens.glued(end - 1) and (tokens.words[end].isalnum() or tokens.words[end] in HYPHENS):
        return False
    return is_glued or len(sign) > 1 or sign in "mlgt°" or (sign in "WV" and tokens.is_number(index - 1))


def _degrees(tokens: Tokens, index: int) -> Unit | None:
    """Temperatures: "degrees Celsius", "degrees c", "° F", "deg C"."""
    if tokens.words[index] in ("C", "F"):
        return Unit(_SCALES[tokens.lowers[index]], index + 1) if _is_temperature(tokens, index) else None
    if tokens.lowers[index] not in ("degree", "degrees", "deg", "°"):
        return None
    at = index + 1 + (tokens.words[index + 1] in (".", "-"))
    scale = _SCALES.get(tokens.lowers[at])
    return None if scale is None else Unit(scale, at + 1)


def _is_temperature(tokens: Tokens, index: int) -> bool:
    """True for "22C" and "-5C"; not for "Gate 22C" and "2C"."""
    number, before = tokens.words[index - 1], tokens.words[index - 2]
    if not tokens.glued(index - 1) or not tokens.is_number(index - 1) or tokens.is_capitalised(index - 2):
        return False
    stands_alone = not tokens.glued(index) or not tokens.words[index + 1].isalnum()
    if not stands_alone or "," in number:
        return False
    if tokens.words[index] == "F":
        return len(number) > 1 and number >= _LEAST_FAHRENHEIT  # below are the forms 13F and 20F
    return len(number) > 1 or before in _MINUS or before.lower() == "minus"


def _bracketed(tokens: Tokens, index: int) -> Unit | None:
    """A symbol in brackets, as in tables: "15 (kg)"."""
    if tokens.words[index] not in ("(", "["):
        return None
    inner = _longest(tokens, index + 1, is_glued=True)
    if inner is None or tokens.words[inner.end] not in (")", "]"):
        return None
    return Unit(inner.name, inner.end + 1)


def _per(tokens: Tokens, unit: Unit) -> Unit:
    """The unit with what it is counted per: "per hour", "/h", "a day", "an hour"."""
    link, at = tokens.lowers[unit.end], unit.end + 1
    if link in HYPHENS and tokens.lowers[at] in ("per", "a", "an"):
        at += 2
    elif link not in ("per", "/", "a", "an"):
        return unit
    word = tokens.lowers[at]
    over = _TIME_UNITS.get(word)
    if over is not None and (len(word) > 2 or link == "/"):
        return Unit(f"{unit.name} per {over}", at + 1)
    base = _longest(tokens, at, is_glued=link == "/") if link in ("per", "/") else None
    if base is not None and base.name in _SHARED_OUT:
        return Unit(f"{unit.name} per {base.name}", base.end)
    return unit
