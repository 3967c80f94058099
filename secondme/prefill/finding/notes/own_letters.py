"""Own letters: notes that greet somebody in a line of their own and that the person heads or signs. Pure.

What such a note says is the person's, whoever its title names: "2026-03-mum.md", "Brief an Anna".
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable

from secondme.people.names import plain_name
from secondme.prefill.finding.notes.letters import greeting_in
from secondme.prefill.finding.notes.passages import Said
from secondme.prefill.finding.people.relations import SEXES
from secondme.recall.time_tokens import fold

LAST_ROWS, FIRST_ROWS = 6, 14
"""Of a letter: those with its signature and a postscript, and those with its head and greeting."""
_INITIALS = re.compile(r"(?:[A-ZÀ-Þ]\.? ?){1,3}")
_CLOSING = re.compile(
    r"(?i)(?:(?:lots of |all my )?love|yours|best|cheers|xx?|dein\w*|eure?|alles liebe|lg|bussi|"
    r"ta|ton|votre|bisous|gros bisous|tu|tuo|tua|il tuo|la tua|un beso|un abrazo|besos|baci|"
    r"un abbraccio|grazie|"
    r"obrigad[oa]|beijos|beijinhos|um abra[cç]o|liefs|je|jouw|gez\.|mr|mrs|ms|herr|frau|sr|sra)[ ,.]*"
)


def letters_among(notes: Iterable[Said], own: Collection[str]) -> dict[str, str]:
    """The keys of the documents that are letters by the person, each with its greeting. own: their plain
    names."""
    texts: dict[str, list[Said]] = defaultdict(list)
    for said in notes:
        if not said.is_chat and said.memory is None:
            texts[said.key].append(said)
    found = {}
    for key, parts in texts.items():
        text = "\n".join(one.text for one in sorted(parts, key=lambda one: one.passage))
        greeting = greeting_in("\n".join(text.split("\n")[: FIRST_ROWS * 2]))
        if greeting is not None and is_by_me(text, greeting, own):
            found[key] = text[greeting:].strip().split("\n")[0]
    return found


def is_by_me(text: str, greeting: int, own: Collection[str]) -> bool:
    """Whether the person's name stands over a letter or below it, or what they are to whom they write."""
    rows = [row.strip() for row in text[greeting:].strip().split("\n")[1:] if row.strip()]
    head = [row.strip() for row in text[:greeting].split("\n") if row.strip()][:2]
    if any(_is_mine(row, own, whole=True) for row in head):
        return True
    return any(_is_mine(row, own, whole=False) for row in rows[-LAST_ROWS:])


def _is_mine(row: str, own: Collection[str], *, whole: bool) -> bool:
    """Whether a row is the person's name, or, in a signature, their first name, initials or relation."""
    bare = _CLOSING.sub("", re.sub(r"[*_#>-]", " ", row).strip(), count=1).strip(" ,.")
    words = plain_name(bare.split(",")[0] if whole else bare).split()
    if not words or len(words) > 6 or (re.search(r"[\d@:]", bare) and not whole):
        return False
    for name in own:
        first, *rest = name.split()
        is_first = words[0] == first or (len(words[0]) == 1 and first.startswith(words[0]))
        if is_first and rest and words[-1] in rest:
            return True
        if not whole and rest and (words == [first] or _are_initials(bare, name)):
            return True
    return not whole and len(words) <= 2 and fold(words[-1]) in SEXES


def _are_initials(text: str, name: str) -> bool:
    """Whether it is "F." or "F. K." of a name."""
    if _INITIALS.fullmatch(text) is None:
        return False
    letters, words = re.findall(r"[a-z]", fold(text)), name.split()
    return letters[0] == words[0][0] and all(any(word[0] == one for word in words) for one in letters)
