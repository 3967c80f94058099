"""Recognises questions about order: which came first, what came before or after, the first and last time."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from secondme.recall.order.quoting import Masked, mask, quotation_in
from secondme.recall.order.wording import LANGUAGES, Language, Patterns, hints, patterns
from secondme.recall.order.words import words_of
from secondme.recall.stop_words import STOP_WORDS

LONGEST_QUESTION = 600
"""In characters, without its quotations: nobody asks for an order in more."""
MOST_NAME_WORDS = 3

_WORD = re.compile(r"[^\W_]+")
_TELLING = re.compile(
    r"\b(?:sa(?:y|id|ys)|told|tell|mention\w*|wrot?e|writ\w+|talk\w*|spo[ko]e?n?|read|book|novel|text|story|"
    r"chapter|passage|segment|excerpt|document|chat|conversation|messages?|appear\w*|gesagt|sagte|geschrieben|buch|"
    r"erwähnt\w*|dit|écrit|livre|dijo|escri\w+|libro|texto|testo|detto|scritto|disse|livro|zei|gezegd|boek|tekst)\b",
    re.IGNORECASE,
)
_COURTESY = re.compile(
    r"^[\s¿¡]*(?:(?:please|so|and|but|ok(?:ay)?|hey|well|tell me|do you (?:know|remember)|und|et|y|e|en)\b"
    r",?\s+)*[¿¡]*",
    re.IGNORECASE,
)
_PRONOUN = re.compile(
    r"(?:this|that|it|then|das|dem|ça|cela|eso|esto|questo|quello|isso|isto|dat|dit|daarvoor)\W*",
    re.IGNORECASE,
)
_DATE = re.compile(
    r"(?:(?:the|on|in|last|next|this|of|\d{1,4}(?:st|nd|rd|th)?|jan\w*|feb\w*|mar(?:ch)?|apr\w*|may|june?|july?|"
    r"aug\w*|sep\w*|oct\w*|nov\w*|dec\w*|\w+day|week|month|year|today|now|noon|midnight|ever)\b[\s,./:-]*)+",
    re.IGNORECASE,
)
_ABOUT = re.compile(
    r"^(?:the )?(?:part|passage|scene|chapter|bit|section|message|time) "
    r"(?:about|where|when|in which|with|that says)\s+",
    re.IGNORECASE,
)
_OPEN = re.compile(
    r"\b(?:any(?:thing|one|body)?|something|ever|nothing|etwas|jemals|algo|qualcosa|iets)\b", re.I
)
_MENTIONED = re.compile(
    r"^(?:(?P<who>\S+(?: \S+)?) )?(?:mentioned|said|told (?:me|us)|talked about|spoke (?:about|of)|"
    r"wrote(?: about)?|asked (?:about|for)|brought up|erwähnte|mentionné|mencionó|mencionou|noemde)\s+"
    r"(?:that\s+)?(?P<what>.+)",
    re.IGNORECASE,
)
_WHO_OR_WHERE = re.compile(
    r"(?:who|where|wer|wo|qui|où|quién|quien|dónde|donde|chi|dove|quem|onde|wie|waar)\b", re.IGNORECASE
)
_LITTLE = STOP_WORDS.union(*(words.fillers | words.self for words in LANGUAGES.values()))

Kind = Literal["which", "beside", "extreme"]


@dataclass(frozen=True, slots=True)
class Part:
    """One of the things whose order is asked for. quoted: word for word, to be found as it is.

    label: what the question calls it, such as "A".
    """

    text: str
    quoted: bool = False
    label: str = ""


@dataclass(frozen=True, slots=True)
class OrderQuestion:
    """A question about order, taken apart.

    kind: "which" of two parts is earlier; what stands "beside" the one part; the "extreme", the first or last
    time that it came up. later: the later one, what came after, the last time. claim: the first part is said
    to come before (later: after) the second, and the answer is yes or no. near: right beside. telling: asks
    when it was said or where it stands, not when it happened. who: only their words; "" for anybody's.
    context: what else the question says. previous: the part is what was found last ("before that").
    """

    kind: Kind
    parts: tuple[Part, ...]
    later: bool = False
    claim: bool = False
    near: bool = False
    telling: bool = False
    who: str = ""
    context: str = ""
    previous: bool = False


def may_ask(text: str) -> bool:
    """Whether a text has a word without which nothing asks for an order: quickly told."""
    return hints().search(text) is not None


def read_order(text: str) -> OrderQuestion | None:
    """The question, if it asks for an order in words that are known; else None."""
    masked = mask(text)
    if len(masked.text) > LONGEST_QUESTION or not hints().search(masked.text):
        return None
    plain = " ".join(masked.text.split()).replace("\N{RIGHT SINGLE QUOTATION MARK}", "'")
    plain = _COURTESY.sub("", plain)
    return next(_readings(plain, masked), None)


def _readings(plain: str, masked: Masked) -> Iterator[OrderQuestion]:
    for code, language in LANGUAGES.items():
        known = patterns(code)
        for read in (_which, _extreme, _beside, _claim):
            question = read(plain, masked, language, known)
            if question is not None:
                yield question


def _which(plain: str, masked: Masked, language: Language, known: Patterns) -> OrderQuestion | None:
    looks = (pattern.match(plain) for pattern in (*known.which, known.named_first))
    found = next(filter(None, looks), None)
    if found is None:
        return None
    parts = _part(found["a"], masked), _part(found["b"], masked)
    if not all(map(_says_something, parts)):
        return None
    more = f"{found['head']} {found['more']}"
    context = _left_over(more, language.happens | language.says | language.fillers | language.self)
    return OrderQuestion(
        "which",
        parts,
        later=bool(known.later.match(found["side"])),
        telling=any(part.quoted for part in parts) or bool(_TELLING.search(more)),
        context=" ".join(word for word in context if not _TELLING.fullmatch(word)),
    )


def _claim(plain: str, masked: Masked, language: Language, known: Patterns) -> OrderQuestion | None:
    found = known.claim.match(plain)
    if found is None or _OPEN.search(found["a"]) or _DATE.fullmatch(found["b"]):
        return None
    parts = _part(_without_verb(found["a"], language), masked), _part(found["b"], masked)
    if not all(map(_says_something, parts)):
        return None
    return OrderQuestion(
        "which",
        parts,
        later=bool(known.after.match(found["side"])),
        claim=True,
        telling=any(part.quoted for part in parts),
    )


def _beside(plain: str, masked: Masked, language: Language, known: Patterns) -> OrderQuestion | None:
    found = known.beside.match(plain)
    if found is None or _DATE.fullmatch(found["anchor"]) or _WHO_OR_WHERE.match(plain):
        return None
    spoken, anchor = _without_end(found["anchor"], language)
    middle = [word.casefold() for word in _WORD.findall(found["middle"])]
    tells = spoken or any(word in language.says for word in middle)
    if middle and not tells and not any(word in language.happens for word in middle):
        return None
    left = _left_over(found["middle"], language.happens | language.says | language.fillers)
    if not _is_name(left, language, tells=tells):
        return None
    anchor, teller = _what_was_mentioned(anchor)
    part, previous = _part(anchor, masked), bool(_PRONOUN.fullmatch(anchor))
    if not previous and not _says_something(part):
        return None
    return OrderQuestion(
        "beside",
        (part,),
        later=bool(known.after.match(found["side"])),
        near=found["near"] is not None,
        telling=tells or teller or quotation_in(anchor) is not None,
        who=" ".join(left),
        previous=previous,
    )


def _extreme(plain: str, masked: Masked, language: Language, known: Patterns) -> OrderQuestion | None:
    for pattern in known.extreme:
        found = pattern.match(plain)
        if found is None:
            continue
        who = found.groupdict().get("who") or ""
        left = _left_over(who, language.happens | language.says | language.fillers)
        _, anchor = _without_end(found["anchor"], language)
        part = _part(anchor, masked)
        if not _is_name(left, language, tells=True) or not _says_something(part):
            return None
        return OrderQuestion(
            "extreme",
            (part,),
            later=bool(known.last.match(found["side"])),
            telling=True,
            who=" ".join(left),
        )
    return None


def _part(text: str, masked: Masked) -> Part:
    number = quotation_in(text)
    if number is None or number >= len(masked.quotations):
        return Part(_ABOUT.sub("", text.strip(" ?.!,;:")))
    return Part(" ".join(masked.quotations[number].split()), True, masked.labels[number])


def _says_something(part: Part) -> bool:
    """Whether one can look for it: a quotation, or words of which one is more than "us" or "it"."""
    words = words_of(part.text)
    return bool(words) and (part.quoted or any(word not in _LITTLE for word in words))


def _left_over(text: str, known: frozenset[str]) -> list[str]:
    return [word for word in _WORD.findall(text) if word.casefold() not in known]


def _is_name(words: list[str], language: Language, *, tells: bool) -> bool:
    """Whether what is left may be who spoke: nobody named, "I", or a few words beside a verb of telling."""
    plain = {word.casefold() for word in words}
    if plain & language.modals:
        return False
    return plain <= language.self or (tells and len(words) <= MOST_NAME_WORDS)


def _without_verb(text: str, language: Language) -> str:
    """Without the verbs around it that says no more than that it happened, as in "the move happen"."""
    words = text.split()
    while len(words) > 1 and words[-1].casefold() in language.happens:
        words.pop()
    while len(words) > 1 and words[0].casefold() in language.happens:
        words.pop(0)
    return " ".join(words)


def _without_end(text: str, language: Language) -> tuple[bool, str]:
    """Whether it ends in a verb of telling, as in German questions; and what stands before it."""
    words = text.strip(" ?.!").split()
    end = words[-1].casefold() if len(words) > 1 else ""
    if end in language.says and end not in {"of", "about"}:
        return True, " ".join(words[:-1])
    return False, " ".join(words)


def _what_was_mentioned(anchor: str) -> tuple[str, bool]:
    """ "she mentioned the boat" is about the boat, and about when it was said."""
    found = _MENTIONED.match(anchor)
    return (found["what"], True) if found else (anchor, False)
