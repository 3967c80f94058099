"""The way to the memory: opened when needed, again when a daemon went away, and closed in idle times."""

from __future__ import annotations

import threading
from typing import Any, cast

import pytest

from secondme.clients.door import Door
from secondme.clients.telling import Given
from secondme.errors import DaemonError

GIVEN = Given("yes", {}, ())


class House:
    """Counts what is opened and closed. It stands for a session, whose memory stays until it is closed."""

    def __init__(self) -> None:
        self.opened = self.closed = 0
        self.memory: object | None = None
        self.clock = 0.0
        self.door = Door(self.open, self.close, clock=lambda: self.clock)

    def open(self) -> Any:
        if self.memory is None:
            self.opened += 1
            self.memory = object()
        return self.memory

    def close(self) -> None:
        self.closed += 1
        self.memory = None

    def ask(self, *errors: Exception, again: bool = True) -> Given:
        left = list(errors)

        def call(memory: Any, cancelled: threading.Event) -> Given:
            if left:
                raise left.pop(0)
            return GIVEN

        return self.door.serve(cast("Any", call), threading.Event(), again=again)


def test_the_memory_is_opened_once_and_when_first_needed() -> None:
    house = House()
    assert house.opened == 0
    assert house.ask() is house.ask() is GIVEN
    assert (house.opened, house.closed) == (1, 0)


def test_after_a_daemon_went_away_what_was_read_is_asked_again() -> None:
    house = House()
    assert house.ask(DaemonError("gone")) is GIVEN
    assert (house.opened, house.closed) == (2, 1)
    with pytest.raises(DaemonError):
        house.ask(DaemonError("gone"), DaemonError("gone"))


def test_what_was_written_is_never_written_again() -> None:
    house = House()
    with pytest.raises(DaemonError):
        house.ask(DaemonError("gone"), again=False)
    assert house.ask() is GIVEN
    assert house.opened == 2


def test_it_is_closed_when_nobody_asked_for_a_while() -> None:
    house = House()
    assert not house.door.rest(10)
    house.ask()
    house.clock = 9
    assert not house.door.rest(10)
    house.clock = 10
    assert house.door.rest(10) and house.closed == 1
    assert not house.door.rest(10)
    house.ask()
    assert house.opened == 2


def test_it_is_not_closed_under_a_call() -> None:
    house = House()
    house.ask()

    def call(memory: Any, cancelled: threading.Event) -> Given:
        house.clock = 1_000
        assert not house.door.rest(10)
        return GIVEN

    assert house.door.serve(cast("Any", call), threading.Event(), again=True) is GIVEN
    assert house.closed == 0
