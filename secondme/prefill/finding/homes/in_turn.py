"""Homes: the addresses at which somebody lived, in turn, each with when it held. Pure.

A note about the home begins with its address and says when they moved in; who lives somewhere else from
then on does not live in the last home any more.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from functools import cmp_to_key

from secondme.people.names import plain_name
from secondme.prefill.addresses import TOWN_FIRST, is_same_home, split_address
from secondme.prefill.finding.homes.addresses import address_in
from secondme.prefill.finding.noted import Noted
from secondme.prefill.finding.notes.days import Day, stretch_in, time_in, times_in
from secondme.prefill.finding.notes.headings import ELSEWHERE, HOME_HEADS
from secondme.prefill.finding.notes.labels import words_in
from secondme.prefill.finding.notes.letters import greeting_in
from secondme.prefill.finding.notes.lines import sentence_around
from secondme.prefill.finding.notes.passages import Said
from secondme.recall.time_tokens import fold

OF_A_HOME = frozenset(
    (
        *("address", "street address", "address line 2", "postcode", "city", "region", "country"),
        *("moved in", "moved out"),
    )
)
_EDGES_OF_A_HOME = {"moved in": "valid_from", "moved out": "valid_to"}
_MOVED = re.compile(
    r"\b(?:moved (?:in|here)|completed|got the keys|(?:living|lived|been|live) here since|been here since|"
    r"(?:tenancy|lease|contract) (?:from|since|starts|started)|"
    r"einzug|eingezogen|(?:mietvertrag|mietbeginn|vertrag|kaufvertrag)(?: ab| seit| vom)?|hier seit|"
    r"(?:locataire|mieter(?:in)?|tenant|inquilin[oa]|arrendatári[oa]|arrendatari[oa]|affittuari[oa]|huurder|"
    r"owner|propriétaire|eigentümer(?:in)?|propietari[oa]|proprietári[oa]|proprietari[oa]|eigenaar)"
    r"(?: depuis| seit| since| desde| dal| sinds)|"
    r"umgezogen|bewohne\w*|sleutel gekregen|moro (?:aqui|cá)|vivo aquí|abito qui|"
    r"emménag\w+|bail (?:depuis|à partir du|du|signé le)|(?:habit\w+|ici|là) depuis|"
    r"mudanza|nos mudamos|me mudé|mudad[oa]s?|contrato (?:desde|del)|(?:aquí|vivi\w*) desde|"
    r"j['\u2019]y (?:suis|vis|habite) depuis|(?:on|nous) y (?:est|sommes|vit|habite|habitons) depuis|"
    r"empadronad[oa] (?:aquí )?desde|angemeldet seit|"
    r"trasferit\w+|contratto (?:dal|del)|qui dal|traslocat\w+|"
    r"mudei(?:-me)?|mud[áa]mos(?:-nos)?|contrato (?:de|a partir de)|(?:cá|aqui) desde|"
    r"verhuisd|ingetrokken|huurcontract|huur (?:sinds|vanaf)|(?:hier|wonen) sinds)\b",
    re.IGNORECASE,
)
"""What stands beside the day on which a home begins."""
SAYS_BEFORE = re.compile(
    r"\b(?:before (?:that|this)|last address|last place|previously|formerly|used to|lived|"
    r"vorher|früher|davor|zuvor|alte|wohnten|gewohnt|"
    r"auparavant|avant|ancien\w*|habitions|antes|anterior\w*|vivíamos|precedente|prima|abitavamo|morávamos|"
    r"voorheen|vroeger|daarvoor|hiervoor|voordien|oude|woonden|huurden|morava|vivía|abitavo|stavo|habitais|"
    r"wohnte|"
    r"(?:after|nach|après|después de|dopo|depois de|após|na) (?:\w+ ){1,2}"
    r"(?:years|months|Jahren|Monaten|ans|mois|años|meses|anni|mesi|anos|jaar|maanden))\b",
    re.IGNORECASE,
)
"""What stands in a sentence about a home of the past."""
_LINE_START = re.compile(
    r"(?:^|\n)[\s>*+\u2022-]*"
    r"(?:(?i:studio|[tf]\d|flat|apartment|house|wohnung|haus|\d-zimmer-wohnung|appart\w*|maison|piso|casa|"
    r"apartamento|appartamento|bilocale|trilocale|monolocale|huis|kamer|woning)[^,.\n]{0,25}, )?\Z"
)
"""Before an address, with what kind of home it is: "Studio of 22 m², 31 rue ..."."""
_DAYS = r"(?:since|from|seit|ab|depuis|desde|dal|dall['\u2019]|da|sinds|vanaf)"
_SINCE = rf"(?: {_DAYS} (?:[^\s,;.]+\.? ){{0,2}}[^\s,;.]+)?"
_LIVES = re.compile(
    r"(?i)\b(?:(?:we|i)(?:['\u2019]ve| have)? (?:now )?(?:rent|live at|live in|moved to|moved into)|"
    rf"(?:j['\u2019]habite|nous habitons|on habite){_SINCE}(?: au| à)?|"
    rf"(?:ich wohne|wir wohnen)(?: jetzt)?{_SINCE} (?:in der|im|in|am)|(?:vivo|vivimos){_SINCE} en(?: la)?|"
    rf"(?:abito|abitiamo|vivo){_SINCE} in|(?:moro|moramos|vivemos){_SINCE} na|"
    rf"(?:ik woon|we wonen|wij wonen){_SINCE} (?:op|in|aan)(?: de| het)?)(?: (?:number|no\.?))? ?\Z"
)
"""What people say right before the address at which they live."""
LIVES_SINCE = re.compile(
    r"(?i)\b(?:(?:i|we)(?:['\u2019]ve| have)? (?:live|lived|been living|rent|rented)|ich (?:wohne|lebe)|"
    r"wir (?:wohnen|leben)|"
    r"bewohnen?|j['\u2019]habite|nous habitons|on habite|vivo|vivimos|abito|abitiamo|moro|moramos|vivemos|"
    r"ik woon|(?:we|wij) wonen)\b(?=[^.;\n]{0,60}?\b" + _DAYS + r" (?:\w{2,3} )?\d)"
    r"|\b"
    + _DAYS
    + r" (?:\w{2,3} )?\d\d?\.?[^.;\n]{4,24}? (?:bewohnen?|wohnen? (?:ich|wir)|(?:woon|wonen) (?:ik|we|wij)|"
    r"(?:i|we)(?:['\u2019]ve| have)? (?:live|lived)|j['\u2019]habite|nous habitons|vivo|vivimos|abito|"
    r"abitiamo|moro|moramos)\b"
)
"""Where the day stands from which on they live where they live now."""
_UNTIL = re.compile(
    r"(?i)\b(?:until|till|til|up to|bis|jusqu['\u2019](?:au|à|en)|(?:rendu|quitté)\w* le|hasta(?: el)?|"
    r"fino al?|até|"
    r"tot(?: en met)?|left(?: on)?)\s+"
)
_TOWN_BEFORE = re.compile(
    r"(?:\b(?:in|à|en|a|ad|em|te|"
    r"zu)) (?P<town>[A-ZÀ-Þ][\w'\u2019-]+(?: [A-ZÀ-Þ][\w'\u2019-]+)?),[^.;\n\d]{0,25}"
    r"(?P<street>\b\d{1,4}[a-z]? [^.;\n,]{4,40}|"
    r"[A-ZÀ-Þ][^.;\n,\d]{3,40} \d{1,4}[a-z]?),? (?P<postcode>\d{5})(?=[,.;)\n]|$)"
)
WRAPPED = 45
"""Characters of a line that may have been broken in the midst of an address."""
_LIVING = re.compile(
    r"(?i)\b(?:(?:i|we)(?:['\u2019](?:m|ve|re))?(?: now| have| am| are)* (?:live|living|moved|based|"
    r"settled)|lives? in|moved to|"
    r"ich (?:wohne|lebe|bin)|wir (?:wohnen|leben|sind)|umgezogen|gezogen|j['\u2019]habite|je (?:vis|suis)|"
    r"nous (?:habitons|vivons|sommes)|"
    r"d[ée]m[ée]nag\w+|emménag\w+|vivo|vivimos|me mud[ée]|nos mudamos|resido|abito|abitiamo|viviamo|"
    r"trasferit\w+|moro|moramos|mudei|"
    r"ik woon|(?:we|wij) wonen|verhuisd|city|town|wohnort|ville|domicile|ciudad|domicilio|città|residenza|"
    r"cidade|morada|woonplaats)\b"
)
"""A town by itself tells of a home where such words stand beside it."""
NEAR, LATER = 18, timedelta(days=30)
"""Characters between such words and the day; by how much later a home must be told of to be the newer."""
FOLLOWS = 0.85
"""How sure it is that one home was left when the next began."""
IN_A_NOTE_OF_IT, BY_MY_NAME, IN_PASSING = 0.9, 0.9, 0.75


def homes_in(said: Said, own: Sequence[str], *, is_sheet: bool = False) -> Iterator[Noted]:
    """The addresses of the person that a note of theirs has by themselves, without "address" before them.

    own: the person's plain names. Below a heading about the home, or where is_sheet says that the note lists
    more of the person, at the beginning of a line; or behind the person's name.
    """
    words = {*words_in(said.heading), *words_in(said.title)}
    about_home = (is_sheet or not HOME_HEADS.isdisjoint(words)) and ELSEWHERE.isdisjoint(words)
    greeting = greeting_in(said.text) or 0  # Before it stands also the address of whom they write to.
    is_under_name = plain_name(said.heading.split(" > ")[-1]) in own
    tells_of_home = about_home or LIVES_SINCE.search(said.text) is not None
    at = 0
    while (span := address_in(said.text, at)) is not None:
        first, at = span
        before = said.text[:first]
        if _follows_name(before, own) or (is_under_name and _LINE_START.search(before)):
            yield _home(said, first, at, BY_MY_NAME)
        elif _LIVES.search(before) or (about_home and first >= greeting and _LINE_START.search(before)):
            yield _home(said, first, at, IN_A_NOTE_OF_IT)
        elif tells_of_home and SAYS_BEFORE.search(before[sentence_around(said.text, first)[0] :]):
            yield _former(said, first, at, in_one_line(said.text[first:at]))
    if about_home and not said.is_chat:
        yield from _with_town_before(said)


def _former(said: Said, first: int, at: int, value: str) -> Noted:
    """A home of the past, with the day until which they lived there, where that stands behind it."""
    end = sentence_around(said.text, at)[1]
    rest = said.text[at : min(end, at + 3 * NEAR + 20)].split("\n")[0]
    until = _UNTIL.search(rest)
    day = time_in(rest[until.end() :]) if until else None
    ends = day.last if day and day.start <= NEAR else None
    proof = said.proof(first, at + (until.end() + day.end if until and day else 0))
    return Noted(value, proof, IN_PASSING, past=True, valid_to=ends, order=(said.passage, first))


def _with_town_before(said: Said) -> Iterator[Noted]:
    """ "Before that, in Rennes, it was 8 rue de Saint-Malo, 35000": the town stands before the street."""
    for match in _TOWN_BEFORE.finditer(said.text):
        if SAYS_BEFORE.search(said.text[sentence_around(said.text, match.start())[0] : match.end()]):
            value = f"{match['street'].strip()}, {match['postcode']} {match['town']}"
            yield _former(said, match.start("street"), match.end(), value)


def in_turn(found: Sequence[Noted]) -> list[Noted]:
    """The addresses with when each held: what is told of a home anywhere holds wherever it is named.

    The home that began, or was told of, clearly later is the newer one, and ends the others.
    """
    homes: list[list[Noted]] = []
    for one in found:
        near = next((home for home in homes if is_same_home(home[0].value, one.value)), None)
        if near is None:
            homes.append([one])
        else:
            near.append(one)
    ordered = sorted((_united(home) for home in homes), key=cmp_to_key(_in_order))
    return [one for at, home in enumerate(ordered) for one in _ended(home, ordered[at + 1 :])]


def of_homes(attribute: str, homes: Sequence[Noted], cities: Sequence[Noted]) -> list[Noted]:
    """What these addresses say of an attribute. cities: where else they are said to live.

    An address elsewhere than where somebody clearly later says to live is not theirs any more.
    """
    if attribute in _EDGES_OF_A_HOME:
        edge = _EDGES_OF_A_HOME[attribute]
        days = [(one, day_of(one, getattr(one, edge))) for one in homes[:1]]
        keeps = FOLLOWS if attribute == "moved out" else 1.0
        return [
            replace(one, value=day, sure=one.sure * keeps, found="worked out") for one, day in days if day
        ]
    last = max(map(_said, homes), default=date.min)
    newer = [city for city in cities if _said(city) - last >= LATER and _LIVING.search(city.proof.quote)]
    if newer:
        kept = {fold(city.value.split(",")[0]) for city in newer}
        homes = [one for one in homes if fold(split_address(one.value).city) in kept]
    if attribute == "address":
        return [replace(one, more=()) for one in homes]
    return [
        replace(one, value=part, found="worked out", more=())
        for one in homes
        if (part := split_address(one.value).part(attribute))
    ]


def day_of(one: Noted, edge: date | None) -> str:
    """A day on which a home began or ended, as a candidate has it; empty where it is not known to the day,
    and its words where only its month or year stands there."""
    if edge is None:
        return ""
    for proof in (one.proof, *one.more):
        for day in times_in(proof.quote):
            if day.first == day.last == edge + timedelta(days=1) and edge == one.valid_to:
                return edge.isoformat()
            if edge in (day.first, day.last):
                return edge.isoformat() if day.first == day.last else proof.quote[day.start : day.end]
    return ""


def _home(said: Said, first: int, last: int, sure: float, dated: bool = True) -> Noted:
    """An address with when it began, by its own line or by what is told of moving in, and when it ended."""
    value = in_one_line(said.text[first:last])
    line = said.text[last : sentence_around(said.text, last)[1]]
    alone = sum(1 for _ in times_in(line)) == 1
    stretch = stretch_in(line if alone else line[: 2 * NEAR]) if dated else None
    moved = moved_in(said.text) if dated else None
    begins = stretch.first if stretch else moved.first if moved else None
    more = (said.proof(moved.start, moved.end),) if moved and not stretch else ()
    ends = stretch.last if stretch else None
    order = (said.passage, first)
    return Noted(
        value, said.proof(first, last), sure, valid_from=begins, valid_to=ends, order=order, more=more
    )


def in_one_line(address: str) -> str:
    """An address of several lines with commas between them; a long line was only wrapped.

    A town that stands before its street comes behind it.
    """
    rows = [row.strip(" ,") for row in address.split("\n") if row.strip(" ,")]
    ends = [" " if len(row) > WRAPPED else ", " for row in rows]
    line = " ".join("".join(row + end for row, end in zip(rows, ends, strict=True)).strip(", ").split())
    town, _, street = line.partition(", ")
    return f"{street}, {town}" if TOWN_FIRST.fullmatch(line) else line


def moved_in(text: str) -> Day | None:
    """The day that stands beside what says that they moved in."""
    for match in _MOVED.finditer(text):
        after = time_in(text[match.end() : match.end() + 45])
        if after is not None and after.start <= NEAR:
            start = match.end()
            return Day(after.first, after.last, start + after.start, start + after.end)
        for day in times_in(text[: match.start()]):
            if match.start() - day.end <= NEAR:
                return day
    return None


def _follows_name(before: str, own: Sequence[str]) -> bool:
    """Whether the person's whole name stands right before an address."""
    last = re.split(r"[,;:\n]", before.rstrip(" ,;\n"))[-1]
    return bool(last.strip()) and len(last.split()) > 1 and plain_name(last) in own


