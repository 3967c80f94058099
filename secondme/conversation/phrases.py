"""The names and the content words of a text, as far as telling what it is about needs them."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from secondme.conversation.kinds import ASKING, LEADING
from secondme.conversation.speech import Speech, speech_of
from secondme.recall.question import STOP_WORDS

NEAR = 8
"""So many characters before a word tell whether a sentence begins with it."""
MOST_LETTERS = 40
"""What is longer is no word that anybody would ask with again."""

_WORD = re.compile(r"\w+(?:['\u2019\-]\w+)*")
_OWNING = re.compile(r"['\u2019]s?$")
_MARK = re.compile(r"\[\d+(?:\s*[,;]\s*\d+)*\]")
_ENDS = re.compile(r"[.!?:\u2026\n(\"\u201c\u00bf\u00a1]\s*$")
_NOUN_FOLLOWS = re.compile(
    r"(?:der|die|das|den|dem|des|(?:k?ein|mein|dein|sein|ihr|unser)\w{0,2}|im|am|zum|zur|vom|beim|ins|ans)\s+$",
    re.IGNORECASE,
)
"""What stands before a German noun, which has a capital without being a name."""
_FOLLOWED = re.compile(
    r"(?:,| and \w+)? (?:\w+ ){0,3}(?:is|are|was|were|has|have|had|will|can|could|would|said|wrote|does|did"
    r"|ist|sind|hat|war|wohnt|habite|tiene|vive|tem|mora"
    r"|\w+ed|\w+s)\b"
)
MONTHS = frozenset(
    """
    january february march april may june july august september october november december
    """.split()  # noqa: SIM905
)
DAYS = frozenset("monday tuesday wednesday thursday friday saturday sunday".split())  # noqa: SIM905
_VAGUE = frozenset(
    """
    ask asked bit else ever exactly find get gets getting give gives go goes going gone got happen happened
    happens kind know known knows let like likes long lot many mean means meant much need needs new news ok
    okay old one ones please put really remember said say saying says show sort still sure take tell tells
    thing things think told want wants way went yes yet anything something everything nothing anyone someone
    everyone else's talk talked mention mentioned look according based memory note notes message messages
    wrote written don doesn didn isn wasn i'm i've i'd i'll let's what's who's that's it's there's when's
    where's how's
    """.split()  # noqa: SIM905
)


def bare(word: str) -> str:
    """What belongs to Ana is Ana's, and of Ana."""
    return _OWNING.sub("", word)


def words_in(text: str) -> list[str]:
    """The words as they are written, without citation marks and without what marks a possessive."""
    return [
        word for found in _WORD.findall(_MARK.sub(" ", text)) if 0 < len(word := bare(found)) <= MOST_LETTERS
    ]


def names_in(text: str, known: Collection[str] = (), *, first_too: bool = False) -> list[str]:
    """The names in a text, in order: capital letters but at the beginning of a sentence, and known names
    anyhow.

    known: names in their usual spelling; people type them in lower case. first_too: a capital at the
    beginning counts too where a little word follows, as in "Beathag has it". Days and months are no names.
    """
    spelled = {part.casefold(): part for name in known for part in words_in(name) if len(part) > 2}
    text = _MARK.sub(" ", text)
    speech = speech_of(text)
    found: list[str] = []
    after = -2
    for place, match in enumerate(_WORD.finditer(text)):
        word = bare(match.group())
        begins = _begins(text, match.start()) and not (first_too and _FOLLOWED.match(text, match.end()))
        name = _as_name(word, match.group() != word, spelled, begins=begins)
        if name is None or (speech is not None and _is_no_name(word, text[: match.start()], speech, spelled)):
            continue
        joined = found and after == place - 1 and text[match.start() - 1 : match.start()] == " "
        if joined and word[:1].isupper() and found[-1].split()[-1] != name:
            found[-1] = f"{found[-1]} {name}"
        else:
            found.append(name)
        # What follows a possessive is another name: "Ana's Piran" are two.
        after = place if match.group() == word else -2
    return list(dict.fromkeys(found))


def _begins(text: str, start: int) -> bool:
    before = text[max(0, start - NEAR) : start]
    return not before.strip() or bool(_ENDS.search(before))


def _is_no_name(word: str, before: str, speech: Speech, spelled: Collection[str]) -> bool:
    """Whether a word with a capital is none in that language; known names are names."""
    if word.casefold() in spelled:
        return False
    is_noun = speech.language == "de" and bool(_NOUN_FOLLOWS.search(before[-NEAR:]))
    return is_noun or word.casefold() in speech.little


def _as_name(word: str, owns: bool, spelled: dict[str, str], *, begins: bool) -> str | None:
    plain = word.casefold()
    if plain in STOP_WORDS | MONTHS | DAYS | ASKING | LEADING | _VAGUE or not 1 < len(word) <= MOST_LETTERS:
        return None
    if plain in spelled:
        return spelled[plain]
    is_capital = word[0].isupper() and not word.isdigit()
    return word if is_capital and (owns or not begins) else None


def topics_in(text: str, names: Sequence[str] = ()) -> list[str]:
    """The content words that are no names, as they are written, each once, in order."""
    of_names = {part.casefold() for name in names for part in name.split()}
    found: dict[str, str] = {}
    for word in words_in(text):
        if is_content(word) and word.casefold() not in of_names:
            found.setdefault(word.casefold(), word)
    return list(found.values())


def is_content(word: str) -> bool:
    """Whether a word says what a text is about."""
    plain = word.casefold()
    return plain not in STOP_WORDS and plain not in _VAGUE and plain not in LEADING and len(plain) > 1


def brief(text: str, words: int) -> str:
    """The beginning of a text: at most so many words, and no endless ones."""
    some = text[: words * 16].split()
    cut = " ".join(word[:MOST_LETTERS] for word in some[:words])
    return cut if len(some) <= words and len(text) <= words * 16 else f"{cut} …"
