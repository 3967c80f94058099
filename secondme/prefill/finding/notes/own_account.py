"""Own accounts: the names under which the person speaks, and the mails sent from their own address."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import apsw

from secondme.people.names import is_whole, plain_name
from secondme.prefill.finding.noted import Noted
from secondme.prefill.finding.notes.letterheads import details_in
from secondme.prefill.finding.notes.mails import is_in_name_of
from secondme.prefill.finding.notes.passages import Said, mails_from, passages_numbered
from secondme.prefill.finding.people.circle import Circle, own_names
from secondme.prefill.finding.sifting import is_one_word
from secondme.recall.conditions import Condition
from secondme.store.query import rows

AS_SPOKEN = 0.9


def own_mails(
    db: apsw.Connection, notes: Sequence[Said], circle: Circle, sight: Condition | None, most: int
) -> list[Said]:
    """Mails from the addresses that stand in the person's name below it, in a CV or a letterhead."""
    heads = ((said, said.heading.split(" > ")[-1]) for said in notes if said.trust == "self")
    below = (one.value for said, head in heads for one in details_in(said.text, circle, head))
    mails = sorted({mail.lower() for mail in below if is_in_name_of(mail, circle.own)})
    read = {said.passage for said in notes}
    sent = mails_from(db, [f"email:{mail}" for mail in mails], sight, most)
    return [said for said in sent if said.passage not in read]


def own_name(db: apsw.Connection, attribute: str, sight: Condition | None) -> list[Noted]:
    """The names under which the person speaks: whole ones, or those of one word: given names.

    Where a whole one is known, its beginning is the given name, and what friends say may be another.
    """
    own = list(own_names(db))
    whole = [name for name in own if is_whole(plain_name(name))]
    if attribute == "full name":
        names = whole
    else:
        firsts = {plain_name(name).split()[0] for name in whole}
        short = [name for name in own if is_one_word(plain_name(name))]
        names = [name for name in short if not firsts or plain_name(name) in firsts]
    return [
        Noted(name, said.proof(0, 80), AS_SPOKEN, order=(said.passage, 0), found="contact")
        for name in dict.fromkeys(names)
        for said in _spoken_by(db, name, sight)
    ]


def _spoken_by(db: apsw.Connection, name: str, sight: Condition | None) -> Iterable[Said]:
    sql = "SELECT id FROM passages WHERE speaker = ? AND trust = 'self' ORDER BY time DESC LIMIT 1"
    numbers = [number for (number,) in rows(db, sql, name)]
    return passages_numbered(db, numbers, sight).values()