def _united(home: Sequence[Noted]) -> list[Noted]:
    """The same home's addresses with what each says of when it held."""
    begins = min((one.valid_from for one in home if _tells(one) and one.valid_from), default=None)
    ends = max((one.valid_to for one in home if one.valid_to), default=None)
    said_over = [one.said or date.min for one in home if one.past]
    still = max((_said(one) for one in home if not one.past), default=date.min)
    is_over = bool(said_over) and max(said_over) >= still
    more = tuple(proof for one in home if _tells(one) for proof in one.more)
    return [
        replace(one, valid_from=begins, valid_to=ends, past=is_over or one.past, more=one.more or more)
        for one in home
    ]


def _tells(one: Noted) -> bool:
    """Whether it tells since when it holds: a memory may hold just from when it was told."""
    return one.valid_from is not None and not (one.found == "memory" and one.valid_from == one.said)


def _said(one: Noted) -> date:
    return one.said or date.min


def _in_order(home: Sequence[Noted], other: Sequence[Noted]) -> int:
    """Which of two homes came first: what is over, else what began first, else what was last told of first.

    A copy of an old letter may be younger than the move, and still older than the last letter from there.
    """
    first, second = (
        (not all(one.past or one.valid_to for one in each), each[0].valid_from, _told_last(each))
        for each in (home, other)
    )
    if first[0] != second[0]:
        return first[0] - second[0]
    days = (first[1], second[1]) if first[1] and second[1] else (first[2], second[2])
    return (days[0] > days[1]) - (days[0] < days[1])


def _told_last(home: Sequence[Noted]) -> date:
    return max(_said(one) for one in _in_notes(home) or home)


def _ended(home: Sequence[Noted], later: Sequence[Sequence[Noted]]) -> Iterator[Noted]:
    """A home that a later one has followed is over: the day before that began."""
    for one in home:
        after = next((other for other in later if _is_clearly_later(other, home)), None)
        if after is None or one.valid_to is not None:
            yield one
            continue
        began = after[0].valid_from
        proofs = (*one.more, *(other.proof for other in after), *after[0].more)
        yield replace(one, past=True, valid_to=began - timedelta(days=1) if began else None, more=proofs)


def _is_clearly_later(other: Sequence[Noted], home: Sequence[Noted]) -> bool:
    begun, before = other[0].valid_from, home[0].valid_from
    if begun and before:
        return begun > before
    if any(one.past for one in home):
        return True
    told, told_before = _in_notes(other), _in_notes(home)
    if told_before and not told:
        return False  # The day of a card is that of its file.
    return max(map(_said, told or other)) - max(map(_said, told_before or home)) >= LATER


def _in_notes(home: Sequence[Noted]) -> list[Noted]:
    """What notes tell of a home, without address cards."""
    return [one for one in home if one.found != "contact"]
