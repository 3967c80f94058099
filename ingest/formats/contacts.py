"""Address books (.vcf): each card an entry that tells all about one person, and the person with handles.

vCard 2.1, 3.0 and 4.0, as telephones and mail programs export them; photographs and keys are left out.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any

from ingest.content import Content
from ingest.document import Locator, Passage, Person, Reading
from ingest.encoding import clean
from ingest.formats import FormatError
from ingest.formats.when import short_day_words
from ingest.handles import email_handle, handle, phone_handle
from ingest.passages import split_text

if TYPE_CHECKING:
    from vobject.base import Component

_CARD = re.compile(r"^BEGIN:VCARD[ \t]*$(.*?)^END:VCARD[ \t]*$", re.MULTILINE | re.DOTALL | re.IGNORECASE)
_HEAVY = re.compile(
    r"^(?:[\w-]+\.)?(?:PHOTO|LOGO|SOUND|KEY)[;:].*(?:\n(?:[ \t].*|[A-Za-z0-9+/=]{20,}[ \t]*|[ \t]*$))*",
    re.MULTILINE | re.IGNORECASE,
)
"""A picture, folded as it should be or, as old telephones did, at the margin."""
_NO_FIELD = re.compile(r"(?![ \t])[^:;=]*$")
_CHATS = {
    **{"impp": "", "x-jabber": "xmpp", "x-skype": "skype", "x-skype-username": "skype", "x-icq": "icq"},
    **{"x-telegram": "telegram", "x-signal": "signal", "x-matrix": "matrix", "x-discord": "discord"},
}
"""Fields with an account of a chat, by the kind of its handle; IMPP tells the kind itself."""
_TRUNCATED_DATE = re.compile(r"--(\d{2})-?(\d{2})")
_DATE = re.compile(r"(\d{4})-?(\d{2})-?(\d{2})")
_NO_YEAR = 1604
"""The year that Apple writes where a birthday has none."""
_APPLE_LABEL = re.compile(r"_\$!<(.+)>!\$_")
_PARTS = {
    "adr": ("box", "extended", "street", "city", "region", "code", "country"),
    "n": ("prefix", "given", "additional", "family", "suffix"),
}


@dataclass(frozen=True, slots=True)
class Card:
    """One person of an address book. name: what its locator calls it; shown: the person's name."""

    name: str
    shown: str
    text: str
    handles: tuple[str, ...]
    is_person: bool = True


def read(content: Content) -> Iterator[Reading]:
    """One address book; a card that makes no sense is left out. Raises FormatError where there is none."""
    cards = _cards(content.text)
    yield Reading(
        passages=tuple(
            Passage(text, Locator.entry(card.name), heading=card.shown)
            for card in cards
            for text in split_text(card.text)
        ),
        title=cards[0].shown if len(cards) == 1 else None,
        people=tuple(Person(card.shown, card.handles, "contact") for card in cards if card.is_person),
    )


def text_at(content: Content, locator: Locator) -> str:
    """All that a card tells."""
    for card in _cards(content.text):
        if locator.kind == "entry" and card.name == locator.part:
            return card.text
    raise LookupError(f"there is no {locator} in it")


def _cards(text: str) -> list[Card]:
    blocks = [found[0] for found in _CARD.finditer(text)]
    if not blocks:
        raise FormatError("it holds no card of an address book, or is cut off in the first one")
    cards: dict[str, Card] = {}
    for block in blocks:
        card = _card(_HEAVY.sub("", block))
        if card is not None and card.name in cards and cards[card.name].text != card.text:
            mark = hashlib.sha256(card.text.encode()).hexdigest()[:12]
            card = replace(card, name=f"{card.name} ({mark})")
        if card is not None:
            cards.setdefault(card.name, card)
    if not cards:
        raise FormatError("it is damaged: not one card in it can be read")
    return list(cards.values())


def _card(block: str) -> Card | None:
    """The card in these lines; None where it is empty or damaged."""
    import vobject
    from vobject.base import VObjectError

    try:
        card = next(vobject.readComponents(_sound_lines(block), ignoreUnreadable=True, allowQP=True), None)
    except (VObjectError, ValueError, LookupError, AttributeError, TypeError):  # As it comes, for odd cards.
        return None
    if card is None:
        return None
    shown, fields = _shown(card), list(_fields(card))
    if not shown and not fields:
        return None
    return Card(
        name=_first(card, "uid") or shown or fields[0],
        shown=shown or fields[0],
        text=", ".join(filter(None, [shown, *fields])),
        handles=tuple(dict.fromkeys(_handles(card))),
        is_person=bool(shown)
        and _first(card, "kind").lower() not in ("org", "group", "location", "application"),
    )


def _sound_lines(block: str) -> str:
    """The lines that are fields, or go on from the line before them."""
    kept: list[str] = []
    for line in block.split("\n"):
        if not _NO_FIELD.match(line) or (kept and kept[-1].endswith("=")):
            kept.append(line)
    return "\n".join(kept)


def _shown(card: Component) -> str:
    """The name of the person, else of the firm."""
    name = _first(card, "fn")
    if not name:
        parts = getattr(card.contents.get("n", [None])[0], "value", None)
        name = _joined(parts, "n", " ")
    return name or _first(card, "org") or _first(card, "nickname")


