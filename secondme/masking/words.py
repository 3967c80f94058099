"""Names: the words by which people are known, and those that the person wants kept.

A name is masked word by word: "Ana Kovač" is "Person1 Family1", and "Ana" alone is "Person1". So a model sees
who is the same, as far as the text itself tells it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from secondme.masking.dates import DAYS, MONTHS
from secondme.masking.span import Kind, Span

_LETTERS = re.compile(r"[^\W\d_](?:[^\W\d_]|[\u0300-\u036f])*")
_ACCOUNT = re.compile(r"\w(?:[\w.-]*\w)?")
_ADDRESS = re.compile(r"\S*@\S*")
_UNSPACED = re.compile(
    r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]{2,}"
)
"""Scripts that are written without spaces, so that a name is no word by itself."""
_UNACCENTED = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "ð": "d", "\u0131": "i", "æ": "ae", "œ": "oe"})
_BESIDE_DATE = re.compile(
    r"(?:\d(?:st|nd|rd|th)?|\b(?:in|on|of|by|since|until|till|every|each|last|next|this|early|mid|late|from))"
    r"[ ,.-]{1,2}$",
    re.IGNORECASE,
)
_BEFORE_DATE = re.compile(r"[ ,.-]{1,2}\d")
SHORTEST_STEM = 4
LONGEST_ENDING = 3
_VOWELS = "aeiou"
NOT_NAMES = frozenset(
    """
    i me my you your he she it we us they them user assistant system unknown self admin support team info
    office sales service group chat list mail news newsletter noreply mr mrs ms miss dr prof sir herr frau
    mme the and of von van der den de la le du da di y e und
    """.split()  # noqa: SIM905
)
"""Never masked, even where somebody is called so."""
ORDINARY = frozenset(
    """
    about all am an and angel apple april art as ash at august autumn bailey baker ball band banks bar
    barber basil bass bay be bear beck bell berry best bill bird bishop black blue bob bond book boy brook
    brown buck bud bush but butcher butler can carol carter cash chance chase cherry christian church
    clark clay close cloud coach coal cole cook cooper crane crow daisy dale dan daniel dawn day dean deed
    dell dewey do dollar don dove down drew duke earl early east eden elder eve even fair faith fall
    farmer fern field finch fish fisher fleet flint flora flower fly ford forest fox frank free frost gale
    game gene gentle glen go god gold good grace grant grass gray green grey grove guy hale hall hand
    hardy harmony hart hawk hazel heath heather heaven hill his holly home honey hood hope house how hunt
    hunter hurt iris iron ivy jack jade jasmine jay jean jersey jet jewel job john joy judge june just key
    kid king kit knight lake lamb lance lane lark laurel law leaf lee lily little long lord love low luck
    lucky mace major man march mark marsh mason may melody mercy mike mild miles mill miller mine mint
    misty monk moon more moss much nice nick night no noble noon norm north now nut oak of old olive on
    only opal or page paige park parker pat patience peace pearl penny pepper pine pink piper pitch poe
    pool pope poppy porter pound power price prince prior pry queen rain ray red reed reef rice rich river
    rob robin rock rod rose rosemary round ruby rue rush rusty sage sand sandy scarlet scout sea see
    serene sharp shaw shell sheriff short silver sky small smart smith so song south sparrow spring star
    steel sterling stone storm strong sue summer sun sunny swan sweet swift taylor than the then thorn
    time tiny to tom top tower town trinity trip true tuck turner up victor violet wade wait walker wall
    ward water way weaver webb wells west what when white who will win wind winter wise wolf wood woods
    worth wren wright yes york young
    """.split()  # noqa: SIM905
)
"""Names that are words as well: masked where they begin with a capital."""


@dataclass(frozen=True, slots=True)
class Names:
    """Who is known. Made by `Names.of`."""

    words: Mapping[str, tuple[Kind, str]] = field(default_factory=dict)
    stems: frozenset[str] = frozenset()
    accounts: frozenset[str] = frozenset()
    pattern: re.Pattern[str] | None = None
    """Names in scripts without spaces, and the person's own words."""

    @classmethod
    def of(cls, names: Iterable[str], accounts: Iterable[str] = (), own: Iterable[str] = ()) -> Names:
        """names: as people are called. accounts: names of accounts. own: words and phrases to keep."""
        words: dict[str, tuple[Kind, str]] = {}
        pieces = [re.sub(r"\s+", r"\\s+", re.escape(one.strip()).replace("\\ ", " ")) for one in own]
        for name in sorted(set(names)):
            _add_name(words, name)
            pieces += map(re.escape, _UNSPACED.findall(name))
        pieces = sorted({piece for piece in pieces if piece}, key=lambda piece: (-len(piece), piece))
        pattern = re.compile("|".join(pieces), re.IGNORECASE) if pieces else None
        known = frozenset(one.casefold() for one in accounts if len(one) >= SHORTEST_STEM)
        return cls(words, frozenset(_stems(words)), known, pattern)

    def find(self, text: str) -> Iterator[Span]:
        """Where somebody is named."""
        for match in _LETTERS.finditer(text) if self.words else ():
            known = self.words.get(fold(match[0]))
            if known and self._is_meant(match, text):
                yield Span(*match.span(), known[0])
            elif known is None and self._is_form(match[0]):
                yield Span(*match.span(), "Person")
        for match in _ACCOUNT.finditer(text) if self.accounts else ():
            if match[0].casefold() in self.accounts:
                yield Span(*match.span(), "Account")
        if self.pattern is not None:
            yield from (Span(*match.span(), "Private") for match in self.pattern.finditer(text))

    def usual(self, surface: str) -> str | None:
        """How a name is usually written; None where it is not known."""
        known = self.words.get(fold(surface))
        return known[1] if known else None

    def _is_meant(self, match: re.Match[str], text: str) -> bool:
        word = fold(match[0])
        if word not in ORDINARY and word not in MONTHS and word not in DAYS:
            return True
        if not match[0][0].isupper():
            return False
        if word not in MONTHS and word not in DAYS:
            return True
        before = text[max(0, match.start() - 12) : match.start()]
        return not _BESIDE_DATE.search(before) and not _BEFORE_DATE.match(text, match.end())

    def _is_form(self, word: str) -> bool:
        """Whether a capitalised word is a name with an ending: "Jurija" and "Vesni" of Jurij and Vesna."""
        if not word[0].isupper() or not self.stems:
            return False
        plain = fold(word)
        ends = range(max(SHORTEST_STEM, len(plain) - LONGEST_ENDING), len(plain) + 1)
        return any(plain[:end] in self.stems for end in ends)


