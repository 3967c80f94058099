"""Chat exports with real processes: whatever an export does, it does to itself alone."""

import os
import re
import shutil
import sqlite3
import sys
import threading
import time
import zipfile
from contextlib import closing
from pathlib import Path

import pytest

from ingest import Options, ReaderPool, UnreadableError, read_chat
from ingest.errors import ReaderError, UnknownKindError
from ingest.sandbox import process as reading_process
from ingest.sandbox.chat import MEMORY_SHARE, SECONDS_SHARE, chat_options
from ingest.sandbox.sessions import MOST_PROBLEMS

FAULTY = (sys.executable, "-P", str(Path(__file__).with_name("faulty_child.py")))
IRC = """\
2024-05-01 10:00:00	Ana	Did you book the puffin boat?
2024-05-02 10:01:00	Bo	Yes, nine, and 東京 🛳.
"""


@pytest.fixture
def export(tmp_path):
    """export("session a", "segfault") makes an export that the faulty process reads so, line by line."""

    def write(*lines):
        path = tmp_path / "export.txt"
        path.write_text("\n".join(lines))
        return path

    return write


@pytest.fixture
def pool():
    """Exports have 600 MB and 600 s."""
    with ReaderPool(Options(seconds=60, memory_mb=300), processes=1, command=FAULTY) as pool:
        yield pool


def read(pool, path, kind="irc"):
    """The titles of the sessions, the problems, and why it ended."""
    titles, problems, reason = [], [], None
    try:
        for session in pool.read_chat(kind, path, lambda *problem: problems.append(problem)):
            titles.append(session.title)
    except UnreadableError as error:
        reason = error.reason
    return titles, problems, reason


def children_of(pool):
    return [chat._process._child for chat in pool._chats]


@pytest.mark.parametrize(
    ("kind", "is_packed"),
    [
        ("imessage", False),
        *((kind, packed) for kind in ("irc", "jsonl", "whatsapp") for packed in (False, True)),
    ],
)
def test_what_comes_out_of_a_process_is_what_is_read_in_this_one(tmp_path, kind, is_packed):
    path = make_export(tmp_path, kind)
    if is_packed:
        with zipfile.ZipFile(tmp_path / "export.zip", "w", zipfile.ZIP_DEFLATED) as archive:
            archive.write(path, path.name)
        path = tmp_path / "export.zip"
    here, apart = [], []
    expected = list(read_chat(kind, path, lambda *problem: here.append(problem)))
    with ReaderPool(processes=1) as pool:
        assert list(pool.read_chat(kind, path, lambda *problem: apart.append(problem))) == expected
    assert apart == here and expected


def make_export(folder, kind):
    if kind == "imessage":
        return make_database(folder)
    path = folder / {"irc": "#boats.weechatlog", "jsonl": "talk.jsonl", "whatsapp": "chat.txt"}[kind]
    text = {
        "irc": IRC,
        "jsonl": '{"speaker": "Ana", "text": "Größe", "time": "2024-05-01T10:00:00+05:30"}\nnot JSON\n',
        "whatsapp": "01/05/2024, 10:00 - Ana: Did you book?\n02/05/2024, 10:01 - Bo: Yes, nine.\n",
    }[kind]
    path.write_text(text, "utf-8")
    return path


def make_database(folder):
    path = folder / "chat.db"
    with closing(sqlite3.connect(path)) as db:
        db.executescript("""
            CREATE TABLE handle (ROWID INTEGER PRIMARY KEY, id TEXT);
            CREATE TABLE chat (ROWID INTEGER PRIMARY KEY, guid TEXT, display_name TEXT, chat_identifier TEXT);
            CREATE TABLE message (ROWID INTEGER PRIMARY KEY, guid TEXT, text TEXT, handle_id INTEGER,
                date INTEGER, is_from_me INTEGER);
            CREATE TABLE chat_message_join (chat_id INTEGER, message_id INTEGER);
            CREATE TABLE chat_handle_join (chat_id INTEGER, handle_id INTEGER);
            INSERT INTO handle VALUES (1, '+447700900123');
            INSERT INTO chat VALUES (1, 'iMessage;-;+447700900123', '', '+447700900123');
            INSERT INTO chat_handle_join VALUES (1, 1);
        """)
        rows = [(n, f"guid {n}", "words " * 20, 1, 700_000_000 - n, n % 2) for n in range(1, 20_001)]
        db.executemany("INSERT INTO message VALUES (?, ?, ?, ?, ?, ?)", rows)
        db.executemany("INSERT INTO chat_message_join VALUES (1, ?)", [row[:1] for row in rows])
        db.commit()
    return path


