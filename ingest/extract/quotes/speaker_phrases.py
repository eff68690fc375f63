"""What the words of a speaker's noun phrase say by themselves: head, name, description."""

from typing import Final

from ingest.extract.lexicons import sections
from ingest.extract.quotes.clause_words import listed
from ingest.extract.quotes.drafts import Draft, Phrase
from ingest.extract.quotes.name_titles import (
    is_group,
    is_label_token,
    is_role,
    joined,
    name_link,
    places,
    plain,
    split_titles,
    title_gender,
)

_DETERMINERS: Final = frozenset({"the", "a", "an", "this", "these", "those", "that"})
_POSTNOMINAL: Final = frozenset({"close", "familiar", "aware", "near"})
_LOWERED: Final = frozenset({"senior", "top", "former"})


def base_of(phrase: Phrase) -> Phrase:
    """The phrase up to its first preposition or conjunction, unless that is inside a name ("Bank of England")."""
    start = next((at for at, token in enumerate(phrase) if token.tag == "M"), len(phrase))
    at = 1
    while at < len(phrase):
        if _is_postmodifier(phrase, at):
            return phrase[:at]
        if phrase[at].tag not in "IC":
            at += 1
            continue
        step = name_link(phrase, start, at) if phrase[at - 1].tag == "M" else 0
        if not step:
            return phrase[:at]
        at += step
    return phrase


def _is_postmodifier(phrase: Phrase, at: int) -> bool:
    """True where a participle or adjective after the noun begins its description ("people close to the plan")."""
    if phrase[at - 1].tag != "n":
        return False
    if phrase[at].low in _POSTNOMINAL:
        return True
    return phrase[at].tag == "G" or (phrase[at].tag == "E" and at + 1 < len(phrase) and phrase[at + 1].tag in "IZ")


def second_speaker(phrase: Phrase, base: Phrase) -> Phrase:
    """What "and" joins to the base: "Roe" in "Doe and Roe"; empty if nothing is or it is one group ("U.S. and EU officials")."""
    rest = phrase[len(base) + 1 :]
    if not rest or phrase[len(base)].low not in {"and", "&"} or rest[0].tag not in "MDn":
        return ()
    is_one_group = base[-1].low in places() and phrase[-1].tag == "n"
    return () if is_one_group else rest


def name_start(base: Phrase) -> int | None:
    """Where the name at the end of a base phrase begins, titles left out; None if the phrase ends in a common noun."""
    end = len(base)
    while end and base[end - 1].tag == "$":
        end -= 1
    if not end or base[end - 1].tag != "M":
        return None
    start = end - 1
    while start:
        joins = (base[start - 1].tag in "ICD" or is_label_token(base[start - 1])) and start > 1
        joins = joins and base[start - 2].tag in "MIC"
        if base[start - 1].tag != "M" and not joins:
            break
        start -= 1
    run = base[start:end]
    cut = split_titles(run)
    return start + (cut if cut < len(run) else 0)


def name_after_office(phrase: Phrase, base: Phrase) -> Phrase | None:
    """Jane Doe in "Ambassador to Iraq Jane Doe" and "Undersecretary for Labor and Trade Jane Doe"."""
    if len(base) == len(phrase) or not is_role(plain(base[-1].text)) or base[0].tag == "D":
        return None
    start = len(phrase)
    while start > len(base) and phrase[start - 1].tag == "M":
        start -= 1
    run = phrase[start:]
    cut = split_titles(run)
    if any(is_role(plain(token.text)) and not title_gender([token.text]) for token in run[:cut]):
        return None  # the aide to President Doe is not Doe
    if not cut and len(run) > 2 and run[0].low in places():
        cut = 1
    return run[cut:] if cut else None


def name_in_apposition(draft: Draft) -> Phrase:
    """Jane Doe in '"…," said the mayor, Jane Doe, 61.'; empty unless a described speaker is named between commas."""
    phrase, sentence, comma = draft.speaker, draft.sentence, draft.speaker_end
    if not phrase or phrase[-1].tag not in "nE" or comma + 1 >= len(sentence) or sentence[comma].text != ",":
        return ()
    end = comma + 1
    while end < len(sentence) and sentence[end].tag == "M":
        end += 1
    name = sentence[comma + 1 : end]
    is_closed = end == len(sentence) or sentence[end].tag in "PWQ"
    return name if name and is_closed and plain(phrase[-1].text) not in sections("roles.txt")["collective"] else ()


def without_description(phrase: Phrase) -> Phrase:
    """Meridian in "the news agency Meridian"; other phrases as they are."""
    at = name_start(phrase) if phrase else None
    is_described = at and phrase[0].tag == "D" and phrase[at - 1].tag == "n"
    return phrase[at:] if at and is_described else phrase


def owner_end(base: Phrase) -> int | None:
    """Where the possessive ending stands in "Iran's government"; None if there is none."""
    return next((at for at, token in enumerate(base) if token.tag == "$" and at), None)


def bare(phrase: Phrase) -> Phrase:
    """The phrase without its leading determiner: an article, "this", "her"."""
    is_led = len(phrase) > 1 and (phrase[0].low in _DETERMINERS or phrase[0].tag == "S")
    return phrase[1:] if is_led else phrase


def describe(phrase: Phrase) -> str:
    """The phrase as a short description: no determiner, a capital only where the word has one of its own."""
    text = joined(bare(phrase))
    first = text.split(" ", 1)[0].lower()
    return text[:1].lower() + text[1:] if is_role(first) or first in _LOWERED else text


def describe_group(phrase: Phrase) -> str:
    """Unnamed people: "unnamed U.S. officials", "civil rights groups"."""
    words = joined(bare(phrase))
    head = plain(base_of(phrase)[-1].text)
    if bare(phrase)[0].tag != "M" and is_group(head):
        words = words[:1].lower() + words[1:]
    first, _, rest = words.partition(" ")
    is_counted = bool(rest) and (bare(phrase)[0].tag == "N" or first in listed("numerals"))
    if "unnamed" in words or (head not in listed("unnamed heads") and not (is_counted and is_group(head))):
        return words
    if is_counted:
        return f"unnamed {rest}"
    return f"{first} unnamed {rest}" if rest and bare(phrase)[0].tag == "D" else f"unnamed {words}"


def is_telling(canonical: str) -> bool:
    """False for what names nobody: "a", "2024", "the company's own"."""
    words = canonical.lower().split()
    has_letters = any(character.isalpha() for character in canonical)
    return has_letters and words[-1] not in _DETERMINERS | {"own"} and not words[-1].endswith(("'s", "’s"))


def holds_people(phrase: Phrase, base: Phrase) -> bool:
    """True for "of elders" after a group."""
    if len(base) >= len(phrase) or phrase[len(base)].low != "of":
        return False
    people = sections("roles.txt")["collective"]
    return any(plain(token.text) in people or token.low.endswith("ers") for token in phrase[len(base) + 1 :])
