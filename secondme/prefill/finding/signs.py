"""Signs: what stands around a value, from which one sees whose it is and whether it still holds. Pure.

They are of structure, not of wording: who is named before it, what else of its kind stands beside it, how
many places agree.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from secondme.memories.kin import ME
from secondme.people.names import plain_name
from secondme.prefill.candidate import Candidate, Proof
from secondme.prefill.finding.circle import ABOUT_ME, Circle
from secondme.prefill.finding.kin_words import TITLES
from secondme.prefill.finding.labels import MINE, read_label, words_in
from secondme.prefill.finding.noted import Noted
from secondme.prefill.finding.passages import Said
from secondme.prefill.finding.relations import RELATIONS
from secondme.prefill.finding.weighing import same_key

_END = re.compile(r"[.!?;](?=\s|$)|\n")
_I = MINE | frozenset(
    """
    i me myself im ive we us ich mich mir wir uns je j moi nous yo nosotros io noi eu nos ik mij wij we ons
    vivo vivimos trabajo tengo soy estoy me abito lavoro sono ho moro trabalho tenho sou estou
    """.split()  # noqa: SIM905
)
_THEY = frozenset(
    """
    he she they his her their hers him them er ihr ihre ihrer ihren seine seiner seinen elle il ils lui leur
    leurs sa ses el ella ellos ellas su sus lei loro suo sua suoi ele ela eles dele dela zij hij hun haar zijn
    """.split()  # noqa: SIM905
)
_NO_PERSONS = frozenset({"employer", "school", "pet", "insurer", "emergency contact", "reference"})
_OTHER_TIME = frozenset(
    """
    was were used old former formerly previously previous ex before until till left ago then back once will
    would going planning plan plans maybe perhaps might could if when soon next not never no isn t wasn
    war waren wohnte arbeitete frueher fruher vorher alte alter altes alten ehemalige ehemaliger bis damals
    vor zuvor wird wurde werde wollen will vielleicht falls wenn bald naechste nachste nicht kein keine nie
    etait etaient ancien ancienne anciennement avant jusqu jusque autrefois ex sera serait peut etre si
    bientot prochain prochaine pas plus jamais quitte demenage
    era eran antes antiguo antigua anterior anteriormente hasta entonces sera seria quizas quiza tal vez si
    cuando pronto proximo proxima no nunca ya deje vivia trabajaba
    erano prima vecchio vecchia precedente fino allora sara sarebbe forse se quando presto prossimo prossima
    non mai piu lasciato abitavo lavoravo
    eram antigo antiga ate entao talvez quando breve nao nunca morava trabalhava deixei
    vroeger oude vorige tot toen zal zou misschien als binnenkort volgende niet geen nooit
    """.split()  # noqa: SIM905
)
_NAME_LINE = re.compile(
    r"[\W_]*(?:(?:Mrs?|Ms|Miss|Dr|Prof|Herrn?|Frau|Mme|M|Mlle|Sra?|Sig(?:\.ra)?|Dhr|Mevr|D\u00aa?|Don|Do\u00f1a)\.? )?"
    r"[A-ZÀ-Þ][\w'\u2019.-]+(?: (?:(?:de|da|do|dos|van|von|der|den|di|del|la|y|e) )*[A-ZÀ-Þ][\w'\u2019.-]*){0,3}"
    r"[\s,:*_]*(?:\(.{1,40}\))?[\s:*_]*"
)
_TITLED = re.compile(
    r"\b(?:Mrs?|Ms|Miss|Dr|Dra|Prof|Herrn?|Frau|Mme|Mlle|Madame|Monsieur|Sra?|Sig|Signora?|Dhr|Mevr|Don|Do\u00f1a|Dona)"
    r"\.? (?P<name>[A-ZÀ-Þ][\w'\u2019-]+)"
)
_SHAPES: Mapping[str, re.Pattern[str]] = {
    "phone": re.compile(r"(?<![\w.,])\+?\(?\d[\d ()./-]{6,20}\d(?![\w])"),
    "email": re.compile(r"[^\s,@<(]+@[^\s,@>)]+\.\w+"),
    "postcode": re.compile(r"\b(?:\d{4,5}(?:-\d{3})?|[A-Z]{1,2}\d[\dA-Z]? ?\d[A-Z]{2}) (?=[A-ZÀ-Þ])|\b[A-Z]{1,2}\d[\dA-Z]? \d[A-Z]{2}\b"),
}
_OF_SHAPE = {
    **dict.fromkeys(("phone", "mobile", "landline", "work phone", "fax"), "phone"),
    **dict.fromkeys(("email", "work email"), "email"),
    **dict.fromkeys(("address", "street address", "postcode", "city", "region", "country", "address line 2"), "postcode"),
}
MOST_ABOVE = 6


@dataclass(frozen=True, slots=True)
class Place:
    """A value in a passage. before: its sentence up to it; line: its line; above: the bare lines above."""

    before: str
    sentence: str
    line: str
    above: tuple[str, ...]
    said: Said


def signs_of(
    candidate: Candidate,
    others: Sequence[Noted],
    attribute: str,
    whose: str,
    circle: Circle,
    passages: Mapping[int, Said],
    as_of: date,
) -> dict[str, float]:
    """What tells for and against a candidate, each 0 to 1.

    others: all that is noted of the attribute of whom the field asks. passages: those that proofs name.
    """
    places = [place_of(one, candidate.value, passages[one.passage]) for one in candidate.proofs if one.passage in passages]
    if not places:
        return {}
    return {}


def place_of(proof: Proof, value: str, said: Said) -> Place:
    """Where a value stands, by the quote that tells it."""
    text = said.written or said.text
    first, last = _quoted(text, proof.quote)
    at = _value_in(text, first, last, value)
    begin = max((m.end() for m in _END.finditer(text, 0, at)), default=0)
    end = next((m.start() for m in _END.finditer(text, at)), len(text))
    from_, to = text.rfind("\n", 0, at) + 1, text.find("\n", at)
    to = len(text) if to < 0 else to
    above = []
    for row in reversed(text[:from_].split("\n")[:-1]):
        if not row.strip() or len(above) >= MOST_ABOVE:
            break
        above.append(row)
    return Place(text[begin:at], text[begin:end], text[from_:to], tuple(above), said)


def _quoted(text: str, quote: str) -> tuple[int, int]:
    words = quote.split()
    for count in (len(words), 12, 5, 2):
        found = re.search(r"\s+".join(map(re.escape, words[:count])), text) if words else None
        if found:
            return found.start(), max(found.end(), min(len(text), found.start() + len(quote)))
    return 0, len(text)


def _value_in(text: str, first: int, last: int, value: str) -> int:
    at = text.find(value, first, last)
    if at >= 0:
        return at
    for word in value.split():
        if len(word) >= 2 and (at := text.find(word.strip(","), first, last)) >= 0:
            return at
    digits = re.sub(r"\D", "", value)[-4:]
    found = re.search(r"[\W_]*".join(digits), text[first:last]) if len(digits) >= 3 else None
    if found:
        return text.rfind(" ", 0, first + found.start()) + 1
    return last
