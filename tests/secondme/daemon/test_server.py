"""Many clients at once: nobody who is slow, dead, hostile or in a hurry harms another."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

import secondme
from ingest import UnknownKindError
from models.errors import ModelMissingError
from secondme.daemon.address import connect, read_address
from secondme.daemon.client import RemoteMemory, connect_memory
from secondme.daemon.control import daemon_state
from secondme.daemon.place import Place
from secondme.daemon.protocol import LONGEST_LINE
from secondme.daemon.server import MOST_CLIENTS, MOST_REQUESTS
from secondme.errors import DaemonError, NotFoundError, UsageError
from secondme.home import Home
from secondme.indexing.progress import Progress, Stopped

WriteTree = Callable[[Mapping[str, str | bytes | None]], Path]
StartDaemon = Callable[..., subprocess.Popen[bytes]]
WaitFor = Callable[[Callable[[], object]], None]

HELLO = {"hello": {"protocol": 1, "program": secondme.__version__}}


class Raw:
    """A client that says what it likes."""

    def __init__(self, place: Home) -> None:
        address = read_address(Place(place).address)
        assert address is not None
        self.link = connect(address, 20.0)
        self._lines = self.link.makefile("rb")

    def say(self, *messages: Mapping[str, Any] | bytes) -> None:
        for one in messages:
            self.link.sendall(one if isinstance(one, bytes) else json.dumps(one).encode() + b"\n")

    def hear(self) -> dict[str, Any]:
        line = self._lines.readline()
        return dict(json.loads(line)) if line else {}

    def close(self) -> None:
        self._lines.close()
        self.link.close()


@contextmanager
def client(place: Home, *, greet: bool = True) -> Iterator[Raw]:
    raw = Raw(place)
    try:
        if greet:
            raw.say(HELLO)
            assert "hello" in raw.hear()
        yield raw
    finally:
        raw.close()


def test_every_verb_works_as_it_does_without_a_daemon(
    remote: RemoteMemory, place: Home, tree: WriteTree
) -> None:
    seen: list[Progress] = []
    added = remote.add(tree({"mull.md": "# Mull\n\nThe puffin boat.\n"}), on_progress=seen.append)
    assert added.documents == 1 and {one.stage for one in seen} >= {"reading"}
    told = remote.remember("The spare key is with Beathag.", now=datetime(2025, 5, 4, tzinfo=UTC))
    with secondme.open(place.root) as here:
        assert remote.recall("puffin", log=False) == here.recall("puffin", log=False)
        hit = here.recall("puffin", log=False)[0]
        assert remote.surroundings(hit) == here.surroundings(hit)
        assert remote.show(told) == here.show(told) is not None
        assert remote.sources() == here.sources()
        with pytest.raises(UsageError):
            remote.speakers("p1")
        assert remote.entrust("s1", trust="known").trust == here.sources()[0].source.trust == "known"
        assert {one.trust for one in here.recall("puffin", log=False)} == {"known"}
        assert remote.other_languages() == here.other_languages()
        assert replace(remote.waiting(), reading=0) == replace(here.waiting(), reading=0)  # It reads on.
        theirs, ours = remote.status().as_json(), here.status().as_json()
        moving = {"size": 0, "working": [], "waiting_reading": 0}  # The daemon works on meanwhile.
        assert {**theirs, **moving} == {**ours, **moving}
    said = remote.converse("We sold the boat.", now=datetime(2025, 5, 4, tzinfo=UTC))
    again = remote.converse("What did I say?", conversation=said.conversation)
    assert (said.ending, again.ending) == ("noted", "quoted") and "sold the boat" in again.answer.text
    assert [one.id for one in remote.conversations("boat")] == ["c1"]
    with secondme.open(place.root) as here:
        assert remote.turns("c1") == here.turns("c1") and len(remote.turns("c1", last=1)) == 1
    remote.mark_turn(again.turn, "good")
    assert not remote.refine("c1")
    assert remote.turns("c1")[-1].verdict == "good"
    remote.forget("c1")
    remote.recall("puffin")
    remote.mark(hit, "opened")
    assert remote.forget(told).memories == 1
    assert remote.show(told) is None
    assert remote.index(sources=[], below={}).documents == 0


def test_days_and_what_is_known_of_them_cross(remote: RemoteMemory) -> None:
    now = datetime(2025, 5, 4, 12, tzinfo=UTC)
    day = now.date()
    remote.remember("I live in Leith.", now=now)
    remote.remember("My birthday is 5 May.", now=now)
    remote.consolidate(now=now)
    assert "I live in Leith." in [one.text for one in remote.timeline("me", first=day, last=day)]
    assert remote.timeline(last=day - timedelta(days=1)) == []
    assert remote.passages_by_day(day, day, about="me") == {day.isoformat(): 2}
    assert [one.what for one in remote.today(day, now=now).due] == ["birthday"]
    assert [tie.value for tie in remote.graph("me", now=now)[0].ties] == ["5 May", "Leith"]


def test_what_goes_wrong_there_is_raised_here(remote: RemoteMemory, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="There is nothing at") as usage:
        remote.add(tmp_path / "nowhere")
    assert usage.value.exit_code == 2
    with pytest.raises(NotFoundError):
        remote.forget("p99")
    with pytest.raises(UnknownKindError, match="pigeon") as unknown:
        remote.import_chat("pigeon", tmp_path)
    assert unknown.value.kind == "pigeon"
    remote.remember("The spare key is with Beathag.")
    with pytest.raises(ModelMissingError) as missing:
        remote.ask("Who has the spare key?")
    assert missing.value.exit_code == 5


def test_ten_clients_write_at_once_and_nothing_is_lost(remote: RemoteMemory, place: Home) -> None:
    def tell(number: int) -> list[str]:
        memory = connect_memory(place)
        assert memory is not None
        with memory:
            return [memory.remember(f"Thing {number} {turn}.") for turn in range(10)]

    with ThreadPoolExecutor(10) as people:
        told = [one for some in people.map(tell, range(10)) for one in some]
    assert len(set(told)) == 100
    assert remote.status().memories == 100


def test_one_connection_carries_many_requests_at_once(remote: RemoteMemory) -> None:
    remote.remember("The puffin boat.")
    with ThreadPoolExecutor(8) as threads:
        found = list(threads.map(lambda n: len(remote.recall("puffin", log=False)), range(64)))
    assert found == [1] * 64


def test_stopping_from_a_callback_stops_the_work_and_the_daemon_goes_on(
    remote: RemoteMemory, tree: WriteTree, wait_for: WaitFor
) -> None:
    folder = tree({f"{number}.md": "A puffin. " * 100 for number in range(300)})

    def stop(progress: Progress) -> None:
        raise Stopped

    with pytest.raises(Stopped):
        remote.add(folder, on_progress=stop)
    wait_for(lambda: remote.status().documents == 300)  # In the background, without being asked again.


def test_a_client_that_dies_in_the_middle_leaves_no_trace(
    remote: RemoteMemory, place: Home, tree: WriteTree, wait_for: WaitFor
) -> None:
    folder = tree({f"{number}.md": "A puffin. " * 100 for number in range(300)})
    with client(place) as raw:
        raw.say({"id": 1, "verb": "add", "body": {"path": str(folder)}})
        assert raw.hear().get("event") == "progress"
    wait_for(lambda: (daemon_state(place).about or {}).get("clients") == 2)
    assert remote.remember("Still here.") == "m1"
    wait_for(lambda: remote.status().documents == 301)


def test_a_client_that_does_not_read_holds_up_nobody(remote: RemoteMemory, place: Home) -> None:
    for number in range(60):
        remote.remember(f"puffin {number} " + "and a boat " * 2_000)
    with client(place) as lazy:
        for number in range(600):
            try:
                lazy.say({"id": number, "verb": "recall", "body": {"query": "puffin", "limit": 60}})
            except OSError:
                break
        assert len(remote.recall("puffin", 5, log=False)) == 5
    assert remote.remember("Still here.")


def test_a_request_more_than_may_be_under_way_is_refused_and_the_others_are_not(
    remote: RemoteMemory, place: Home
) -> None:
    with client(place) as raw:
        count = MOST_REQUESTS + 20
        raw.say(
            b"".join(
                json.dumps({"id": n, "verb": "recall", "body": {"query": "x"}}).encode() + b"\n"
                for n in range(count)
            )
        )
        replies = [raw.hear() for _ in range(count)]
    assert {reply["id"] for reply in replies} == set(range(count))
    assert all(reply.get("result") == [] or "was not taken" in reply["error"]["message"] for reply in replies)
    assert sum("result" in reply for reply in replies) >= MOST_REQUESTS


def test_one_client_too_many_is_told_so(remote: RemoteMemory, place: Home) -> None:
    crowd = [Raw(place) for _ in range(MOST_CLIENTS - 1)]
    for one in crowd:
        one.say(HELLO)
        assert "hello" in one.hear()
    with client(place, greet=False) as late:
        late.say(HELLO)
        assert "programs are connected already" in late.hear()["error"]["message"]
    notes: list[str] = []
    assert connect_memory(place, notes.append) is None
    assert "opened without it" in notes[0]
    for one in crowd:
        one.close()
    assert remote.remember("Still here.") == "m1"


def test_whoever_does_not_say_hello_is_sent_away(remote: RemoteMemory, place: Home) -> None:
    odd = (b"hello?\n", b"[1]\n", b"{}\n", b'{"hello": 1}\n', b"\xff\xfe\n", b"[" * 100_000 + b"\n")
    for line in odd:
        with client(place, greet=False) as raw:
            raw.say(line)
            assert raw.hear()["error"]["class"] == "DaemonError", line[:20]
            assert raw.hear() == {}
    assert remote.status()


def test_another_protocol_is_refused_with_the_way_out(remote: RemoteMemory, place: Home) -> None:
    with client(place, greet=False) as raw:
        raw.say({"hello": {"protocol": 99}})
        assert "secondme daemon stop" in raw.hear()["error"]["message"]


@pytest.mark.parametrize("greet", [True, False])
def test_a_line_without_an_end_is_not_read_for_ever(remote: RemoteMemory, place: Home, greet: bool) -> None:
    with client(place, greet=greet) as raw:
        try:
            raw.say(b"x" * (2 * LONGEST_LINE))
            said = raw.hear()
        except OSError:
            said = {}
        assert said == {} or said["error"]["class"] == "DaemonError"
    assert remote.status()


NONSENSE: list[tuple[str, dict[str, Any]]] = [
    ("fly", {}),
    ("close", {}),
    ("__init__", {}),
    ("_log", {}),
    ("recall", {}),
    ("recall", {"query": "x", "meaning": 1}),
    ("recall", {"query": "x", "now": "yesterday"}),
    ("ask", {"question": "x", "cancelled": True}),
    ("add", {"path": "/x", "on_progress": 1}),
    ("mark", {"hit": {"is": "Popen"}, "use": "opened"}),
    ("mark", {"hit": {"is": "Hit"}, "use": "opened"}),
    ("log_level", {"level": "all"}),
]


def test_what_makes_no_sense_is_refused_and_the_connection_stays(remote: RemoteMemory, place: Home) -> None:
    with client(place) as raw:
        for number, (verb, body) in enumerate(NONSENSE):
            raw.say({"id": number, "verb": verb, "body": body})
            reply = raw.hear()
            assert (reply["id"], reply["error"]["exit_code"]) == (number, 2), verb
        raw.say({"id": 99, "verb": "sources"})
        assert raw.hear() == {"id": 99, "result": []}


def test_a_daemon_of_another_release_is_left_alone(place: Home, start_daemon: StartDaemon) -> None:
    start_daemon("import secondme; secondme.__version__ = '0.0.1'")
    notes: list[str] = []
    assert connect_memory(place, notes.append) is None
    assert "another version" in notes[0]


def test_a_daemon_that_is_held_up_is_done_without(
    place: Home, start_daemon: StartDaemon, monkeypatch: pytest.MonkeyPatch
) -> None:
    import signal

    process = start_daemon()
    process.send_signal(signal.SIGSTOP)
    monkeypatch.setattr("secondme.daemon.connection.connect_daemon.__defaults__", (0.5,))
    notes: list[str] = []
    assert connect_memory(place, notes.append) is None
    assert "does not answer" in notes[0]


def test_a_call_under_way_when_the_daemon_dies_says_so_and_the_next_finds_the_new_one(
    place: Home, start_daemon: StartDaemon, tree: WriteTree
) -> None:
    process = start_daemon()
    memory = connect_memory(place)
    assert memory is not None
    with memory:

        def kill(progress: Progress) -> None:
            process.kill()

        folder = tree({f"{number}.md": "A puffin. " * 100 for number in range(300)})
        with pytest.raises(DaemonError, match="ended in the middle"):
            memory.add(folder, on_progress=kill)
        process.wait()
        with pytest.raises(DaemonError):
            memory.status()
        start_daemon()
        assert memory.index().documents >= 0
        assert memory.status().documents == 300


@pytest.mark.model
def test_an_answer_streams_and_stops_within_a_token(
    stocked_home: Path, place: Home, start_daemon: StartDaemon, wait_for: WaitFor
) -> None:
    start_daemon()
    memory = connect_memory(place)
    assert memory is not None
    with memory:
        memory.remember("The puffin boat leaves from Ulva Ferry at nine.")
        question = "When does the puffin boat leave from Ulva Ferry?"
        pieces: list[str] = []
        sources: list[Any] = []
        answer = memory.ask(question, on_text=pieces.append, on_sources=sources.extend)
        assert answer.text and not answer.cancelled
        assert sources[0].hit.id == "m1"
        stopped = threading.Event()
        stopped.set()
        assert memory.ask(question, cancelled=stopped).cancelled
        assert memory.recall("puffin")[0].similarity is not None
        assert (daemon_state(place).about or {})["models"] == ["minilm", "smollm2"]


def test_a_client_of_another_person_is_refused(place: Home, remote: RemoteMemory) -> None:
    from secondme.daemon.address import is_same_person, peer_process, peer_user

    left, right = socket.socketpair()
    assert peer_user(left) == os.getuid() and is_same_person(left)
    if sys.platform == "linux":
        assert peer_process(left) == os.getpid()
    left.close()
    right.close()
    if os.getuid() == 0:
        become = "import os, socket, sys; os.setgroups([]); os.setuid(65534)"
        code = f"{become}; socket.socket(socket.AF_UNIX).connect(sys.argv[1])"
        address = read_address(Place(place).address)
        assert address is not None and address.socket is not None
        ended = subprocess.run([sys.executable, "-c", code, address.socket], capture_output=True, text=True)
        assert "PermissionError" in ended.stderr
