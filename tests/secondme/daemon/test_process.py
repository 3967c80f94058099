"""The daemon's life: one at a time, whatever the last one left behind, and a quiet end at any moment."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from secondme.daemon.address import Address, read_address, write_address
from secondme.daemon.client import RemoteMemory, connect_memory
from secondme.daemon.connection import connect_daemon
from secondme.daemon.control import daemon_state, start, stop
from secondme.daemon.lock import is_held, take
from secondme.daemon.place import Place, find_socket
from secondme.daemon.process import RUNNING_ALREADY
from secondme.errors import DaemonError
from secondme.home import Home

WriteTree = Callable[[Mapping[str, str | bytes | None]], Path]
StartDaemon = Callable[..., subprocess.Popen[bytes]]
WaitFor = Callable[[Callable[[], object]], None]


def test_of_two_daemons_started_at_once_one_runs(
    start_daemon: StartDaemon, place: Home, wait_for: WaitFor
) -> None:
    both = [start_daemon(wait=False), start_daemon(wait=False)]
    wait_for(lambda: [one for one in both if one.poll() is not None])
    wait_for(lambda: daemon_state(place).answers)
    assert sorted(str(one.poll()) for one in both) == sorted([str(RUNNING_ALREADY), "None"])


def test_what_a_killed_daemon_left_behind_is_in_nobodys_way(start_daemon: StartDaemon, place: Home) -> None:
    first = start_daemon()
    first.kill()
    first.wait()
    socket_path = find_socket(place)
    assert socket_path is not None and socket_path.exists() and Place(place).address.exists()
    assert not is_held(Place(place).lock)
    assert daemon_state(place).running is False
    assert connect_daemon(Place(place)) is None
    assert start_daemon().poll() is None


def test_a_lock_file_with_another_process_in_it_means_nothing(start_daemon: StartDaemon, place: Home) -> None:
    place.create()
    Place(place).lock.write_text(str(os.getpid()))
    assert start_daemon().poll() is None


def test_an_address_of_somebody_elses_socket_is_not_taken_for_a_daemon(place: Home, tmp_path: Path) -> None:
    place.create()
    for address in (Address("/nowhere.sock"), Address(str(tmp_path)), Address(port=1, token="x")):
        write_address(Place(place).address, address)
        try:
            assert connect_daemon(Place(place)) is None
        except DaemonError as error:
            assert "Nothing was done" in str(error)
    Place(place).address.write_text("{not json")
    assert connect_daemon(Place(place)) is None


def test_only_its_owner_may_use_the_socket(remote: RemoteMemory, place: Home) -> None:
    address = read_address(Place(place).address)
    assert address is not None and address.socket is not None
    assert len(os.fsencode(address.socket)) <= 100
    for path in (Path(address.socket), Place(place).address, Place(place).log, Place(place).lock):
        assert path.stat().st_mode & 0o077 == 0, path
    assert Path(address.socket).parent.stat().st_mode & 0o077 == 0


def test_a_folder_that_others_may_enter_takes_no_socket(
    place: Home, runtime_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shared = runtime_folder / "secondme"
    shared.mkdir(mode=0o755)
    shared.chmod(0o755)
    path = find_socket(place)
    assert path is None or path.parent != shared
    shared.rmdir()
    shared.symlink_to("/tmp")
    path = find_socket(place)
    assert path is None or path.parent != shared


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_ends_it_quietly(start_daemon: StartDaemon, place: Home, number: signal.Signals) -> None:
    process = start_daemon()
    process.send_signal(number)
    assert process.wait(30) == 0
    assert not Place(place).address.exists()
    assert not is_held(Place(place).lock)


def test_stopping_in_the_middle_of_indexing_ends_it_by_itself_and_loses_nothing(
    start_daemon: StartDaemon, place: Home, tree: WriteTree, wait_for: WaitFor
) -> None:
    folder = tree({f"{number}.md": f"# Note {number}\n\n" + "A puffin. " * 50 for number in range(400)})
    process = start_daemon()
    asked = subprocess.Popen(
        [sys.executable, "-P", "-m", "secondme", "add", str(folder)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
    )
    memory = connect_memory(place)
    assert memory is not None
    with memory:
        wait_for(lambda: memory.status().waiting_reading > 0 or memory.status().documents > 0)
        assert asked.poll() in (None, 0)
    assert stop(place) is True
    assert process.wait(30) == 0
    asked.communicate()
    start_daemon()
    again = connect_memory(place)
    assert again is not None
    with again:
        again.index()
        assert again.status().documents == 400


def test_a_daemon_that_does_not_answer_is_ended_all_the_same(start_daemon: StartDaemon, place: Home) -> None:
    process = start_daemon()
    process.send_signal(signal.SIGSTOP)
    assert stop(place) is False
    assert process.wait(30) == -signal.SIGKILL
    assert not is_held(Place(place).lock)


def test_starting_leaves_a_daemon_that_outlives_whoever_started_it(place: Home) -> None:
    code = "import sys; from secondme.daemon.control import start; from secondme.home import find_home;"
    starter = [sys.executable, "-P", "-c", f"{code} print(start(find_home(sys.argv[1])))", str(place.root)]
    assert subprocess.run(starter, capture_output=True, text=True).stdout == "True\n"
    assert subprocess.run(starter, capture_output=True, text=True).stdout == "False\n"
    assert daemon_state(place).answers
    assert stop(place) is True
    assert daemon_state(place).running is False


def test_a_daemon_that_cannot_start_says_why(place: Home, home: Path) -> None:
    place.create()
    (home / "memory.db").write_bytes(b"not a store" * 1000)
    with pytest.raises(DaemonError, match=r"did not start\. The key to"):
        start(place)
    assert not is_held(Place(place).lock)


def test_a_lock_ends_with_its_process(place: Home, wait_for: WaitFor) -> None:
    place.create()
    path = Place(place).lock
    code = "import sys, time; from pathlib import Path; from secondme.daemon.lock import take;"
    holder = subprocess.Popen(
        [sys.executable, "-P", "-c", f"{code} l = take(Path(sys.argv[1])); time.sleep(99)", str(path)]
    )
    wait_for(lambda: is_held(path))
    assert take(path) is None
    holder.kill()
    holder.wait()
    lock = take(path)
    assert lock is not None
    lock.release()
    lock.release()


def test_where_there_are_no_unix_sockets_a_token_opens_the_port(
    start_daemon: StartDaemon, place: Home
) -> None:
    start_daemon("import secondme.daemon.daemon as d; d.find_socket = lambda home: None")
    address = read_address(Place(place).address)
    assert address is not None and address.port and address.token
    memory = connect_memory(place)
    assert memory is not None
    with memory:
        assert memory.remember("The hens are in the loft.") == "m1"
    stranger = socket.create_connection(("127.0.0.1", address.port))
    stranger.sendall(b'{"hello": {"protocol": 1, "token": "guess"}}\n')
    said = stranger.makefile("rb").read()
    assert b"token is not the one" in said and b"result" not in said
    stranger.close()


def test_changed_settings_are_taken_over_and_broken_ones_are_not(
    start_daemon: StartDaemon, place: Home, tree: WriteTree, wait_for: WaitFor
) -> None:
    folder = tree({"a.md": "The puffin boat.", "secret/b.md": "The puffin nest."})
    process = start_daemon("import secondme.daemon.daemon as d; d.BEAT_SECONDS = 0.1")
    memory = connect_memory(place)
    assert memory is not None
    with memory:
        memory.add(folder)
        assert memory.status().documents == 2
        place.config.write_text('[files]\nexclude = ["secret/"]\n')
        wait_for(lambda: memory.status().documents == 1)
        place.config.write_text('[files]\nexclude = "secret/"\n')
        assert memory.control("reload")[0].startswith("config.toml, line 2: files.exclude must be")
        process.send_signal(signal.SIGHUP)
        memory.index()
        assert memory.status().documents == 1
        place.config.write_text("")
        wait_for(lambda: memory.status().documents == 2)


def test_with_broken_settings_it_answers_and_takes_nothing_in(
    start_daemon: StartDaemon, place: Home, tree: WriteTree, home: Path
) -> None:
    from secondme.errors import ConfigError

    place.create()
    place.config.write_text("[files]\nexclude = 3\n")
    start_daemon()
    memory = connect_memory(place)
    assert memory is not None
    with memory:
        with pytest.raises(ConfigError, match=r"line 2: files\.exclude must be"):
            memory.add(tree({"a.md": "x"}))
        assert memory.sources() == []
        memory.remember("The spare key is with Beathag.")
        assert memory.recall("spare key")


def test_what_changes_on_the_disk_is_found_without_being_asked_for(
    start_daemon: StartDaemon, place: Home, tree: WriteTree, wait_for: WaitFor
) -> None:
    place.create()
    place.config.write_text("[daemon]\nsettle_seconds = 0.1\n")
    start_daemon()
    memory = connect_memory(place)
    assert memory is not None
    with memory:
        memory.add(tree({"a.md": "The puffin boat."}))
        tree({"b.md": "A xylophone."})
        wait_for(lambda: any("xylophone" in hit.text for hit in memory.recall("xylophone")))
        tree({"b.md": None})
        wait_for(lambda: memory.status().documents == 1)


def test_above_its_ceiling_it_begins_anew_in_the_same_process(
    start_daemon: StartDaemon, place: Home, wait_for: WaitFor
) -> None:
    code = """
