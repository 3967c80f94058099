"""What only the fields around a field tell: the number of the passport above it, the day of a date, today."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from ingest.forms.form import Field
from secondme.prefill.attributes import ATTRIBUTES
from secondme.prefill.understanding.context import Context
from secondme.prefill.understanding.reading import Reading
from secondme.prefill.understanding.tokens import tokens_of

_DATE_PARTS = frozenset({"day", "month", "year"})
_DOCUMENTS = ("passport", "id card", "driving licence", "residence permit", "card")
_ENDS = ("start date", "end date")
_PLACELESS = frozenset({"", "today", "place of signing", "start date", "end date"})
_BORN = {"country": "country of birth", "region": "region of birth"}
_PHONES = frozenset({"phone", "mobile", "landline"})
_OWN = frozenset({"", "me"})
_PERIODS = {
    "address": ("moved in", "moved out"),
    "street address": ("moved in", "moved out"),
    "city": ("moved in", "moved out"),
    "school": ("study start", "study end"),
    "degree": ("study start", "study end"),
}
"""What "since", "from" and "to" behind such a field begin and end."""
_MATTERS = (
    frozenset({"employer", "occupation", "start date", "end date", "duties", "reason for leaving"}),
    frozenset(
        {
            *("address", "street address", "address line 2", "postcode", "city", "region", "country"),
            *("moved in", "moved out"),
        }
    ),
)
"""What is asked together of one job, or one home."""
_ON = frozenset({"il", "le", "el", "am", "on", "op", "em", "den"})
_THEIRS = _PHONES | {"relationship"}
_IN = frozenset({"in", "a", "at", "te", "em", "en", "nel", "zu"})
_FORMATS = {"dd": "day", "tt": "day", "jj": "day", "gg": "day", "mm": "month", "yyyy": "year", "jjjj": "year"}
_CALLED = "emergency contact"
_OF_THE_CARD = frozenset({"blood type", "allergies", "conditions", "medication", "health insurance"})
_NAMES = frozenset({"full name", "given name", "family name"})
_OF_EACH = _NAMES | {"birthday", "birthplace", "sex", "nationality", "school"}
"""What a table asks of each whom it names."""
_IN_LISTS = frozenset({"child", "daughter", "son", "sister", "brother", "sibling", "referee"})
"""Who stands in a table with a row for each of them."""
_LEAST_OF_PART = 0.35
"""So sure at least is what is read as a part of the date before it."""
_NEAR = 3
"""So many fields before and after are neighbours."""


@dataclass(frozen=True, slots=True)
class Line:
    """One field of the form, as far as it is understood."""

    field: Field
    context: Context
    reading: Reading

    @property
    def place(self) -> tuple[str, str, int | None, str]:
        """Fields of one place stand together: same headings, same group, same person."""
        return self.field.section, self.field.group, self.field.row, self.reading.whose


Lines = Sequence[Line]


def settled(lines: Lines, title: str) -> list[Line]:
    """Each line once more, read beside its neighbours. title: the document that the form's title names.

    Each step goes down the form and sees what it made of the lines above: a country follows a place that
    follows a birthday.
    """
    found = list(lines)
    for step in _STEPS:
        for at, line in enumerate(found):
            found[at] = replace(line, reading=step(found, at, title))
    return found


def _part(lines: Lines, at: int, _title: str) -> Reading:
    """Day, month and year of the date before them; the country code of the phone."""
    line, reading = lines[at], lines[at].reading
    if reading.nothing or reading.attribute not in ("", "today"):
        return _day_of_three(lines, at)
    part = reading.part
    if part == "country code" and "address" in line.context.attributes:
        return replace(reading, attribute="country", part="code", confidence=0.8)
    if part not in _DATE_PARTS:
        follows = lines[at + 1].reading.attribute if at + 1 < len(lines) else ""
        is_phone = part in {"country code", "area code", "extension"}
        kept = follows if follows in {"phone", "mobile", "landline", "fax"} else "phone"
        return replace(reading, attribute=kept, confidence=0.8) if is_phone else reading
    before = _last(lines, at, lambda one: _is_date(one.attribute), within=_NEAR)
    if before is not None and before.attribute and reading.confidence >= _LEAST_OF_PART:
        return replace(
            before,
            part=part,
            ticks="",
            confidence=0.85 * before.confidence,
            why=f"the date before it, {part}",
        )
    headed = [name for name in sorted(line.context.attributes) if _is_date(name)]
    if headed:
        return replace(reading, attribute=headed[0], confidence=0.85, why="the heading above it")
    return reading


def _day_of_three(lines: Lines, at: int) -> Reading:
    """A date whose next two fields are its month and year asks for the day alone."""
    reading = lines[at].reading
    if not _is_date(reading.attribute) or reading.part:
        return reading
    following = [one.reading.part for one in lines[at + 1 : at + 3]]
    if lines[at].field.format.lower() in _FORMATS:
        return replace(reading, part=_FORMATS[lines[at].field.format.lower()])
    if set(following) <= _DATE_PARTS and len(set(following)) == 2:
        return replace(reading, part=next(iter(_DATE_PARTS - set(following))))
    return reading


def _number_of_house(lines: Lines, at: int, _title: str) -> Reading:
    """ "No." behind "Street" is the house number, and the street then stands alone."""
    reading = lines[at].reading
    if reading.attribute == "document number" and reading.alone and at > 0:
        if lines[at - 1].reading.attribute == "street address":
            return replace(
                reading,
                attribute="street address",
                part="house number",
                confidence=0.9,
                why="the street before it",
            )
        return reading
    if reading.attribute == "street address" and not reading.part:
        after = lines[at + 1].reading if at + 1 < len(lines) else Reading()
        if after.part == "house number" or (after.attribute == "document number" and after.alone):
            return replace(reading, part="street")
        if after.attribute == "address line 2" and after.whose == reading.whose:
            return replace(reading, part="line 1")
    return reading


def _document(lines: Lines, at: int, title: str) -> Reading:
    """Number, expiry, issue and authority are those of the document that is named last."""
    line, reading = lines[at], lines[at].reading
    if not reading.attribute.startswith("document ") or reading.attribute == "document type":
        return reading
    said = reading.attribute.removeprefix("document ")
    called = lines[at - 1].reading.whose if at else ""
    if said == "number" and reading.alone and called == _CALLED:
        return replace(
            reading, attribute="phone", whose=called, confidence=0.75, why="whom to call, before it"
        )
    within = 2 if said == "number" else 6
    before = _last(lines, at, lambda one: _document_in(one.attribute) != "", within=within)
    after = next((one.reading for one in lines[at + 1 : at + 4] if _document_in(one.reading.attribute)), None)
    near = _document_in(before.attribute) if before else _document_in(after.attribute) if after else ""
    headed = next(iter(line.context.documents), "")
    for document, confidence in ((headed, 0.9), (near, 0.8), (title, 0.6)):
        concrete = f"{document} {said}"
        if document and concrete in ATTRIBUTES:
            return replace(
                reading, attribute=concrete, alone=False, confidence=confidence, why=f"beside {document}"
            )
    return replace(reading, attribute="", confidence=0.3, why="a document that nothing names")


def _document_in(attribute: str) -> str:
    return next((one for one in _DOCUMENTS if attribute.startswith(one + " ")), "")


def _own_name(lines: Lines, at: int, _title: str) -> Reading:
    """ "Name" beside "First name" is the family name; beside "Surname", the given name."""
    line, reading = lines[at], lines[at].reading
    if not reading.alone or reading.attribute not in {"full name", "given name", "family name"}:
        return reading
    near = [one for one in lines if one is not line and one.place == line.place]
    beside = {
        one.reading.attribute for one in near if not one.reading.alone or one.reading.attribute != "full name"
    }
    has_given, has_family = "given name" in beside, "family name" in beside
    if reading.attribute != "full name":
        is_whole = (
            (len(lines) > 1 or reading.whose != "me")
            and not (has_given or has_family)
            and _is_name_word(line.field.label)
        )
        return replace(reading, attribute="full name") if is_whole else reading
    if has_given and not has_family:
        return replace(reading, attribute="family name", confidence=0.9, why="the given name beside it")
    if has_family and not has_given:
        return replace(reading, attribute="given name", confidence=0.9, why="the family name beside it")
    return reading


def _is_name_word(label: str) -> bool:
    words = tokens_of(label)
    return "nom" in words or words[-1:] in {("nombre",), ("nome",)}


def _signing(lines: Lines, at: int, _title: str) -> Reading:
    """A bare date beside a signature is today; a bare place beside it is where one signs."""
    reading = lines[at].reading
    near = [*lines[max(0, at - _NEAR) : at], *lines[at + 1 : at + 1 + _NEAR]]
    is_signed = any(_signs(one.field) for one in near)
    dated = any(one.reading.attribute == "today" for one in near)
    if reading.attribute == "today" and reading.alone:
        is_last = at >= len(lines) - 2
        sure = 0.95 if is_signed else 0.75 if is_last else 0.5
        return replace(reading, confidence=sure, whose="" if is_signed else reading.whose)
    if reading.alone and reading.attribute in {"city", "place of signing"} and (is_signed or dated):
        return replace(reading, attribute="place of signing", confidence=0.85, why="the signature beside it")
    return reading


def _signs(field: Field) -> bool:
    words = set(tokens_of(field.label))
    return field.type == "signature" or bool(
        words
        & {
            "signature",
            "unterschrift",
            "firma",
            "assinatura",
            "handtekening",
            "podpi",
            "podpis",
            "underskrift",
        }
    )


def _birth(lines: Lines, at: int, _title: str) -> Reading:
    """What follows a birthday or a birthplace: "born on ___ in ___", "Place of birth | Country"."""
    line, reading = lines[at], lines[at].reading
    before = lines[at - 1].reading if at else Reading()
    if before.attribute == "birthplace" and reading.attribute in _BORN and not reading.part:
        return replace(
            reading, attribute=_BORN[reading.attribute], confidence=0.75, why="the birthplace before it"
        )
    if before.attribute == "birthplace" and tokens_of(line.field.label)[-1:] in {(one,) for one in _ON}:
        return replace(reading, attribute="birthday", confidence=0.75, why="the birthplace before it")
    if before.attribute != "birthday" or reading.attribute not in _PLACELESS:
        return reading
    words = tokens_of(line.field.label) or tokens_of(line.field.before)[-1:]
    if (words and words[0] in _IN) or reading.attribute == "place of signing":
        return replace(
            reading, attribute="birthplace", whose=before.whose, confidence=0.8, why="the birthday before it"
        )
    return reading


def _period(lines: Lines, at: int, _title: str) -> Reading:
    """ "Since" behind an address is when one moved in; a date behind who issued a card, when that was."""
    reading = lines[at].reading
    if not reading.alone or at == 0:
        return reading
    before = next(
        (one.reading for one in reversed(lines[:at]) if one.reading.attribute not in _ENDS), Reading()
    )
    if reading.attribute in _ENDS and before.attribute in _PERIODS and not lines[at].context.history:
        attribute = _PERIODS[before.attribute][reading.attribute == "end date"]
        return replace(reading, attribute=attribute, confidence=0.8, why="what stands before it")
    document = _document_in(before.attribute)
    if reading.attribute == "today" and before.attribute == f"{document} authority":
        return replace(
            reading, attribute=f"{document} issued", confidence=0.75, why="who issued it, before it"
        )
    return reading


def _former(lines: Lines, at: int, _title: str) -> Reading:
    """What belongs to a previous job or home that is asked right before it: "When did you leave there?"."""
    line, reading = lines[at], lines[at].reading
    before = lines[at - 1] if at else line
    same = any({before.reading.attribute, reading.attribute} <= matter for matter in _MATTERS)
    begins = reading.attribute in ("address", "employer")
    is_said = begins or reading.tense is not None or line.context.history or line.context.tense
    if is_said or not same or before.reading.tense != "previous" or before.reading.whose != reading.whose:
        return reading
    return replace(reading, tense="previous") if before.field.section == line.field.section else reading


def _follows(lines: Lines, at: int, _title: str) -> Reading:
    """A second phone behind the name of another person is theirs, and so is the relationship."""
    line, reading = lines[at], lines[at].reading
    if reading.theirs and not line.context.whose:
        return _of_who_is_meant(lines, at)
    if reading.whose != "me" or line.context.whose not in _OWN or reading.attribute not in _THEIRS:
        return reading
    near = [one.reading for one in lines[max(0, at - _NEAR) : at] if one.context.whose in _OWN]
    other = next((one.whose for one in reversed(near) if one.whose not in ("me", "")), "")
    is_second = any(
        one.reading.whose == "me" and one.reading.attribute in _PHONES and one.context.whose in _OWN
        for one in lines[:at]
    )
    if other and (reading.attribute == "relationship" or is_second):
        return replace(reading, whose=other, confidence=0.75, why=f"the {other} before it")
    return reading


def _of_who_is_meant(lines: Lines, at: int) -> Reading:
    """ "His phone", "téléphone de cette personne": of who was named last before; of nobody if nobody was."""
    reading = lines[at].reading
    near = [one.reading for one in reversed(lines[max(0, at - _NEAR) : at]) if not one.reading.nothing]
    meant = next((one for one in near if one.attribute), Reading())
    if meant.whose in _OWN:
        return replace(reading, attribute="", confidence=0.3, why="of somebody whom nothing names")
    return replace(reading, whose=meant.whose, named=True, confidence=max(reading.confidence, 0.75))


def _whose_section(lines: Lines, at: int, _title: str) -> Reading:
    """A card "in case of emergency" that asks for the blood type is the person's own."""
    line, reading = lines[at], lines[at].reading
    if reading.whose != _CALLED or reading.named or reading.nothing:
        return reading
    beside = {one.reading.attribute for one in lines if one.field.section == line.field.section}
    return replace(reading, whose="me") if beside & _OF_THE_CARD else reading


