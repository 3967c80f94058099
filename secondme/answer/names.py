"""The names in a question, and the names under which a hit stands: of its document, its folder, its speaker.

A name is a word that stands for one thing alone. Capital letters tell it, in languages that do not begin
every noun with one; of what is written small ("which licence has khard?") the names of what was found, and
the place in the question where no common noun stands without an article.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import takewhile
from pathlib import PurePath

from secondme.recall.excerpt import stem
from secondme.recall.hit import Hit
from secondme.recall.kinds import QuestionKind
from secondme.recall.periods import find_periods
from secondme.recall.question import Question
from secondme.recall.stop_words import STOP_WORDS, language_of, stop_words_of
from secondme.recall.time_tokens import fold, may_name_time
from secondme.recall.timing import UNDATED

SHORTEST = 2
LONGEST_TITLE = 2
"""Words; a longer title tells what a document says, a shorter one may be the name of what it is about."""
MANUALS = frozenset(
    """
    readme license licence copying notice install installation contributing authors changelog changes history
    news manual faq index main about
    """.split()  # noqa: SIM905
)
"""Files that are called so are about what their folder is named after."""

_WORD = re.compile(r"[^\W_]+(?:[-'\u2019.+][^\W_]+)*")
_OWNING = re.compile(r"['\u2019]s?$")
_BEFORE_A_NAME = frozenset("has have does did of by from maintains wrote started".split())  # noqa: SIM905
_BARE = frozenset(
    """
    breakfast lunch dinner supper tea coffee work school college university church bed home town court
    hospital
    tonight noon midnight there here now default hand heart chance mistake example everybody everyone somebody
    someone anybody anyone nobody everything something anything nothing people money rent music food water
    time
    wood oak metal glass stone paper wool cotton
    """.split()  # noqa: SIM905
)
"""Common words that stand without an article."""
_CALLED = frozenset(
    """
    mum mom mama mother dad papa father grandma grandpa granny nana auntie uncle aunt mutti oma opa mutter
    vater
    maman mamie tante mamá papá mãe pai mr mrs ms miss dr prof sir herr frau mme señor señora senhor senhora
    """.split()  # noqa: SIM905
)
"""What many are called, and titles: these are told apart by who speaks, not by the word."""
_FIRST_OF_MANY = frozenset(
    "new old san santa saint st north south east west great big royal mount lake los las the".split()  # noqa: SIM905
)
"""Where a name begins with one of these, its beginning alone does not tell whose it is."""
_KIND = re.compile(r"[A-Z]\w+(?:ian|ean|ican|ish|ese)|French|Dutch|German|Greek|Swiss|Czech|Thai|Irish|Welsh")
"""Of a country or a continent: "European cities" are named one by one where they are told of."""
_ASKED_OF = re.compile(r"\w+(?:ed|ble)|based|written|made|built|first|for")
_MIXED = re.compile(r"(?=.*[a-z])(?=.*\d)[a-z][a-z\d]{3,}")


@dataclass(frozen=True, slots=True)
class Name:
    """A name as the question writes it. plain: that it is one is told by its place alone."""

    text: str
    plain: bool = False

    @property
    def words(self) -> tuple[str, ...]:
        """Its words as they are compared."""
        return words_of(self.text)

    @property
    def joined(self) -> str:
        """The whole as one word, as far as a hyphen joins it."""
        return stem(re.sub(r"\W", "", fold(self.text))) if " " not in self.text else ""

    @property
    def beginning(self) -> tuple[str, ...]:
        """As much of it as tells it from others: "Ana" of Ana Kovač, all of San Diego."""
        return self.words if self.words[:1] and self.words[0] in _FIRST_OF_MANY else self.words[:1]


def names_asked(question: Question, hits: Sequence[Hit]) -> list[Name]:
    """The names in a question, in order, each once.

    hits: what was found for it, by whose own names those are known that are written small.
    """
    spelled = [(match.group(), match.start()) for match in _WORD.finditer(question.plain)]
    words = [written for written, _ in spelled]
    times = [(mention.start, mention.end) for mention in find_periods(question.plain, UNDATED)]
    own = {word for hit in hits for name in own_names(hit) for word in words_of(name)}
    capitals_tell = _capitals_tell(question)
    found: list[Name] = []
    after = -2
    for place, (written, start) in enumerate(spelled):
        word = _OWNING.sub("", written)
        if not _may_be_name(word, question) or any(begins <= start < ends for begins, ends in times):
            continue
        after_it = words[place + 1] if place + 1 < len(words) else ""
        capital = place > 0 and capitals_tell and _is_capital(word, after_it)
        known = bool(words_of(word)) and set(words_of(word)) <= own
        if not (capital or known or _stands_bare(place, words, question)):
            continue
        joined = capital and after == place - 1 and question.plain[start - 1] == " " and not found[-1].plain
        if joined:
            found[-1] = Name(f"{found[-1].text} {word}")
        else:
            found.append(Name(word, plain=not (capital or known)))
        after = place if capital and written == word else -2  # "Ana's Piran" are two.
    return list(dict.fromkeys(found))


def own_names(hit: Hit) -> list[str]:
    """The names of what a hit is about as a whole: a short title, the folder of a manual, who speaks."""
    names = [hit.title] if len(hit.title.split()) <= LONGEST_TITLE else []
    if hit.path is not None and fold(PurePath(hit.path).stem) in MANUALS:
        names = [one for one in names if fold(one) not in MANUALS]
        names.append(PurePath(hit.path).parent.name)
    return [name for name in names if name]


def frame_of(hit: Hit) -> str:
    """What a passage stands under: its headings, title, folders below the source, event, and who speaks."""
    path = "" if hit.path is None else _below(hit)
    return "\n".join([hit.title, hit.heading, path, hit.event_title, hit.speaker or ""])


def words_of(text: str) -> tuple[str, ...]:
    """The words of a name as they are compared: without case, accents and endings."""
    return tuple(stem(word) for word in re.findall(r"[^\W_]+", fold(text)) if len(word) > 1 or word.isdigit())


def stands_in(name: Name, text: str) -> bool:
    """Whether a text has a name, or as much as tells it; a long word may be written otherwise by a letter."""
    there = _all_words(text)
    if not name.words:
        return False
    return name.joined in there or all(word in there or _nearly(word, there) for word in name.beginning)


def may_stand_in(name: Name, text: str) -> bool:
    """Whether a text has any word of a name, such as the family's alone."""
    return not _all_words(text).isdisjoint((*name.words, name.joined))


