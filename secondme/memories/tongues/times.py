"""Times to come in German, French and Spanish sentences, and on which days they are.

Beside what `find_periods` knows ("nächste Woche", "le 3 octobre") these are days of a month without it ("am
14.", "le 14", "el día 14"), of a month in digits ("am 14.9.", "14/10"), all weekdays ("mardi", "Di 15 Uhr"),
"in einer Woche", "en huit", and the end of the month. Pure.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from secondme.memories.english.coming import FARTHEST, Coming, How, next_of_month
from secondme.memories.tongues.grammar import loosely
from secondme.recall.calendar_days import Span
from secondme.recall.periods import find_periods
from secondme.recall.time_tokens import fold
from secondme.recall.time_words import NUMBERS

JUST = 8
"""Days; what may be so lately past may be meant of the past."""
_NAMES = (
    "montag lundi lunes", "dienstag mardi martes", "mittwoch mercredi miércoles",
    "donnerstag jeudi jueves", "freitag vendredi viernes", "samstag sonnabend samedi sábado",
    "sonntag dimanche domingo",
)  # fmt: skip
WEEKDAYS = {fold(name): place for place, names in enumerate(_NAMES) for name in names.split()}
_SHORT = {"mo": 0, "di": 1, "mi": 2, "do": 3, "fr": 4, "sa": 5, "so": 6}
WEEKDAY = loosely(f"(?:{'|'.join(' '.join(_NAMES).split())})")
_PART = (
    r"(?:(?: |-)?(?:abend|früh|morgen|nachmittag|mittag|vormittag|nacht| matin| soir| après-midi|"
    r" midi| por la (?:mañana|tarde|noche)))?"
)
_MONTH = (
    r"(?:de )?(?:januar|jänner|februar|feber|märz|april|mai|juni|juli|august|september|oktober|november|"
    r"dezember|janvier|"
    r"février|mars|avril|juin|juillet|août|septembre|octobre|novembre|décembre|enero|febrero|marzo|abril|"
    r"mayo|junio|julio|"
    r"agosto|septiembre|setiembre|octubre|noviembre|diciembre)"
)
_CLOCK = re.compile(r"\b\d{1,2}(?:[h:]\d{2}|\.\d{2}(?= ?Uhr)| ?h\b| ?Uhr(?: \d{2})?)")
_DAY = re.compile(
    rf"(?:\b(?P<before>am|an diesem|diesen|kommenden?|nächsten?|ce|este|el próximo|próximo|el|le|den|"
    rf"der) )?\b(?P<day>{WEEKDAY})(?=\b|abend|früh|morgen|nachmittag|mittag|vormittag|nacht){_PART}"
    rf"(?P<next> prochain| qui vient| que viene| próximo)?(?:,? (?:den |dem |le |el |"
    rf"día )?(?P<number>\d{{1,2}})(?:\.(?! ?\d)|(?![\d:.,/h]))(?! ?(?:uhr|h\b|heures|horas|euro|€|"
    rf"{_MONTH})))?"
    rf"(?P<week> in einer woche| in zwei wochen| en huit| en quinze| de la semana que viene)?",
    re.IGNORECASE,
)
_ABBREVIATED = re.compile(
    r"(?:(?<=^)|(?<=\bam )|(?<=\bbis )|(?<=[\n*•-] ))(?P<day>Mo|Di|Mi|Do|Fr|Sa|So)\b(?=[.:,]|"
    r" \d)(?!\.?,? \d{1,2}[./])"
)
_NO_DAY = (
    r"(?! ?(?:uhr|h\b|heures|euro|€|%|kg|km|minuten|stunden|jahre|ans|años|personen|stock|etage|klasse|"
    r"geburtstag|"
    r"bezirk|lebensjahr|hochzeitstag|jahrhundert|platz|jahrestag|woche|monat|semester|quartal|mal\b|"
    r"horas|minutos|minutes|personnes|personas))"
)
_NTH = re.compile(
    rf"\b(?:am|bis zum|zum|vom|ab dem|dem|den|bis|"
    rf"der) (?P<de>\d{{1,2}})\.(?! ?\d)(?! ?{_MONTH}){_NO_DAY}|"
    rf"\b(?:le|du|au|avant le|jusqu'au) (?P<fr>\d{{1,2}}|1er)(?![\d/.:,h]| {_MONTH}\b){_NO_DAY}|"
    rf"\b(?:el(?: día)?|al|del|hasta el|antes del|para el) (?P<es>\d{{1,2}})(?![\d/.:,h]| de [a-z]){_NO_DAY}",
    re.IGNORECASE,
)
_FROM_TO = re.compile(
    r"\b(?:vom|von|du|del|de) (?:(?:le|el|dem) )?(?P<one>\d{1,2})\.? (?:bis(?: zum)?|au|"
    r"al) (?P<other>\d{1,2})\b\.?(?!\d| ?uhr|h)"
    rf"(?! {_MONTH})",
    re.IGNORECASE,
)
_DAYS_TO = re.compile(
    rf"\b(?:von |vom |du |de |del |desde el )(?P<one>{WEEKDAY}) (?:bis |au |al |a |"
    rf"hasta el )(?P<other>{WEEKDAY})\b",
    re.IGNORECASE,
)
_DIGITS = re.compile(
    r"(?<![\d./:])(?P<day>\d{1,2})(?P<mark>[./])(?P<month>\d{1,2})(?:\.(?!\d)|(?![\d./%€])(?! ?(?:€|Euro|"
    r"kg|km|m\b|Uhr|%)))"
)
_MONTH_END = re.compile(
    r"\b(?:ende (?:des|dieses) monats|monatsende|(?:la )?fin (?:du|de ce) mois|"
    r"(?:a )?fin(?:ales)? de(?: este)? mes)\b",
    re.IGNORECASE,
)
_IN_DAYS = re.compile(
    r"\b(?:in|dans|en|dentro de) (?P<many>zwei|drei|vier|fünf|deux|trois|quatre|cinq|dos|tres|cuatro|"
    r"cinco|\d{1,2}) (?:tagen|jours|días)\b",
    re.IGNORECASE,
)
_LEAD = re.compile(
    r"\b(?:(?P<until>bis(?: zum| einschließlich)?|jusqu'(?:à|au|en)|hasta(?: el)?)|"
    r"(?P<by>spätestens(?: am| bis)?|vor dem|avant(?: le| la)?|d'ici(?: le| au| à)?|antes del?(?: la)?)|"
    r"(?P<from>ab(?: dem)?|à partir d[ue]|dès(?: le)?|a partir del?)|(?P<for>für(?: den)?|pour(?: le)?|"
    r"para(?: el)?)|"
    r"(?P<since>seit(?: dem)?|depuis(?: le)?|desde(?: el)?))\s+$",
    re.IGNORECASE,
)
_BLANKED = re.compile(
    r"(?<!\d )(?<!\. )(?<!er )\b(?:bis(?: zum)?|jusqu'(?:à|au|en)|hasta|spätestens|avant|d'ici|"
    r"antes del?|ab|à partir d[ue]|dès|a partir del?)(?= )",
    re.IGNORECASE,
)
"""Left out before days are looked for: those are of what is to come, which `find_periods` takes for past."""
_TODAY = re.compile(
    r"heute|aujourd|\bhoy\b|ce soir|ce matin|esta noche|esta mañana|esta tarde|diese(?:r|n) (?:tag|"
    r"morgen|abend)",
    re.IGNORECASE,
)
_OTHER = re.compile(
    r"\b(?:jede[nrsm]?|letzten?|letzter|vergangenen?|vorigen?|alle|immer|chaque|tous les|toutes les|les|"
    r"cada|todos los|los|"
    r"pasado|seit|depuis|desde|ein|eines|un|una|mancher|manchen|gestern|hier|ayer|erste[nr]?|zweite[nr]?|"
    r"premier|primer|dernier|wie) $",
    re.IGNORECASE,
)
_PAST_BEHIND = re.compile(r" (?:dernier|passé|pasado|in acht)\b", re.IGNORECASE)
_FUTURE = re.compile(r"\b(?:kommende|nächste|diesen|próximo)", re.IGNORECASE)
_HOW: tuple[How, ...] = ("until", "by", "from", "for")
_MAY = re.compile(
    rf"\d|{WEEKDAY}|\b(?:Mo|Di|Mi|Do|Fr|Sa|So)\b|morgen|demain|ma[nñ]ana|woche|semaine|semana|monat|mois|"
    rf"mes\b|jahr|ann[eé]e|a[nñ]o|"
    r"weihnacht|no[eë]l|navidad|oster|p[aâ]ques|pascua|sommer|herbst|winter|fr[uü]h|[eé]t[eé]\b|automne|"
    r"hiver|printemps|verano|oto[nñ]o|"
    r"invierno|primavera|janu|jänn|febr|feber|märz|april|mai\b|juni|juli|august|sept|o[kc]t|nov|de[zc]|"
    r"janv|f[eé]vr|mars|avril|juin|juil|ao[uû]t|"
    r"enero|marzo|abril|mayo|agosto|dic|finde|week|fin de|tagen|jours|d[ií]as",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Ahead:
    """A time to come. is_sure: it can be none that was."""

    time: Coming
    is_sure: bool


@lru_cache(maxsize=256)
def times_ahead(text: str, written: date) -> tuple[Ahead, ...]:
    """The times to come that a sentence names, in its order; the longest of each place."""
    if not _MAY.search(text):
        return ()
    taken: list[tuple[int, int, Span, bool]] = []
    for one in sorted(_spans(text, written), key=lambda one: one[0] - one[1]):
        if not any(one[0] < other[1] and other[0] < one[1] for other in taken):
            taken.append(one)
    made = [_ahead(text, *one) for one in sorted(taken)]
    return tuple(
        one
        for one in made
        if one is not None and one.time.last > written and (one.time.first - written).days <= FARTHEST
    )


def _ahead(text: str, start: int, end: int, span: Span, is_sure: bool) -> Ahead | None:
    lead = _LEAD.search(text, 0, start)
    if lead is not None and lead["since"]:
        return None
    how: How = next((one for one in _HOW if lead and lead[one]), "on")
    first, last = span
    if how == "by" and lead is not None and lead[0].lower().startswith(("vor", "avant", "antes")):
        last = first = first - timedelta(days=1) if first == last else first
    return Ahead(
        Coming(lead.start() if lead else start, end, first, last, how),
        is_sure or how in ("by", "until", "from"),
    )


def _spans(text: str, written: date) -> Iterator[tuple[int, int, Span, bool]]:
    yield from _weekdays(text, written)
    yield from _numbers(text, written)
    text = _CLOCK.sub(lambda match: "\u00a4" * len(match[0]), text)
    plain = _BLANKED.sub(lambda match: "\u00a4" * len(match[0]), text)
    for named in find_periods(plain, written):
        words = text[named.start : named.end]
        left = [one for one in named.periods if one.last > written and one.last != date.max]
        if (
            not left
            or _TODAY.search(words)
            or _OTHER.search(text, 0, named.start)
            or re.search(WEEKDAY, words, re.IGNORECASE)
        ):
            continue
        if words.isdigit() or re.fullmatch(r"(?:en|in|im jahr)? ?\d{4}", words.lower()):
            continue
        first = min(left, key=lambda one: one.last)
        past = [one for one in named.periods if one.last <= written]
        is_sure = all((written - one.last).days > JUST * 7 for one in past)
        if (
            past
            and not is_sure
            and (first.first - written).days > (written - max(one.last for one in past)).days
        ):
            continue
        begin = first.first if first.first != date.min else first.last
        yield named.start, named.end, (max(begin, written), first.last), is_sure


def _weekdays(text: str, written: date) -> Iterator[tuple[int, int, Span, bool]]:
    for match in _DAYS_TO.finditer(text):
        first = _next(WEEKDAYS[fold(match["one"])], written)
        yield match.start(), match.end(), (first, _next(WEEKDAYS[fold(match["other"])], first)), False
    for match in _DAY.finditer(text):
        if _OTHER.search(text, 0, match.start()) or _PAST_BEHIND.match(text, match.end()):
            continue
        day = _next(WEEKDAYS[fold(match["day"])], written)
        is_sure = bool(match["next"] or _FUTURE.search(match["before"] or ""))
        if (match["before"] or "").lower().startswith("nächste") and day.isocalendar()[
            :2
        ] == written.isocalendar()[:2]:
            continue
        if match["before"] and match["before"].lower() == "le" and not (match["number"] or match["next"]):
            continue  # "le mardi" is every one.
        if match["number"]:
            found = next_of_month(int(match["number"]), written)
            if found is None or found.weekday() != WEEKDAYS[fold(match["day"])]:
                continue
            day, is_sure = found, True
        if match["week"]:
            weeks = 2 if match["week"].strip() in ("in zwei wochen", "en quinze") else 1
            day, is_sure = day + timedelta(days=7 * weeks), True
            if match["week"].strip().startswith("de la"):
                day = (
                    written
                    - timedelta(days=written.weekday())
                    + timedelta(days=7 + WEEKDAYS[fold(match["day"])])
                )
        yield match.start(), match.end(), (day, day), is_sure
    for match in _ABBREVIATED.finditer(text):
        day = _next(_SHORT[match["day"].lower()], written)
        yield match.start(), match.end(), (day, day), False


def _numbers(text: str, written: date) -> Iterator[tuple[int, int, Span, bool]]:
    for match in _FROM_TO.finditer(text):
        first = next_of_month(int(match["one"]), written)
        last = (
            next_of_month(int(match["other"]), first)
            if first and int(match["other"]) > int(match["one"])
            else None
        )
        if first and last:
            yield match.start(), match.end(), (first, last), True
    for match in _NTH.finditer(text):
        number = match["de"] or (match["fr"] or "").replace("1er", "1") or match["es"]
        if not 1 <= int(number) <= 31:
            continue
        day = next_of_month(int(number), written)
        if day is not None:
            where = (
                match.start("de") if match["de"] else match.start("fr") if match["fr"] else match.start("es")
            )
            yield where, match.end(), (day, day), (day - written).days < 21
    for match in _DIGITS.finditer(text):
        try:
            day = date(written.year, int(match["month"]), int(match["day"]))
            day = day if day > written else date(written.year + 1, day.month, day.day)
        except ValueError:
            continue
        if (day - written).days <= 200:
            yield match.start(), match.end(), (day, day), True
    for match in _MONTH_END.finditer(text):
        day = date(written.year, written.month, monthrange(written.year, written.month)[1])
        yield match.start(), match.end(), (day, day), True
    for match in _IN_DAYS.finditer(text):
        many = match["many"].lower()
        day = written + timedelta(days=NUMBERS.get(fold(many)) or int(many))
        yield match.start(), match.end(), (day, day), True


def _next(weekday: int, written: date) -> date:
    return written + timedelta(days=(weekday - written.weekday()) % 7 or 7)
