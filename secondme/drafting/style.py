"""How the person writes, measured on what they wrote: greeting, closing, language, length, tone."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from statistics import median

from secondme.drafting.draft import Kind
from secondme.drafting.own_words import OwnText

LANGUAGES = ("en", "de", "fr", "es", "it", "nl", "pt", "pl")
"""Those whose greetings are known and which a small model writes."""
USUAL_WORDS = 60
LEAST_WORDS: Mapping[Kind, int] = {"mail": 40, "letter": 60, "message": 15, "text": 60}
"""A text about a matter says more than most messages do."""
_LEAST = 40
"""Characters below which a text says too little about its language."""
_GREETING = re.compile(
    r"^(?:hi|hey|hello|dear|good (?:morning|evening)|hallo|liebe[rs]?|sehr geehrte[rs]?|"
    r"guten (?:tag|morgen)|moin|bonjour|salut|cher|chère|hola|"
    r"querid[oa]|estimad[oa]|buenos días|ciao|caro|cara|gentile|beste|olá|cześć)\b",
    re.IGNORECASE,
)
_FORMAL = re.compile(
    r"\b(?:dear (?:mr|mrs|ms|sir|dr)|sehr geehrte|sie|ihnen|vous|usted|yours (?:sincerely|faithfully)|"
    r"kind regards|mit freundlichen grüßen|cordialement|atentamente)\b",
    re.IGNORECASE,
)
_SHORT_FORMS = re.compile(
    r"\b(?:I'm|don't|can't|it's|I'll|won't|you're|that's|didn't|isn't)\b|[:;]-?[)(D]", re.IGNORECASE
)
_TITLE = re.compile(
    r"(?:mr|mrs|ms|miss|dr|prof|herr|frau|mme|mlle|monsieur|madame|sr|sra|señora?)\.?", re.IGNORECASE
)
_USUAL = {
    "en": (("Dear {},", "Kind regards,"), ("Hi {},", "Best,"), "Hello,"),
    "de": (("Guten Tag {},", "Mit freundlichen Grüßen"), ("Hallo {},", "Liebe Grüße"), "Guten Tag,"),
    "fr": (("Bonjour {},", "Cordialement,"), ("Salut {},", "À bientôt,"), "Bonjour,"),
    "es": (("Estimado/a {}:", "Atentamente,"), ("Hola {}:", "Un abrazo,"), "Hola:"),
    "it": (("Gentile {},", "Cordiali saluti,"), ("Ciao {},", "A presto,"), "Buongiorno,"),
    "nl": (("Beste {},", "Met vriendelijke groet,"), ("Hoi {},", "Groetjes,"), "Hallo,"),
    "pt": (("Caro/a {},", "Com os melhores cumprimentos,"), ("Olá {},", "Um abraço,"), "Olá,"),
    "pl": (("Dzień dobry,", "Z poważaniem"), ("Cześć {},", "Pozdrawiam"), "Dzień dobry,"),
}
"""Where the person never wrote so: greeting and closing, formal and not, and a greeting for nobody known."""


@dataclass(frozen=True, slots=True)
class Parts:
    """A letter taken apart."""

    greeting: str
    body: str
    closing: str
    signature: str


@dataclass(frozen=True, slots=True)
class Style:
    """How to write. greeting, closing, signature: the lines around; empty: none. words: a usual length.

    samples: bodies of the person's own that show it. measured: what was seen, in a few words each.
    """

    language: str
    formal: bool
    words: int
    greeting: str = ""
    closing: str = ""
    signature: str = ""
    samples: tuple[str, ...] = ()
    measured: tuple[str, ...] = ()


def take_apart(text: str) -> Parts:
    """Greeting, body, closing and signature of a letter; a message without them is all body. Pure."""
    lines = text.strip().splitlines()
    greeting, signature, closing = "", "", ""
    if lines and _is_greeting(lines[0], alone=len(lines) > 1):
        greeting = lines.pop(0).strip()
    tail: list[str] = []
    while len(tail) < 2 and len(lines) > 1 and _is_closing(lines[-1]):
        tail.insert(0, lines.pop().strip())
        while lines and not lines[-1].strip():
            lines.pop()
            if len(tail) == 2:
                break
    if len(tail) == 2:
        closing, signature = tail
    elif tail:
        closing, signature = (tail[0], "") if tail[0].endswith(",") else ("", tail[0])
    return Parts(greeting, "\n".join(lines).strip(), closing, signature)


def measure(
    to_them: Sequence[OwnText], to_anybody: Sequence[OwnText], kind: Kind, name: str, me: str, fallback: str
) -> Style:
    """The style for one more text of that kind to somebody of that name. Pure.

    to_them, to_anybody: what the person wrote before. me: their own name. fallback: the language where none
    of it tells one.
    """
    own = to_them or to_anybody
    parts = [take_apart(one.text) for one in own]
    bodies = [one.body for one in parts if one.body]
    language = language_of(" ".join(bodies)[:4_000]) or fallback
    formal = _is_formal([one.text for one in own]) if own else kind in ("letter",)
    usual = round(median(len(body.split()) for body in bodies)) if bodies else USUAL_WORDS
    words = max(LEAST_WORDS[kind], usual)
    greeting, closing, signature = "", "", ""
    if kind in ("mail", "letter"):
        greeting = _greeting(to_them, to_anybody, name, language, formal)
        closing = _commonest(one.closing for one in parts) or _usual(language, formal)[1]
        signature = _commonest(one.signature for one in parts) or (me if formal else me.split(" ")[0])
    who = f"{len(to_them)} texts to them" if to_them else f"{len(to_anybody)} texts to others"
    measured = (f"measured on {who}", f"language {language}", "formal" if formal else "informal")
    samples = tuple(body for body in bodies if 4 <= len(body.split()) <= 45)[:2]
    return Style(
        language, formal, words, greeting, closing, signature, samples, (*measured, f"about {words} words")
    )


def language_of(text: str) -> str:
    """The language that a text is in, as `en`; empty where it says too little or is none that is known."""
    if len(text) < _LEAST:
        return ""
    from py3langid import langid

    found = str(langid.classify(text)[0])
    return found if found in LANGUAGES else ""


def signed(how: str, me: str, fallback: str) -> str:
    """The signature that an instruction asks for: a part of the own name, or its very words."""
    words = me.split()
    if not words:
        return how if how not in ("first name", "full name", "last name", "initials") else fallback
    parts = {
        "first name": words[0],
        "full name": me,
        "last name": words[-1],
        "initials": "".join(f"{word[0]}." for word in words),
    }
    return parts.get(how, how)


def greeted(language: str, formal: bool, name: str) -> str:
    """The usual greeting of a language."""
    if not name:
        return _nobody(language)
    return _usual(language, formal)[0].format(name if formal else first_name(name))


def first_name(name: str) -> str:
    """What friends say; all of it where a title stands before it: "Mrs Dunsire". Pure."""
    first, *others = name.split(" ")
    return name if others and _TITLE.fullmatch(first) else first


def closed(language: str, formal: bool) -> str:
    """The usual closing of a language."""
    return _usual(language, formal)[1]


def _usual(language: str, formal: bool) -> tuple[str, str]:
    both = _USUAL.get(language, _USUAL["en"])
    return both[0] if formal else both[1]


def _nobody(language: str) -> str:
    return _USUAL.get(language, _USUAL["en"])[2]


def _greeting(
    to_them: Sequence[OwnText], to_anybody: Sequence[OwnText], name: str, language: str, formal: bool
) -> str:
    """As the person greeted them before; else as they greet others, with this name; else as is usual."""
    if seen := _commonest(take_apart(one.text).greeting for one in to_them):
        return seen
    if not name:
        return _nobody(language)
    shapes = (_shape(take_apart(one.text).greeting, one.to) for one in to_anybody)
    shape = _commonest(shapes)
    return shape.format(first_name(name)) if shape else greeted(language, formal, name)


def _shape(greeting: str, to: str) -> str:
    """`Hi {}!` of "Hi Ana!" to Ana Kovač; empty where the first name does not stand there alone."""
    first = to.split(" ")[0]
    if not first or "{" in greeting or not re.search(rf"\b{re.escape(first)}\b", greeting):
        return ""
    shape = re.sub(rf"\b{re.escape(first)}\b", "{}", greeting, count=1)
    return shape if shape.count("{}") == 1 and _GREETING.match(shape) else ""


def _is_greeting(line: str, *, alone: bool) -> bool:
    few = len(line.split()) <= 5
    return alone and few and bool(_GREETING.match(line.strip()))


def _is_closing(line: str) -> bool:
    plain = line.strip()
    return bool(plain) and len(plain.split()) <= 4 and plain[-1] not in ".?:;)" and not plain[:1].isdigit()


def _is_formal(texts: Sequence[str]) -> bool:
    formal = sum(bool(_FORMAL.search(text)) for text in texts)
    casual = sum(bool(_SHORT_FORMS.search(text)) for text in texts)
    return formal > casual


def _commonest(lines: Iterable[str]) -> str:
    counted = Counter(line for line in lines if line)
    return counted.most_common(1)[0][0] if counted else ""