@lru_cache(maxsize=65_536)
def fold(word: str) -> str:
    """A word without case and accents."""
    bare = unicodedata.normalize("NFKD", word.casefold().translate(_UNACCENTED))
    return "".join(letter for letter in bare if not unicodedata.combining(letter))


def _add_name(words: dict[str, tuple[Kind, str]], name: str) -> None:
    family, comma, given = _ADDRESS.sub(" ", name).partition(",")
    found = _LETTERS.findall(f"{given} {family}" if comma else family)
    written = any(word[0].isupper() for word in found)
    for place, word in enumerate(found):
        plain = fold(word)
        is_particle = written and word[0].islower()
        if len(plain) < 2 or plain in NOT_NAMES or is_particle:
            continue
        before = words.get(plain)
        kind: Kind = "Person" if place == 0 or (before and before[0] == "Person") else "Family"
        words[plain] = (kind, before[1] if before else _capitalised(word))


def _capitalised(word: str) -> str:
    """As a name is written: "Ana" for "ana" and "ANA"."""
    return word.capitalize() if word.islower() or word.isupper() else word


def _stems(words: Iterable[str]) -> Iterator[str]:
    for word in words:
        if word in ORDINARY or word in MONTHS or word in DAYS:
            continue
        stem = word[:-1] if word[-1] in _VOWELS else word
        if len(stem) >= SHORTEST_STEM:
            yield stem


NOBODY = Names()
