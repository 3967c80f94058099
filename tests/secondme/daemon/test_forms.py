"""What crosses the socket arrives as it was sent, and nothing is made that may not be."""

from __future__ import annotations

import dataclasses
import importlib
import json
import typing
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest import Locator
from secondme.daemon.api import VERBS, MemoryApi
from secondme.daemon.client import RemoteMemory
from secondme.daemon.forms import MODULES, decode, encode
from secondme.daemon.protocol import error_body, error_from
from secondme.errors import DaemonError, SecondmeError
from secondme.memories.timeline import Entry
from secondme.memories.today import Glimpse, Today
from secondme.memory import Memory
from secondme.recall.hit import Hit

zones = st.integers(-14 * 60, 14 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))
moments = st.datetimes(datetime(1000, 1, 1), datetime(3000, 1, 1), timezones=zones)
texts = st.text(st.characters(), max_size=20)
hits = st.builds(
    Hit,
    id=texts,
    kind=st.sampled_from(["passage", "memory"]),
    passage=st.integers(0, 10**9),
    document=st.integers(0, 10**9),
    text=texts,
    title=texts,
    heading=texts,
    source=texts,
    path=st.none() | st.sampled_from([Path("/a b/ü.md"), Path("relative")]),
    locator=st.just(Locator.lines(3, 9)),
    speaker=st.none() | texts,
    time=st.none() | moments,
    trust=texts,
    score=st.floats(allow_nan=False, allow_infinity=False),
    similarity=st.none() | st.floats(-1, 1),
    signals=st.dictionaries(texts.filter(lambda name: name != "is"), st.floats(0, 1), max_size=3),
)


@settings(max_examples=60, deadline=None)
@given(st.lists(hits, max_size=3))
def test_hits_arrive_as_they_were(sent: list[Hit]) -> None:
    assert decode(json.loads(json.dumps(encode(sent)))) == sent


@pytest.mark.parametrize("name", sorted(MODULES))
def test_every_class_that_may_cross_is_where_it_is_said_to_be(name: str) -> None:
    made = getattr(importlib.import_module(MODULES[name]), name)
    assert dataclasses.is_dataclass(made) and made.__module__ == MODULES[name]


def test_nothing_else_is_made_of_what_comes() -> None:
    for name in ("Popen", "Path", "object", "Memory", ""):
        with pytest.raises(ValueError, match="may cross"):
            decode({"is": name, "args": ["true"]})
    with pytest.raises(TypeError, match="does not cross"):
        encode(object())


def test_numbers_as_names_come_back_as_numbers() -> None:
    below = {3: ["a", "b/c"]}
    assert decode(json.loads(json.dumps(encode(below))), "Mapping[int, Sequence[str]] | None") == below


def test_moments_keep_their_zone() -> None:
    moment = datetime(2025, 5, 4, 3, 2, 1, 999, tzinfo=UTC)
    assert decode(encode(moment), "datetime | None") == moment


def test_days_stay_days() -> None:
    assert decode(encode(date(2025, 5, 4)), "date | None") == date(2025, 5, 4)
    due = (Entry(date(2025, 11, 8), "plan", "m1", "I plan to ring the dentist.", "me"),)
    earlier = (Glimpse("p1", date(2024, 11, 7), "a year ago", "We painted the door."),)
    today = Today(date(2025, 11, 7), due, earlier, 2)
    assert decode(json.loads(json.dumps(encode(today)))) == today


def test_errors_keep_their_class_their_words_and_their_exit_code() -> None:
    import ingest
    import models.errors
    import secondme.errors

    for error in (
        secondme.errors.NoSpaceError("full"),
        ingest.UnreadableError(Path("/a"), "it is torn"),
        models.errors.ContextTooLongError(9, 3),
    ):
        again = error_from(json.loads(json.dumps(error_body(error))))
        assert (type(again), str(again), vars(again)) == (type(error), str(error), vars(error))
    unknown = error_from({"class": "os", "message": "?", "exit_code": 1})
    assert isinstance(unknown, DaemonError)
    assert isinstance(error_from({}), SecondmeError)


def test_the_daemon_offers_every_verb_of_a_memory() -> None:
    def public(made: type) -> set[str]:
        names = {name for one in made.__mro__[:-1] for name in vars(one)}
        return {name for name in names if not name.startswith("_") and callable(getattr(made, name))}

    ours = public(Memory)
    ours -= {
        "close",
        "let_go",
        "examine",
        "meaning",
        "catch_up",
        "clock",
    }  # The last four are for the packages inside it.
    assert ours == set(VERBS)
    assert public(RemoteMemory) == ours | {"close", "control"}
    assert public(MemoryApi) - {"close"} == ours


def test_arguments_have_the_same_names_and_defaults_on_both_sides() -> None:
    import inspect

    for name in VERBS:
        here, there = (inspect.signature(getattr(made, name)) for made in (Memory, RemoteMemory))
        assert [(one.name, one.kind, one.default) for one in here.parameters.values()] == [
            (one.name, one.kind, one.default) for one in there.parameters.values()
        ], name
        assert typing.cast(str, here.return_annotation) == there.return_annotation, name
