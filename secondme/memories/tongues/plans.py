"""Plans: a part of a sentence with a time to come, what is on again and again, and what is put off.

A plan is told in its own words, with its days in full behind them: "Am Dienstag habe ich Zahnarzt (on 15
September 2026)." Before or behind the time must stand a noun of what people have in their calendars, or a
verb of going, meeting, having; nothing may be asked, wished or denied, and nothing told as over.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from secondme.memories.english.reading import Reading, When
from secondme.memories.english.voice import ME
from secondme.memories.statement import Statement
from secondme.memories.tongues.plan_words import PLAN_WORDS, PlanWords
from secondme.memories.tongues.times import Ahead, times_ahead
from secondme.memories.tongues.told import Told

SURE = 0.7
FEWEST_WORDS = 2
MOST = 160
"""Characters of a plan; what is longer tells more than one."""
REGULARLY = "has regularly"
_PIECE = re.compile(
    r"[;!?\n()]|\.(?=\s|$)(?<!\d\.)|\s[\u2013\u2014-]\s|,(?= (?:aber|weil|denn|da|danach|dann|und|dass|mais|"
    r"parce|car|donc|puis|et|pero|porque|así|luego|y|después|que) )"
)
_STOP = re.compile(
    r"(?<!\b(?:am|im) \d)(?<!\b(?:am|im) \d\d)(?<!\b(?:den|zum|bis|dem|der) \d)"
    r"(?<!\b(?:den|zum|bis|dem|der) \d\d)\.$"
)
"""Not that of "am 30."."""
_LEADING = re.compile(
    r"(?:[\s>*•·-]|\[ ?\]|\*\*|(?:und|aber|also|ach ja|übrigens|ps|ja|ok|okay|gut|so|und zwar|et|mais|"
    r"alors|donc|bon|au fait|du coup|y|pero|pues|"
    r"bueno|oye|ah|por cierto|(?:bitte )?nicht vergessen|denk(?:t)? (?:daran|dran)|wichtig|achtung|"
    r"merken|ne pas oublier|à ne pas oublier|"
    r"pense-bête|rappel|no olvidar|recordar|recordatorio|importante|ojo|todo|termine?|memo)[,:!]? (?=\S))+",
    re.IGNORECASE,
)


def plans_in(reading: Reading, told: Told) -> Iterator[Statement]:
    """What a sentence says is planned, put off, or on again and again."""
    written, voice = reading.passage.written, reading.passage.voice
    if voice.name is None:
        return
    words = PLAN_WORDS[told.matcher.grammar.code]
    for first, last in pieces(told.text):
        piece = told.text[first:last]
        if len(piece) > MOST:
            continue
        times = [one for one in times_ahead(piece, written)] if written is not None else []
        if off := list(_put_off(reading, told, words, first, piece, times)):
            yield from off
            continue
        recurs = _search(told, words.regular, piece)
        if recurs is not None and not any(one.is_sure and one.time.how != "from" for one in times):
            if _is_regular(told, words, piece, recurs) and voice.me:
                yield _regular(reading, first, last)
        elif times and _is_plan(told, words, piece, times[0], me=voice.me):
            yield _plan(reading, first, last, times[0])


_NO_TITLE = re.compile(
    r"^(?:pas|plus|nichts|kein\w*|no|nada|j'ai|on|nous|il|elle|ils|je|he|hemos|han|ha|me|nos|se|lo|yo|"
    r"ich|wir|er|sie|es|man|habe?|haben|"
    r"hat|alles|das|dies|tout|ça|"
    r"todo|eso|esto)\b|\b(?:habe|ich|wir|j'ai|hemos)\b",
    re.IGNORECASE,
)
_DATED = re.compile(
    r"\W*(?:\w+,? )?(?:le )?\d{1,2}(?:\.|er)? (?:de )?[^\W\d]+(?: (?:del? )?\d{4})?\*{0,2} ?[.:*]|"
    r"\W*\d{1,2}[./]\d{1,2}[./]\d{4}\b"
)
"""A line of a diary that begins with its day: "28 février 2026 : match contre Douai"."""
_ARTICLE = re.compile(
    r"(?:der|die|das|den|dem|le|la|les|el|los|las|meine?n?|unsere?n?|mon|ma|mi) |l'", re.IGNORECASE
)


def pieces(text: str) -> Iterator[tuple[int, int]]:
    """The parts of a sentence that may be a plan each, without what leads in to them."""
    places = [0]
    for one in _PIECE.finditer(text):
        places += [one.start(), one.end()]
    places.append(len(text))
    for first, last in zip(places[::2], places[1::2], strict=True):
        lead = _LEADING.match(text, first, last)
        first = lead.end() if lead else first
        while last > first and (text[last - 1] in " ,:*" or _STOP.search(text, first, last)):
            last -= 1
        if len(text[first:last].split()) >= FEWEST_WORDS:
            yield first, last


def _search(told: Told, source: str, text: str, flags: str = "") -> re.Match[str] | None:
    return told.matcher.pattern(rf"{flags}(?<![\w-])(?:{source})(?![\w-])").search(text)


def _is_plan(told: Told, words: PlanWords, piece: str, ahead: Ahead, *, me: bool) -> bool:
    """Whether a part of a sentence tells of something on that day."""
    bare = piece[: ahead.time.start] + " \u00a4 " + piece[ahead.time.end :]
    if _search(told, words.unless, piece) or _search(told, words.nothing, piece):
        return False
    if _DATED.match(piece):
        return False
    past = _search(told, words.past, bare)
    if past is not None and not (words.will and _search(told, words.will, bare)):
        part = _part_of(piece, ahead)
        if part != piece and _search(told, words.nouns, part) and not _search(told, words.past, part):
            return me
        is_booked = _search(told, words.booked, bare) is not None
        is_for = (
            told.matcher.pattern(rf"(?<!\w)(?:{words.meant_for})$").search(
                piece[: ahead.time.start].rstrip() + " "
            )
            or ahead.time.how == "for"
        )
        if not is_booked or not (is_for or ahead.is_sure):
            return False
    if not re.search(r"[^\W\d_]{3}", bare):
        return False
    noun = _search(told, words.nouns, bare)
    verb = _search(told, words.verbs, bare)
    if not me:
        return verb is not None and _says_i(told, words, bare)
    return verb is not None or noun is not None


def _part_of(piece: str, ahead: Ahead) -> str:
    """What stands with a time between commas: "Termin am 2. Mai" of "Dr. Krause angerufen, Termin ..."."""
    first = piece.rfind(", ", 0, ahead.time.start) + 1
    last = piece.find(", ", ahead.time.end)
    return piece[first : last if last >= 0 else len(piece)]


def _says_i(told: Told, words: PlanWords, text: str) -> bool:
    """Whether a part of a sentence speaks of "I" or "we"."""
    grammar = told.matcher.grammar
    said = "|".join(one for one in (grammar.i, grammar.we, grammar.one, words.mine) if one)
    return told.matcher.pattern(rf"(?<![\w-])(?:{said})").search(text) is not None


def _is_regular(told: Told, words: PlanWords, piece: str, recurs: re.Match[str]) -> bool:
    bare = piece[: recurs.start()] + " " + piece[recurs.end() :]
    if _search(told, words.was_regular, bare) or _search(told, words.nothing, bare):
        return False
    return (
        _search(told, words.nouns, bare) is not None
        or _search(told, words.verbs, bare) is not None
        or len(bare.split()) <= 3
    )


def _told_of(reading: Reading, text: str) -> str:
    """The words of a plan as a sentence: of others, with who says it."""
    voice = reading.passage.voice
    text = f"{text[:1].upper()}{text[1:]}"
    return text if voice.name == ME else f"{voice.name}: {text}"


def _plan(reading: Reading, first: int, last: int, ahead: Ahead) -> Statement:
    text = _told_of(reading, f"{reading.verbatim(first, last)} ({ahead.time.words}).")
    return reading.statement(
        reading.passage.voice.name or ME,
        "plans",
        (first, last),
        text,
        first=first,
        confidence=SURE,
        when=When(None, None, ahead.time.last),
    )


def _regular(reading: Reading, first: int, last: int) -> Statement:
    text = _told_of(reading, f"{reading.verbatim(first, last)}.")
    return reading.statement(
        reading.passage.voice.name or ME, REGULARLY, (first, last), text, first=first, confidence=SURE
    )


def _put_off(
    reading: Reading, told: Told, words: PlanWords, start: int, piece: str, times: list[Ahead]
) -> Iterator[Statement]:
    """What ends the plan that is spoken of, and the plan on the day that it was moved to."""
    if not reading.passage.voice.me or told.matcher.pattern(told.matcher.grammar.signs.supposed).search(
        piece
    ):
        return
    moved = _search(told, words.moved, piece)
    if moved is not None and times:
        if (title := _title(told, words.titles, piece)) is not None:
            new = _new_day(piece, times)
            yield _ended(reading, start, _timeless(piece, title, times), len(piece), new)
            yield _plan(reading, start, start + len(piece), new)
        return
    if _search(told, words.off, piece) is not None:
        title = _title(told, words.off_titles, piece)
        if title is not None and _search(told, words.not_off, piece[slice(*title)]) is None:
            yield _ended(reading, start, _timeless(piece, title, times), len(piece), None)


def _timeless(piece: str, title: tuple[int, int], times: list[Ahead]) -> tuple[int, int]:
    """What a plan is called without its day: "die Physio nächste Woche"."""
    last = min([one.time.start for one in times if title[0] < one.time.start < title[1]], default=title[1])
    words = re.sub(r"(?:\s(?:am|le|el|del|du|de|im|in|für|vom))+\s*$", "", piece[title[0] : last])
    return title[0], title[0] + len(words.rstrip())


def _new_day(piece: str, times: list[Ahead]) -> Ahead:
    """The day that something was moved to: not the one that "statt", "vom" or "au lieu du" stands before."""
    old = re.compile(
        r"\b(?:statt(?: am)?|vom|von|nicht(?: am)?|au lieu d[ue]|du|de|en vez del?|en lugar del?|del) *$",
        re.IGNORECASE,
    )
    return next((one for one in times if not old.search(piece, 0, one.time.start)), times[-1])


def _title(told: Told, sources: tuple[str, ...], piece: str) -> tuple[int, int] | None:
    for source in sources:
        match = told.matcher.pattern(source).search(piece)
        if match is not None and not _NO_TITLE.search(match["title"]):
            article = _ARTICLE.match(match["title"])
            return match.start("title") + (article.end() if article else 0), match.end("title")
    return None


def _ended(reading: Reading, start: int, title: tuple[int, int], end: int, new: Ahead | None) -> Statement:
    """That a plan is over; which one, is told where it is known."""
    subject = reading.passage.voice.name or ME
    span = (start + title[0], start + title[1])
    compound = re.search(r"(?<=\w{3})s?termin$", reading.text[slice(*span)], re.IGNORECASE)
    if compound is not None:
        span = (span[0], span[0] + compound.start())
    over = reading.statement(subject, "", span, "", first=start, confidence=SURE, polarity="ended")
    return replace(
        over,
        kind="plan",
        last=reading.sentence.start + start + end,
        valid_from=new.time.last if new else None,
    )
