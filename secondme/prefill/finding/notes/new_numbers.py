"""New numbers: a telephone number that the person says is new, in notes and in their own messages. Pure.

"numero nuovo, sono io, 347 ...", "new sim. 07700 ...", "das ist meine neue Nr: 0171 ...": what it replaces is
told by its day alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from secondme.prefill.finding.doubts.people import People
from secondme.prefill.finding.doubts.rivals import PHONE
from secondme.prefill.finding.noted import Noted
from secondme.prefill.finding.notes.lines import sentence_around
from secondme.prefill.finding.notes.passages import Said
from secondme.prefill.finding.notes.shapes import shaped
from secondme.prefill.finding.people.circle import Circle
from secondme.prefill.finding.weighing import same_key

_NEW = r"(?:new|neue[rns]?|nouve(?:l|lle|au)|nuev[ao]|nuov[ao]|nov[ao]|nieuwe?)"
_NUMBER = (
    r"(?:number|no|nr|phone|mobile|cell|sim|nummer|rufnummer|handynummer|handy|num[ée]ro|t[ée]l[ée]phone|portable|"
    r"n[úu]mero|tel[ée]fono|m[óo]vil|celular|telefone|telem[óo]vel|telefonino|cellulare|cell|telefoon\w*|gsm)"
)
NUMBER_WORDS = tuple(
    """
    number nummer nr numero número numéro sim handy portable mobile móvil movil telefono teléfono telemóvel
    celular cellulare gsm
    """.split()  # noqa: SIM905
)
"""With which the messages are found that may tell of one."""
_TOLD = re.compile(rf"(?i)\b(?:{_NEW} (?:\w+ )?{_NUMBER}|{_NUMBER} {_NEW})\b(?P<between>[^\n]{{0,60}})")
_OLD = re.compile(
    r"(?i)\b(?:old|alte[rns]?|ancien\w*|viej[ao]|vecchi[oa]|antig[oa]|velh[oa]|oude|his|her|their|seine?|ihre?|son|sa|"
    r"su|suo|sua|dele|dela|zijn|haar)\b"
)
SURE = 0.9


def without_replaced(found: Sequence[Noted]) -> list[Noted]:
    """Of telephone numbers, as over those that were written before another was told to be new, or that are
    but told in passing."""
    days = [one.said for one in found if one.said is not None and _TOLD.search(one.proof.quote)]
    if not days:
        return list(found)
    last = max(days)
    news = {same_key(one.value)[-8:] for one in found if one.said == last and _TOLD.search(one.proof.quote)}
    return [
        replace(one, past=True, valid_to=last)
        if ((one.said is not None and one.said < last) or one.sure < SURE)
        and same_key(one.value)[-8:] not in news
        else one
        for one in found
    ]


def new_numbers_in(said: Said, circle: Circle) -> Iterator[Noted]:
    """The numbers of a note, or of a message by the person, that are told to be their new one."""
    if said.trust != "self":
        return
    people = People(circle)
    for told in _TOLD.finditer(said.text):
        number = PHONE.search(said.text, told.start("between"), told.end() + 24)
        if number is None or number.start() > told.end():
            continue
        before = said.text[sentence_around(said.text, told.start())[0] : told.start()]
        between = said.text[told.start("between") : number.start()]
        about = [one for one in people.marks(f"{before} {between}") if one.kind != "me"]
        if about or _OLD.search(between) or (value := shaped("phone", number[0])) is None:
            continue
        yield Noted(
            value.value, said.proof(told.start(), number.end()), SURE, order=(said.passage, number.start())
        )