def _whose_row(lines: Lines, at: int, _title: str) -> Reading:
    """In a table that names a child at the head of each row, the birthday beside the name is the child's."""
    line, reading = lines[at], lines[at].reading
    field = line.field
    says_so = reading.named and reading.attribute != "school"  # A school by itself is read as one's own.
    is_own = reading.whose == "me" and reading.attribute in _OF_EACH and line.context.whose in _OWN
    if field.row is None or says_so or not is_own:
        return reading
    place = field.section, field.group, field.row
    head = next(one for one in lines if (one.field.section, one.field.group, one.field.row) == place).reading
    if head.whose not in _IN_LISTS or head.attribute not in _NAMES:
        return reading
    why = f"the {head.whose} at the head of its row"
    return replace(reading, whose=head.whose, confidence=min(reading.confidence, head.confidence), why=why)


def _last(lines: Lines, at: int, fits: Callable[[Reading], bool], within: int) -> Reading | None:
    place = lines[at].field.section
    for one in reversed(lines[max(0, at - within) : at]):
        if one.field.section == place and fits(one.reading):
            return one.reading
    return None


def _is_date(attribute: str) -> bool:
    if attribute in ("document expiry", "document issued"):
        return True
    return attribute in ATTRIBUTES and ATTRIBUTES[attribute].sort == "date"


_STEPS = (
    _part,
    _number_of_house,
    _document,
    _own_name,
    _birth,
    _period,
    _former,
    _signing,
    _whose_section,
    _follows,
    _whose_row,
)