def _fields(card: Component) -> Iterator[str]:
    """What the card tells beside the name, in the order in which people would."""
    yield from _in_full(card)
    nickname = _first(card, "nickname")
    if nickname and nickname != _shown(card):
        yield f'called "{nickname}"'
    yield from filter(None, (_first(card, "title"), _first(card, "role")))
    if _first(card, "org") != _shown(card):
        yield from filter(None, [_first(card, "org")])
    for field in ("email", "tel"):
        yield from (_labelled(card, line) for line in card.contents.get(field, []) if _plain(line.value))
    yield from _accounts(card)
    for line in card.contents.get("adr", []):
        address = _joined(line.value, "adr", ", ")
        if address:
            yield f"{_label(card, line) or 'address'}: {address}"
    for field, word in (
        ("bday", "birthday"),
        ("anniversary", "anniversary"),
        ("x-anniversary", "anniversary"),
    ):
        yield from (
            f"{word} {day}" for line in card.contents.get(field, []) if (day := _day(_plain(line.value)))
        )
    for line in card.contents.get("x-abdate", []):
        yield f"{_label(card, line) or 'day'} {_day(_plain(line.value))}"
    for line in [*card.contents.get("related", []), *card.contents.get("x-abrelatednames", [])]:
        yield f"{_label(card, line) or 'related'}: {_plain(line.value)}"
    yield from (_plain(line.value) for line in card.contents.get("url", []))
    labels = [_plain(label) for line in card.contents.get("categories", []) for label in _listed(line.value)]
    if any(labels):
        yield f"labels: {', '.join(filter(None, labels))}"
    yield from (_plain(line.value) for line in card.contents.get("note", []) if _plain(line.value))


def _in_full(card: Component) -> Iterator[str]:
    """The whole name, where the one that is shown leaves a part of the family name out."""
    parts = getattr(card.contents.get("n", [None])[0], "value", None)
    if parts is None or isinstance(parts, str):
        return
    given, family = (
        " ".join(filter(None, map(_plain, _listed(getattr(parts, part, ""))))) for part in ("given", "family")
    )
    shown = set(_shown(card).casefold().split())
    if given and shown and shown < set(f"{given} {family}".casefold().split()):
        yield f"full name: {given} {family}"
        yield f"family name: {family}"


def _handles(card: Component) -> Iterator[str]:
    for line in card.contents.get("email", []):
        yield from filter(None, [email_handle(_plain(line.value))])
    for line in card.contents.get("tel", []):
        yield from filter(None, [phone_handle(_plain(line.value))])
    for account in _accounts(card):
        kind, _, name = account.partition(":")
        yield from filter(None, [handle(kind, name.strip())])


def _accounts(card: Component) -> Iterator[str]:
    """Accounts of chats as "telegram: ana_k"."""
    for field, kind in _CHATS.items():
        for line in card.contents.get(field, []):
            value = _plain(line.value)
            scheme, mark, name = value.partition(":")
            service = _parameter(line, "x-service-type").lower()
            if kind or mark or service:
                yield f"{kind or service or scheme.lower()}: {(name if mark else value).lstrip('/')}"


def _labelled(card: Component, line: Any) -> str:
    """ "+44 7700 900123 (mobile)"."""
    label = _label(card, line)
    return f"{_plain(line.value).removeprefix('tel:')} ({label})" if label else _plain(line.value)


def _label(card: Component, line: Any) -> str:
    """What kind of number or address it is: "home", "mobile", or what the person called it."""
    if line.group:
        for label in card.contents.get("x-ablabel", []):
            if label.group == line.group:
                text = _plain(label.value)
                found = _APPLE_LABEL.fullmatch(text)
                return (found[1] if found else text).lower()
    types = [str(value).lower() for value in getattr(line, "params", {}).get("TYPE", [])]
    types += [str(value).lower() for value in getattr(line, "singletonparams", [])]
    known = {"home": "home", "work": "work", "cell": "mobile", "mobile": "mobile", "fax": "fax"}
    return " ".join(dict.fromkeys(known[one] for part in types for one in part.split(",") if one in known))


def _parameter(line: Any, name: str) -> str:
    values = getattr(line, "params", {}).get(name.upper(), [])
    return str(values[0]) if values else ""


def _first(card: Component, field: str) -> str:
    lines = card.contents.get(field, [])
    if not lines:
        return ""
    return ", ".join(filter(None, map(_plain, _listed(lines[0].value))))


def _joined(value: Any, kind: str, mark: str) -> str:
    """A name or an address out of its parts."""
    if isinstance(value, str):
        return _plain(value)
    parts = (getattr(value, part, "") for part in _PARTS[kind])
    flat = [_plain(one) for part in parts for one in _listed(part)]
    return mark.join(filter(None, flat))


def _listed(value: Any) -> list[Any]:
    return list(value) if isinstance(value, list | tuple) else [value]


def _plain(value: Any) -> str:
    return " ".join(clean(str(value)).split()) if value is not None else ""


def _day(text: str) -> str:
    """ "3 May 1990"; "3 May" where the year is not told; other forms as they stand."""
    full, short = _DATE.match(text), _TRUNCATED_DATE.match(text)
    if full is None and short is None:
        return text
    parts = full.groups() if full else (_NO_YEAR, *short.groups()) if short else ()
    try:
        words = short_day_words(date(*map(int, parts)))
    except ValueError:
        return text
    return words.removesuffix(f" {_NO_YEAR}")