def _all_words(text: str) -> set[str]:
    """The words of a text, those with a hyphen also as one: Wi-Fi is wifi."""
    joined = {stem(re.sub(r"\W", "", word)) for word in _WORD.findall(fold(text)) if "-" in word}
    return {*words_of(text), *joined}


def _below(hit: Hit) -> str:
    """The path below the source; of a single file its name and folder."""
    assert hit.path is not None
    path = PurePath(hit.path)
    if path.is_relative_to(hit.source) and str(path) != hit.source:
        return " ".join((PurePath(hit.source).name, *path.relative_to(hit.source).parts))
    return " ".join(path.parts[-2:])


def _may_be_name(word: str, question: Question) -> bool:
    plain = word.casefold()
    little = plain in STOP_WORDS or plain in _CALLED or plain in stop_words_of(sorted(question.words))
    return len(word) >= SHORTEST and not little and not word.isdigit() and not may_name_time(word)


def _is_capital(word: str, after: str) -> bool:
    """Whether it is written as names are; what is all capitals is short for something, and no name."""
    if after[:1].islower() and _KIND.fullmatch(word):
        return False
    return word[0].isupper() and (any(letter.islower() for letter in word) or len(word) > 5)


def _capitals_tell(question: Question) -> bool:
    """Whether a capital makes a name: not where all nouns have one, or all words."""
    spelled = re.findall(r"\w+", question.plain)
    lower = sum(word[:1].islower() for word in spelled)
    return lower > 0 and language_of([word.casefold() for word in spelled]) != "de"


def _stands_bare(place: int, spelled: Sequence[str], question: Question) -> bool:
    """Whether a word stands where English has no common noun without an article: "what licence has git?"."""
    word, before = spelled[place].casefold(), spelled[place - 1].casefold() if place else ""
    if question.speaks_of_self or word in _BARE or word.endswith(("ing", "ed", "ly")):
        return False
    if language_of([one.casefold() for one in spelled]) != "en":
        return False
    after = spelled[place + 1].casefold() if place + 1 < len(spelled) else ""
    if before in {"is", "was"}:
        return bool(after) and question.kind is not QuestionKind.WHO and bool(_ASKED_OF.fullmatch(after))
    if before in _BEFORE_A_NAME and not word.endswith("s"):
        return not after or before in {"does", "did", "has"}
    return not after and bool(_MIXED.fullmatch(word))


def _nearly(word: str, there: Collection[str]) -> bool:
    """Whether some word differs by one letter, where that hardly makes another name."""
    alike = (other for other in there if abs(len(other) - len(word)) <= 1)
    return len(word) > 6 and any(_one_apart(word, other) for other in alike)


def _one_apart(one: str, other: str) -> bool:
    short, long = sorted((one, other), key=len)
    same = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(short, long, strict=False)))
    return short[same + (len(short) == len(long)) :] == long[same + 1 :]
