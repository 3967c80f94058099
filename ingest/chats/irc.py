"""Logs of IRC, as the programs themselves write them: WeeChat, irssi, ZNC, HexChat, mIRC, The Lounge and kin.

    2025-03-14 21:41:09<tab>ana<tab>text         WeeChat (irc.libera.#garden.weechatlog)
    21:41 <@ana> text                            irssi, the day in "--- Log opened Fri Mar 14 21:00:00 2025"
    [21:41:09] <ana> text                        ZNC, energymech; the day in the file's name
    Mar 14 21:41:09 <ana> text                   HexChat, the year in "**** BEGIN LOGGING AT …"
    [2025-03-14T21:41:09.000Z] <ana> text        The Lounge

A folder of logs is read as a whole. Who joins, leaves and is renamed is left out. There are no ids: a line is
known again by its time and text. Channel and network come from the file's name and folders.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from pathlib import PurePosixPath

from ingest.chats.clock import parse_written
from ingest.chats.exports import Export
from ingest.chats.fields import moment, on_this_clock
from ingest.chats.sessions import Conversation, OnProblem, Turn, by_conversation
from ingest.dates import leading_date
from ingest.document import Document
from ingest.encoding import clean
from ingest.errors import printable
from ingest.handles import handle

MEMBER = r"[^/]+\.(?:log|weechatlog|txt|irclog)(?:\.\d+)?|#[^/]+"
_CODES = re.compile(r"\x03(?:\d{1,2}(?:,\d{1,2})?)?|\x04[0-9a-fA-F]{6}|[\x02\x0f\x11\x12\x16\x1d\x1e\x1f]")
_CLOCK = r"(?P<clock>\d{1,2}:\d{2}(?::\d{2})?)"
_NICK = r"[~&@%+! ]?(?P<nick>[^\s<>]{1,64})"
_WEECHAT = re.compile(r"(?P<when>\d{4}-\d\d-\d\d \d\d:\d\d:\d\d)\t(?P<nick>[^\t]*)\t(?P<said>.*)")
_LOUNGE = re.compile(
    r"\[(?P<when>\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(?:\.\d+)?Z?)\] "
    r"(?:<(?P<nick>[^>]+)>|\* (?P<actor>\S+)) (?P<said>.*)"
)
_HEXCHAT = re.compile(rf"(?P<month>[A-Z][a-z]{{2}}) (?P<day>\d\d) {_CLOCK} <{_NICK}>\s(?P<said>.*)")
"""HexChat sets "ana waves" off no further than "Now talking on #garden": neither is read."""
_PLAIN = re.compile(rf"\[?{_CLOCK}\]?\s(?:<{_NICK}>|\s?\* (?P<actor>[^\s*]+))\s(?P<said>.*)")
_DAY_LINES = (
    re.compile(
        r"--- (?:Log opened|Day changed) \w{3} (?P<month>\w{3}) (?P<day>\d\d) (?:[\d:]+ )?(?P<year>\d{4})"
    ),
    re.compile(r"\*{4} BEGIN LOGGING AT \w{3} (?P<month>\w{3}) +(?P<day>\d+) [\d:]+ (?P<year>\d{4})"),
    re.compile(r"Session (?:Start|Time): \w{3} (?P<month>\w{3}) (?P<day>\d\d) [\d:]+ (?P<year>\d{4})"),
)
_DATED_NAME = re.compile(r"(\d{4})[-_.]?(\d\d)[-_.]?(\d\d)")
_WEECHAT_SYSTEM = ("-->", "<--", "--", "=!=", "", "***")
_NO_NETWORK = {"logs", "log", "irclogs", "irc", "moddata", "users", "networks", "weechat", "scrollback"}
"""Folders that programs keep their logs in."""
_ENDING = re.compile(r"(?:\.(?:log|weechatlog|txt|irclog))(?:\.\d+)?$")


@dataclass
class Place:
    """Where in a log the reading stands: its day, as the last line or the file's name told it."""

    day: date | None = None
    year: int | None = None


def read(export: Export, on_problem: OnProblem) -> Iterator[Document]:
    """A document for each day of each channel or talk."""
    names: dict[str, str] = {}
    files = export.need(MEMBER, "log")
    turns = (turn for file in files for turn in _turns(export, file, names, on_problem))
    yield from by_conversation(turns, lambda key: Conversation(key, names[key]), export.path)


def _turns(
    export: Export, file: str, names: dict[str, str], on_problem: OnProblem
) -> Iterator[tuple[str, Turn]]:
    network, channel = place_of(export, file)
    key = f"{network}/{channel}" if network else channel
    names[key] = f"{channel} on {network}" if network else channel
    place = Place(_day_in_name(file))
    undated = 0
    for line in _lines(export, file):
        turn = turn_of(line, place, network)
        if turn is not None:
            undated += turn.time is None
            yield key, turn
    if undated:
        on_problem(file, f"{undated:,} lines tell a time and no day, and neither does the file's name")


