"""Address cards and accounts: what they say of somebody, and which accounts the person writes from."""

from __future__ import annotations

import re
from collections.abc import Iterator

import apsw

from secondme.memories.kin import ME
from secondme.people.names import plain_name
from secondme.prefill.addresses import POSTCODES, in_postal_order, split_address
from secondme.prefill.countries import country_of
from secondme.prefill.finding.noted import Noted
from secondme.prefill.finding.notes.days import full_day
from secondme.prefill.finding.notes.labels import MINE, words_in
from secondme.prefill.finding.notes.passages import Said, own_passages, passages_numbered
from secondme.prefill.finding.people.circle import Bond, Circle
from secondme.prefill.finding.people.relations import RELATIONS
from secondme.prefill.finding.people.relatives import Fact
from secondme.recall.conditions import Condition
from secondme.store.query import rows

KIND = "contacts"
ON_A_CARD, ON_A_FIELD_OF_A_CARD, IN_USE = 0.93, 0.9, 0.8
_EMAIL = re.compile(r"(?P<value>[^\s,@]+@[^\s,@]+\.\w+)(?: \((?P<label>[^)]*)\))?")
_PHONE = re.compile(r"(?P<value>\+?\(?\d[\d ()./-]{5,20}\d)(?: \((?P<label>[^)]*)\))?")
_ADDRESS = re.compile(r"(?P<label>home|address): (?P<value>.+)")
_NAME = re.compile(r"(?P<attribute>full name|family name): (?P<value>.+)")
_BIRTHDAY = re.compile(r"birthday (?P<value>.+)")
_NEXT = re.compile(r"(?:birthday|anniversary|called|labels:|related:|[a-z ]{3,20}: |https?:|www\.)")
_OWN_HANDLES = """
    SELECT DISTINCT a.value FROM aliases a JOIN entities e ON e.id = a.entity_id
    WHERE e.trust = 'self' AND a.kind = 'handle' AND (a.value LIKE 'email:%' OR a.value LIKE 'phone:%')
"""


def on_cards(
    db: apsw.Connection, whose: str, circle: Circle, sight: Condition | None = None
) -> list[tuple[str, Noted]]:
    """What the cards of whoever has this key say, each with its attribute."""
    names = sorted(circle.own) if whose == ME else [whose.removeprefix("my ")]
    found: list[tuple[str, Noted]] = []
    for said in own_passages(db, names, sight) if names else ():
        if said.kind == KIND and _is_of(said, whose, circle):
            found += _fields(said)
    return found


def bond_on_card(said: Said) -> Bond | None:
    """What somebody is to the person by the note on their card: "husband"."""
    shown = said.text.partition(", ")[0]
    relation = RELATIONS.get(_noted_on(said))
    return Bond(relation, shown, said.passage) if relation and said.kind == KIND else None


def facts_on_card(said: Said) -> Iterator[Fact]:
    """The word for what somebody is by the note on their card: "mi marido"."""
    bond = bond_on_card(said)
    if bond is not None and bond.relation == "partner":
        word = _noted_on(said)
        yield Fact(bond.name, bond.relation, "relationship", word, ON_A_CARD, 0, len(said.text))


def _noted_on(said: Said) -> str:
    """The first words of the note on a card, without "my"."""
    note = said.text.partition(", ")[2].rpartition(", ")[2]
    return " ".join(word for word in words_in(re.split(r"[.;!]", note)[0]) if word not in MINE)


def in_use(db: apsw.Connection, sight: Condition | None = None) -> list[tuple[str, Noted]]:
    """The mail addresses and numbers that the person writes from, each with the last passage from there."""
    found: list[tuple[str, Noted]] = []
    for (handle,) in rows(db, _OWN_HANDLES):
        sql = "SELECT id FROM passages WHERE handle = ? AND trust = 'self' ORDER BY time DESC LIMIT 1"
        seen = passages_numbered(db, [number for (number,) in rows(db, sql, handle)], sight)
        kind, _, value = handle.partition(":")
        found += [
            (
                "email" if kind == "email" else "phone",
                Noted(value, said.proof(0, 80), IN_USE, found="contact"),
            )
            for said in seen.values()
        ]
    return found


def _is_of(said: Said, whose: str, circle: Circle) -> bool:
    shown = said.heading.split(" > ")[-1] or said.title
    return (circle.key(words_in(shown)) or plain_name(shown)) == whose


def _fields(said: Said) -> Iterator[tuple[str, Noted]]:
    shown, _, text = said.text.partition(", ")
    yield "full name", _noted(shown, said, ON_A_CARD)
    pieces = text.split(", ")
    of_an_address = 0
    for at, piece in enumerate(pieces):
        if at < of_an_address:
            continue
        if (name := _NAME.fullmatch(piece)) is not None:
            yield name["attribute"], _noted(name["value"], said, ON_A_CARD)
        elif (email := _EMAIL.fullmatch(piece)) is not None:
            yield "email", _noted(email["value"], said, _by_label(email["label"]))
        elif (phone := _PHONE.fullmatch(piece)) is not None:
            kinds = {"mobile": "mobile", "home": "landline", "fax": "fax"}
            attribute = next(
                (kinds[word] for word in (phone["label"] or "").split() if word in kinds), "phone"
            )
            yield attribute, _noted(phone["value"], said, _by_label(phone["label"]))
        elif (address := _ADDRESS.fullmatch(piece)) is not None:
            rest = [address["value"]]
            for more in pieces[at + 1 :]:
                if _NEXT.match(more) or _EMAIL.fullmatch(more):
                    break
                rest.append(more)
            rest = without_note(rest)
            of_an_address = at + len(rest)
            parts = split_address(", ".join(rest))
            yield "address", _noted(in_postal_order(parts) or ", ".join(rest), said, ON_A_FIELD_OF_A_CARD)
            if parts.region:
                yield "region", _noted(parts.region, said, ON_A_FIELD_OF_A_CARD)
        elif (birthday := _BIRTHDAY.fullmatch(piece)) is not None and (day := full_day(birthday["value"])):
            yield "birthday", _noted(day.first.isoformat(), said, ON_A_CARD)


def without_note(pieces: list[str]) -> list[str]:
    """The pieces of an address up to its country or, as cards have them, its postcode; what is noted on the
    card stands behind."""
    coded = [at for at, piece in enumerate(pieces) if at and any(one.fullmatch(piece) for one in POSTCODES)]
    if not coded:
        return pieces
    end = coded[0] + 1
    has_country = end < len(pieces) and country_of(pieces[end]) is not None
    return pieces[: end + has_country]


def _noted(value: str, said: Said, sure: float) -> Noted:
    return Noted(value, said.proof(), sure, order=(said.passage, 0), found="contact")


def _by_label(label: str | None) -> float:
    """What is for work is hardly what a form asks."""
    return 0.6 if label and "work" in label else ON_A_CARD