import sys
import secondme.daemon.daemon as d
d.BEAT_SECONDS, d.TICKS_PER_LOOK = 0.1, 1
d.ceiling_of = lambda settings: 1_000_000
"""
    process = start_daemon(code)
    log = Place(place).log
    wait_for(lambda: log.read_text().count("is up") >= 2)
    assert process.poll() is None
    assert "begin anew" in log.read_text() and "above the ceiling" in log.read_text()
    wait_for(lambda: daemon_state(place).answers)
    about: dict[str, Any] | None = daemon_state(place).about
    assert about is not None and about["process"] == process.pid


def test_no_text_and_no_question_reaches_the_log(
    start_daemon: StartDaemon, place: Home, tree: WriteTree
) -> None:
    fault = """
import secondme.memory
def fail(self, query, limit=10, *, as_of=None, recorded_before=None, now=None, deep=False, unfinished=False,
         log=True):
    raise RuntimeError("could not find " + query)
secondme.memory.Memory.recall = fail
"""
    start_daemon(fault)
    memory = connect_memory(place)
    assert memory is not None
    with memory:
        memory.control("log_level", level="debug")
        memory.add(tree({"zanzibar.md": "The quokka is asleep."}))
        with pytest.raises(DaemonError, match="RuntimeError") as caught:
            memory.recall("where is the quokka")
    assert "quokka" not in str(caught.value)
    said = Place(place).log.read_text()
    assert "recall failed: RuntimeError" in said and "in fail" in said
    assert "quokka" not in said and "asleep" not in said
