"""The daemon dies in the middle of an answer: the app goes on by itself, and nothing is lost."""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

import secondme
from secondme.daemon.control import daemon_state
from secondme.home import find_home
from tui.ask.question_input import QuestionInput
from tui.ask.talk import Talk

SLOW = """
import time
import secondme.answer.writing
from models.generator import Stream
secondme.answer.writing.MOST_TOKENS = 2_000
at_once = Stream.__next__
def slowly(stream):
    time.sleep(0.2)
    return at_once(stream)
Stream.__next__ = slowly
from secondme.daemon.process import main
main()
"""
"""A daemon whose model takes its time."""


@pytest.fixture
def slow_daemon(answering, monkeypatch):
    with tempfile.TemporaryDirectory(prefix="sm") as folder:  # A socket's path must be short.
        monkeypatch.setenv("XDG_RUNTIME_DIR", folder)
        process = subprocess.Popen(
            [sys.executable, "-P", "-c", SLOW, str(answering)],
            stderr=subprocess.DEVNULL,
            env={**os.environ, "PYTHONPATH": str(Path(secondme.__file__).parent.parent)},
        )
        yield process
        process.kill()
        process.wait()


@pytest.mark.model
async def test_the_app_goes_on_alone_when_the_daemon_dies_in_an_answer(
    slow_daemon, answering, app_on, seen, until
):
    place = find_home(answering)
    while not daemon_state(place).answers:
        assert slow_daemon.poll() is None
        await asyncio.sleep(0.05)
    async with app_on(answering) as pilot:
        screen = pilot.app.screen
        assert pilot.app.gateway.is_remote
        screen.query_one(QuestionInput).value = "When is the launch?"
        await pilot.press("enter")
        await until(pilot, lambda: screen.query_one(Talk).last._text)
        slow_daemon.kill()
        await until(pilot, lambda: "The daemon ended" in seen(pilot))
        assert not pilot.app.gateway.is_remote
        assert screen._asking is None
        assert "When is the launch?" in seen(pilot)
        screen.query_one(QuestionInput).value = "We moved the launch to 19 June."
        await pilot.press("enter")
        await until(pilot, lambda: "Noted." in seen(pilot))
    with secondme.open(answering) as memory:
        kept = [memory.turns(one.id)[0].text for one in memory.conversations()]
    assert sorted(kept) == ["We moved the launch to 19 June.", "When is the launch?"]