@pytest.mark.parametrize("has_index", [False, True])
def test_a_database_is_read_with_its_log_where_nothing_can_be_written(tmp_path, has_index):
    path, copy = make_database(tmp_path), tmp_path / "copy"
    copy.mkdir()
    with closing(sqlite3.connect(path)) as db:
        db.execute("PRAGMA journal_mode = WAL")
        db.execute("INSERT INTO message VALUES (30000, 'NEW', 'newest', 1, 700000000, 0)")
        db.execute("INSERT INTO chat_message_join VALUES (1, 30000)")
        db.commit()
        for name in ("chat.db", "chat.db-wal", *(["chat.db-shm"] if has_index else [])):
            shutil.copy(tmp_path / name, copy / name)
    before = {one.name: one.read_bytes() for one in copy.iterdir()}
    problems = []
    with ReaderPool(processes=1) as pool:
        sessions = list(pool.read_chat("imessage", copy, lambda *problem: problems.append(problem)))
    assert "newest" in [passage.text for session in sessions for passage in session.passages]
    assert problems == []
    assert {one.name: one.read_bytes() for one in copy.iterdir()} == before


def test_a_database_whose_table_never_ends_is_given_up(tmp_path):
    path = make_database(tmp_path)
    with closing(sqlite3.connect(path)) as db:
        db.executescript("""
            ALTER TABLE message RENAME TO old;
            CREATE VIEW message AS WITH RECURSIVE more(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM more)
                SELECT n AS ROWID, 'guid ' || n AS guid, 'words' AS text, 1 AS handle_id, n AS date,
                0 AS is_from_me FROM more;
        """)
    with ReaderPool(Options(seconds=0.2), processes=1) as pool:
        assert read(pool, path, "imessage")[2] == "reading it took more than 2 s"


@pytest.mark.parametrize(
    ("harm", "reason"),
    [
        ("allocate", "more than 600 MB"),
        ("segfault", "SIGSEGV"),
        ("exit 7", "exit code 7"),
        ("leave", "exit code 3"),
        ("kill", "killed from outside"),
        ("raise", "RuntimeError"),
        ("recurse", "nested too deeply"),
        ("babble", "no sense"),
    ],
)
def test_an_export_that_does_harm_ends_there_and_the_next_is_read(pool, export, harm, reason):
    titles, problems, why = read(pool, export("session a", "session b", "problems 2", harm, "session c"))
    assert titles == ["a", "b"] and why is not None and re.search(reason, why), why
    assert problems == [("line 0", "it is not JSON"), ("line 1", "it is not JSON")]
    assert read(pool, export("session a")) == (["a"], [], None)


@pytest.mark.parametrize("harm", ["loop", "sleep"])
def test_an_export_that_falls_silent_for_ever_ends_there(export, harm):
    with ReaderPool(Options(seconds=0.2), processes=1, command=FAULTY) as pool:
        titles, _, why = read(pool, export("session a", harm))
    assert (titles, why) == (["a"], "reading it took more than 2 s")


def test_an_export_that_gets_on_may_take_longer_than_any_of_its_silences(export):
    steps = [line for n in range(4) for line in ("wait 1.3", f"session {n}")]
    with ReaderPool(Options(seconds=0.4), processes=1, command=FAULTY) as pool:
        assert read(pool, export(*steps)) == ([str(n) for n in range(4)], [], None)


def test_the_time_in_which_nobody_takes_its_sessions_is_not_its_own(export, monkeypatch):
    monkeypatch.setattr(reading_process, "LONGEST_SHARE", 1)
    with ReaderPool(Options(seconds=0.4), processes=1, command=FAULTY) as pool:
        lines = (*(f"large {n} 3" for n in range(4)), "wait 1.3", "session end")
        sessions = pool.read_chat("irc", export(*lines))
        next(sessions)
        time.sleep(4.5)  # Longer than all of it may take.
        assert [session.title for session in sessions] == [*"123", "end"]


def test_sessions_wait_for_whoever_takes_them_and_fill_no_memory(pool, export):
    sessions = pool.read_chat("irc", export("session a", "endless"))
    for _ in range(20):
        next(sessions)
    [chat] = pool._chats
    time.sleep(0.5)
    assert chat._inbox._size <= 5_000_000
    [child] = children_of(pool)
    sessions.close()
    assert child.returncode is not None and pool._chats == []