def _lines(export: Export, file: str) -> Iterator[str]:
    """The lines, one by one, for a log of many years is large; old ones are not in UTF-8."""
    with export.open(file) as opened:
        for line in opened:
            try:
                yield clean(line.decode("utf-8")).rstrip("\n")
            except UnicodeDecodeError:
                yield clean(line.decode("cp1252", "replace")).rstrip("\n")


def turn_of(line: str, place: Place, network: str) -> Turn | None:
    """What someone said in a line of a log; None for all other lines. A line with a day moves the place."""
    line = _CODES.sub("", line.lstrip("\ufeff"))
    if any(_moved(line, form, place) for form in _DAY_LINES):
        return None
    whole = _WEECHAT.fullmatch(line) or _LOUNGE.fullmatch(line)
    if whole:
        return _dated_turn(whole, network)
    short = _HEXCHAT.fullmatch(line) or _PLAIN.fullmatch(line)
    if short is None:
        return None
    parts = short.groupdict()
    if parts.get("month"):
        place.day = _day_of(parts["month"], parts["day"], place.year)
    clock = _time(short["clock"])
    when = datetime.combine(place.day, clock) if place.day is not None and clock is not None else None
    return _turn(parts, when.isoformat() if when else short["clock"], on_this_clock(when), network)


def _dated_turn(found: re.Match[str], network: str) -> Turn | None:
    parts = found.groupdict()
    when = found["when"]
    local = not when.endswith("Z")
    time = parse_written(when.replace("T", " ")) if local else moment(when)
    if found.re is _WEECHAT:
        nick, said = parts["nick"].strip(), parts["said"]
        if nick == "*":
            nick, _, said = said.partition(" ")
        if nick in _WEECHAT_SYSTEM:
            return None
        parts = {"nick": nick.lstrip("~&@%+"), "said": said}
    return _turn(parts, when, time, network)


def _turn(parts: dict[str, str | None], stamp: str, time: datetime | None, network: str) -> Turn | None:
    """ "* ana waves" is what ana does: the words are "waves"."""
    nick = parts.get("nick") or parts.get("actor") or ""
    said = (parts.get("said") or "").strip()
    if not nick or not said:
        return None
    account = handle("irc", f"{network}/{nick.lower()}") if network else None
    return Turn("", nick, said, time, handle=account, stamp=stamp)


def place_of(export: Export, file: str) -> tuple[str, str]:
    """The network and the channel or nick that a log is of; "" for a network that no name tells.

    "irc.libera.#garden.weechatlog", "libera/#garden/2025-03-14.log" and "libera/#garden.log" say the same.
    """
    place = PurePosixPath(printable(file))
    stem = _ENDING.sub("", place.name)
    parts = stem.split(".", 2)
    if len(parts) == 3 and parts[0] == "irc":
        return parts[1], parts[2]
    folders = [name for name in (*_around(export), *place.parts[:-1]) if _may_be_network(name)]
    channel = _DATED_NAME.sub("", stem).strip("-_. ") or (folders.pop() if folders else "irc")
    by_znc = re.fullmatch(r"(?P<network>[^_#]+)_(?P<channel>#.+)", channel)
    if by_znc:
        return by_znc["network"], by_znc["channel"]
    return (folders[-1] if folders else ""), channel


def _around(export: Export) -> list[str]:
    """The folder of the logs, where it stands in one such as "irclogs": it is named after the network."""
    folder = export.path.parent if export.is_file else export.path
    return [printable(folder.name)] if folder.parent.name.lower() in _NO_NETWORK else []


def _may_be_network(folder: str) -> bool:
    return folder.lower() not in _NO_NETWORK and not folder.isdigit()


def _day_in_name(file: str) -> date | None:
    found = _DATED_NAME.search(PurePosixPath(file).name)
    day = leading_date("-".join(found.groups())) if found else None
    return day.date() if day is not None else None


def _moved(line: str, form: re.Pattern[str], place: Place) -> bool:
    found = form.match(line)
    if found is None:
        return False
    place.year = int(found["year"])
    place.day = _day_of(found["month"], found["day"], place.year) or place.day
    return True


def _day_of(month: str, day: str, year: int | None) -> date | None:
    found = leading_date(f"{int(day)} {month} {year}") if year else None
    return found.date() if found is not None else None


def _time(text: str) -> time | None:
    hour, minute, second = (int(part) for part in (*text.split(":"), "0")[:3])
    return time(hour, minute, second) if hour < 24 and minute < 60 and second < 60 else None
