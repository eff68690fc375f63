"""Text that was decoded by the wrong table once and stored so: 'â€œOuiâ€\x9d, dit-elle' is led back to '“Oui”, dit-elle'."""

import ftfy
from ftfy.badness import is_bad

LONGEST = 1_000_000  # characters of a paragraph; a longer one is data


def repaired(text: str) -> str:
    """The text as it was meant. Sound text comes back as it is: marks, dashes and accents are never changed for looks."""
    return ftfy.fix_encoding(text) if len(text) <= LONGEST and is_bad(text) else text
