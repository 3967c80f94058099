"""Belongings: the car with its plate, pets, and the sizes that people wear. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator

from secondme.memories.kin import ME
from secondme.prefill.finding.telegrams.clauses import Row, rows_of
from secondme.prefill.finding.telegrams.fact import KEYED, WORDED, Fact
from secondme.prefill.finding.telegrams.lexicon import any_of, pattern, words
from secondme.prefill.finding.telegrams.subjects import people_in, subject_of
from secondme.prefill.finding.telegrams.telegram import Telegram

_PLATES = (
    r"[A-ZÄÖÜ]{1,3}[- ][A-Z]{1,2} ?\d{1,4}[EH]?",
    r"[A-Z]{2}\d\d ?[A-Z]{3}",
    r"[A-Z]{2}[- ]\d{3}[- ][A-Z]{2}",
    r"\d{4} ?[A-Z]{3}",
    r"[A-Z]{2} ?\d{3} ?[A-Z]{2}",
    r"[A-Z\d]{2}-[A-Z\d]{2}-[A-Z\d]{2}",
    r"[A-Z\d]{1,2}-[A-Z\d]{2,3}-[A-Z\d]{1,2}",
    r"[A-Z]{1,2} \d{2,5} [A-Z]{1,3}",
)
"""As they look in Germany, Britain, France, Spain, Italy, Portugal, the Netherlands and Austria."""
_PLATE = re.compile(rf"(?<![\w-])(?:{'|'.join(_PLATES)})(?![\w-])")
_MODEL = r"(?: (?!umgemeldet|jetzt|seit|mit|from|with|since)[A-ZÀ-Þ\d][\w.-]{0,14}){0,2}"
_SMALL_MODEL = r"(?: [a-z\d][\w.-]{1,14})?"
"""A model in small letters, between the make and the plate."""
_SIZE = re.compile(r"(?<!\w)(?P<value>XXS|XS|S|M|L|XL|XXL|XXXL|3XL|small|medium|large)(?!\w)")


_SIZE_BEFORE = re.compile(
    r"(?<!\w)(?P<value>XXS|XS|S|M|L|XL|XXL|XXXL|3XL|small|medium|"
    r"large) (?:for (?:the )?(?:t[ -]?)?shirts?|(?:in )?t[ -]?shirts?|"
    r"bei T-Shirts|für T-Shirts|pour les t-shirts|en camisetas?|per le magliette|nas camisetas|"
    r"voor t-shirts)",
)
"""A size before what it is of: "L for the t shirts"."""


_ANOTHER = re.compile(r"[A-ZÀ-Þ][a-zß-ÿ]+")


def belongings(telegram: Telegram) -> Iterator[Fact]:
    """What a note says of cars, pets and sizes."""
    for row in rows_of(telegram.said.text):
        yield from _car(row, telegram)
        yield from _sizes(row, telegram)
        yield from _pets(row, telegram)


def _car(row: Row, telegram: Telegram) -> Iterator[Fact]:
    makes = any_of(words("car makes"))
    any_plate = _PLATE.search(row.text)
    bare = row.text[: any_plate.start()] if any_plate and any_plate.start() else row.text
    made = re.search(rf"(?<!\w)(?P<value>(?i:{makes}){_SMALL_MODEL})\s*$", bare) if any_plate else None
    made = (
        made
        or re.search(rf"(?<!\w)(?P<value>(?:{makes}){_MODEL})(?!\w)", bare)
        or re.search(rf"(?<!\w)(?P<value>(?:{makes}){_MODEL})(?!\w)", row.text)
    )
    plate = _PLATE.search(row.text, made.end() if made else 0) or (any_plate if made else None)
    whose = telegram.owner(row)
    if made is None or not (plate or _is_about_cars(row, telegram)) or pattern("not so").search(row.text):
        return
    yield Fact("car", whose, made["value"], WORDED, row.first, row.last)
    if plate is not None:
        yield Fact("number plate", whose, plate[0], KEYED, row.first, row.last)


def _is_about_cars(row: Row, telegram: Telegram) -> bool:
    from secondme.prefill.finding.notes.labels import read_label

    over = (telegram.said.heading.split(" > ")[-1], row.text.split(":")[0] if ":" in row.text else "")
    return any("car" in read_label(head).attributes for head in over if head)


def _sizes(row: Row, telegram: Telegram) -> Iterator[Fact]:
    """ "T-Shirt: ich XL, Miriam S"."""
    before = _SIZE_BEFORE.search(row.text)
    if before is not None:
        yield Fact("clothing size", telegram.owner(row), before["value"], WORDED, row.first, row.last)
        return
    about = pattern("shirt size").search(row.text)
    for at, piece in enumerate(re.split(r"[,;]\s*", row.text[about.end() :] if about else "")):
        size = _SIZE.search(piece)
        if size is None:
            if at:
                return
            continue
        said = re.sub(r"^[^:]*:\s*", "", piece[: size.start()]).strip(" :-(")
        who = people_in(said, telegram.circle) if said else ()
        if not who and _ANOTHER.fullmatch(said) and not pattern("shirt size").search(said):
            continue  # "L for Elsa" is hers, though nobody of the name is known.
        subject = subject_of(row.text[: about.start()], telegram.circle) if about else None
        if not who and said and not pattern("shirt size").search(said) and len(said.split()) > 2:
            return
        for whose in who or (subject.keys if subject else ()) or (telegram.owner(row),):
            yield Fact("clothing size", whose, size["value"], WORDED, row.first, row.last)


def _pets(row: Row, telegram: Telegram) -> Iterator[Fact]:
    """ "plus Kater Pixel", "our dog Rex": an animal with its name, or ours."""
    if telegram.owner(row) != ME or pattern("not so").search(row.text):
        return
    animals, ours = any_of(words("pets")), any_of(words("ours"))
    named = re.search(
        rf"(?<!\w)(?:(?i:{ours}) )?(?P<value>(?i:{animals}) [A-ZÀ-Þ][\w'\u2019-]+)(?=\s*(?:[,.;()]|$))"
        rf"|(?<!\w)(?i:{ours}) (?P<bare>(?i:{animals}))(?!\w)",
        row.text,
    )
    if named is not None:
        yield Fact("pets", ME, named["value"] or named["bare"], WORDED, row.first, row.last)