def test_problems_are_told_as_they_come_and_not_without_end(pool, export):
    told = []
    sessions = pool.read_chat(
        "irc", export("problems 1", "session a", "endless"), lambda *one: told.append(one)
    )
    next(sessions)
    assert told == [("line 0", "it is not JSON")]
    sessions.close()
    titles, problems, reason = read(pool, export("problems 100", "session a", "problems 5000", "session b"))
    assert (titles, reason) == (["a", "b"], None)
    assert len(problems) == MOST_PROBLEMS + 1
    assert problems[-1] == ("elsewhere", "4,100 more were left out")


def test_a_session_that_is_too_large_is_left_out_and_told(pool, export):
    titles, problems, reason = read(pool, export("session a", "large b 70", "session c"))
    assert (titles, reason) == (["a", "c"], None)
    why = "'b' is one conversation of more than 64 MB; export it in parts"
    assert problems == [("talk/b", why)]
    assert read(pool, export("large b 70"))[2] == why


def test_who_waits_is_asked_and_can_stop_it(pool, export):
    asked = []

    class Enough(Exception):
        pass

    def wait():
        asked.append(True)
        if len(asked) == 3:
            raise Enough

    before = set(threading.enumerate())
    sessions = pool.read_chat("irc", export("session a", "sleep"), on_wait=wait)
    assert next(sessions).title == "a"
    [child] = children_of(pool)
    with pytest.raises(Enough):
        next(sessions)
    assert child.returncode is not None and pool._chats == []
    assert set(threading.enumerate()) <= before


def test_a_pool_that_is_closed_in_the_middle_leaves_nothing_behind(export):
    before = set(threading.enumerate())
    with ReaderPool(processes=1, command=FAULTY) as pool:
        sessions = pool.read_chat("irc", export("session a", "endless"))
        next(sessions)
        [child] = children_of(pool)
    assert child.returncode is not None
    assert set(threading.enumerate()) <= before
    sessions.close()


def test_two_pools_read_two_exports_at_once(tmp_path):
    found = {}

    def run(name):
        path = tmp_path / f"{name}.txt"
        path.write_text("\n".join(f"session {name}{n}" for n in range(300)))
        with ReaderPool(processes=1, command=FAULTY) as pool:
            found[name] = read(pool, path)

    threads = [threading.Thread(target=run, args=(name,)) for name in "ab"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == {name: ([f"{name}{n}" for n in range(300)], [], None) for name in "ab"}


def test_an_export_is_read_while_files_are(pool, export, write):
    outcomes = pool.read([write("a.md"), write("b.fault", "endless")])
    assert next(outcomes).file.key == "a.md"
    assert read(pool, export("session a"))[0] == ["a"]
    assert next(outcomes).file.key == "b.fault"
    outcomes.close()


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux lets a program shut itself in")
def test_an_export_s_reader_cannot_write_files(pool, export, tmp_path):
    loot = tmp_path / "loot"
    _, problems, why = read(pool, export("session a", f"write {loot}"))
    assert problems or why
    assert not loot.exists() or loot.read_text() == ""


def test_what_cannot_be_read_says_why(tmp_path):
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "no.jsonl").write_text("this is no chat\n")
    with ReaderPool(processes=1) as pool:
        assert read(pool, tmp_path / "gone.jsonl", "jsonl")[2] == "there is nothing there"
        assert read(pool, tmp_path / "pipe", "jsonl")[2] == "it is not a file"
        _, problems, reason = read(pool, tmp_path / "no.jsonl", "jsonl")
        assert "not one line" in reason and problems == [("1", "it is not JSON")]


def test_an_unknown_kind_is_refused_at_once_and_starts_nothing(tmp_path):
    with ReaderPool(processes=1) as pool:
        with pytest.raises(UnknownKindError, match="jsonl"):
            pool.read_chat("pigeon", tmp_path)
        assert pool._chats == []


def test_a_reader_that_cannot_start_is_no_fault_of_the_export(export):
    broken = (sys.executable, "-c", "raise SystemExit(1)")
    with ReaderPool(processes=1, command=broken) as pool, pytest.raises(ReaderError, match="exit code 1"):
        list(pool.read_chat("irc", export("session a")))


def test_an_export_may_take_more_than_a_file():
    options = Options(seconds=7, memory_mb=100)
    allowed = chat_options(options)
    assert (allowed.seconds, allowed.memory_mb) == (7 * SECONDS_SHARE, 100 * MEMORY_SHARE)
