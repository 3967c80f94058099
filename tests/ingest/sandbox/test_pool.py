"""The pool with real processes: whatever a file does, it does to itself alone."""

import gc
import os
import re
import signal
import subprocess
import sys
import threading
import time
import zlib
from dataclasses import replace
from pathlib import Path

import pytest

from ingest import Options, ReaderPool, read_documents, read_one
from ingest.errors import ReaderError
from ingest.sandbox import process as reading_process


def verdicts(pool, requests):
    return {outcome.file.key: outcome.verdict for outcome in pool.read(requests)}


def one(pool, request):
    [outcome] = pool.read([request])
    return outcome


def is_running(pid):
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def wait_until(holds):
    deadline = time.monotonic() + 60
    while not holds():
        assert time.monotonic() < deadline
        time.sleep(0.05)


def test_what_comes_out_of_a_process_is_what_is_read_in_this_one(write):
    requests = [
        write("a.md", "---\ndate: 2024-05-01\n---\n# Ferry\n\nPier 4. Größe, 東京, 🛳.\n"),
        write("2025-03-14 b.txt", "words\n\nand more"),
        write("empty.md", ""),
    ]
    with ReaderPool(processes=1) as pool, ReaderPool(processes=0) as here:
        apart = list(pool.read(requests))
        assert apart == list(here.read(requests))
    assert [outcome.documents for outcome in apart] == [tuple(read_documents(r.file)) for r in requests]
    assert {outcome.format for outcome in apart} == {"markdown:3", "text:3"} or apart[0].format.startswith(
        "markdown"
    )
    assert all(outcome.last and outcome.verdict == "read" for outcome in apart)


def test_a_file_that_is_as_it_was_is_not_parsed_again(write, pool):
    request = write("a.md", "# A\n\nwords")
    first = one(pool, request)
    known = replace(request, known_hash=first.content_hash, known_format=first.format)
    again = one(pool, known)
    assert (again.verdict, again.documents, again.content_hash) == ("same", (), first.content_hash)
    assert one(pool, replace(known, known_format="markdown:0")).verdict == "read"
    assert one(pool, replace(known, known_hash="0" * 64)).verdict == "read"


@pytest.mark.parametrize(
    ("fault", "reason"),
    [
        ("allocate", "more than 600 MB"),
        ("segfault", "SIGSEGV"),
        ("exit 0", "exit code 0"),
        ("exit 7", "exit code 7"),
        ("leave", "exit code 3"),
        ("kill", "killed from outside"),
        ("raise", "RuntimeError"),
        ("recurse", "nested too deeply"),
        ("babble", "no sense|exit code|fell silent"),
        ("crash-after 10", "SIGSEGV"),
    ],
)
def test_a_file_that_does_harm_costs_itself_alone(write, pool, fault, reason):
    assert_costs_itself_alone(write, pool, fault, reason)


@pytest.mark.parametrize("fault", ["loop", "sleep"])
def test_a_file_that_would_take_for_ever_costs_itself_alone(write, impatient, fault):
    assert_costs_itself_alone(write, impatient, fault, "more than 3 s")


def assert_costs_itself_alone(write, pool, fault, reason):
    fine = [write(f"a{number}.md") for number in range(5)]
    outcomes = list(pool.read([*fine[:2], write("bad.fault", fault), *fine[2:]]))
    (bad,) = [outcome for outcome in outcomes if outcome.file.key == "bad.fault" and outcome.last]
    assert bad.verdict == "unread" and re.search(reason, bad.reason), bad.reason
    read = [outcome.file.key for outcome in outcomes if outcome.verdict == "read" and outcome.last]
    assert sorted(read) == [request.file.key for request in fine]


def test_a_process_that_has_grown_large_makes_room_for_a_fresh_one(write):
    """The limit is such that every process has too much after its first file, however large we are."""
    ballast = bytearray(200_000_000)
    requests = [write(f"{number}.md") for number in range(4)]
    with ReaderPool(Options(memory_mb=30), processes=1, command=roomy_command()) as pool:
        assert verdicts(pool, requests) == {f"{number}.md": "read" for number in range(4)}
    assert len(ballast) == 200_000_000


def test_what_readers_print_goes_nowhere(write, pool, capfd):
    assert one(pool, write("a.fault", "print")).verdict == "read"
    assert capfd.readouterr() == ("", "")


def test_several_that_do_harm_in_a_row_do_not_stop_the_rest(write, pool):
    requests = [write(f"{number}.fault", "segfault" if number % 2 else "fine") for number in range(5)]
    found = verdicts(pool, requests)
    assert found == {f"{number}.fault": "unread" if number % 2 else "read" for number in range(5)}


def test_a_file_with_many_documents_comes_in_parts(write, pool):
    outcomes = list(pool.read([write("a.fault", "many 200"), write("b.md")]))
    parts = [outcome for outcome in outcomes if outcome.file.key == "a.fault"]
    assert [len(part.documents) for part in parts] == [64, 64, 64, 8]
    assert [part.last for part in parts] == [False, False, False, True]
    texts = [document.passages[0].text for part in parts for document in part.documents]
    assert texts == [f"document {number}" for number in range(200)]


def test_a_file_that_breaks_in_the_middle_is_told_once_with_what_came_before(write, pool):
    outcomes = list(pool.read([write("a.md"), write("b.fault", "crash-after 130"), write("c.md")]))
    parts = [
        (outcome.verdict, len(outcome.documents)) for outcome in outcomes if outcome.file.key == "b.fault"
    ]
    assert parts == [("read", 64), ("unread", 0)] or parts == [("read", 64), ("read", 64), ("unread", 0)]


def test_documents_wait_for_whoever_takes_them_and_fill_no_memory(write, pool):
    """The second file never ends; its process waits for us."""
    outcomes = pool.read([write("a.md"), write("b.fault", "endless")])
    assert next(outcomes).file.key == "a.md"
    for _ in range(20):
        assert next(outcomes).last is False
    assert pool._inbox._size <= 17_000_000
    outcomes.close()
    assert verdicts(pool, [write("c.md")]) == {"c.md": "read"}


def test_a_pipe_a_gone_file_and_a_folder_hold_nobody_up(write, pool, tmp_path):
    gone, pipe, folder, fine = write("gone.md"), write("pipe.md"), write("folder.md"), write("fine.md")
    for request in (gone, pipe, folder):
        request.file.path.unlink()
    os.mkfifo(pipe.file.path)
    folder.file.path.mkdir()
    found = verdicts(pool, [gone, pipe, folder, fine])
    assert found == {"gone.md": "gone", "pipe.md": "unread", "folder.md": "unread", "fine.md": "read"}


@pytest.mark.skipif(os.geteuid() == 0, reason="root may open everything")
def test_a_file_that_may_not_be_opened_is_closed(write, pool):
    request = write("a.md")
    request.file.path.chmod(0)
    assert one(pool, request).verdict == "closed"


def test_a_sparse_file_of_four_gigabytes_is_refused_unread(write, pool):
    request = write("huge.txt", "word " * 20_000)
    os.truncate(request.file.path, 4_000_000_000)
    outcome = one(pool, request)
    assert (outcome.verdict, outcome.content_hash) == ("unread", "")
    assert "4,000 MB and the limit" in outcome.reason


def test_a_file_that_changes_while_it_is_read_is_unsettled(write, pool):
    request = write("a.fault", "")
    request.file.path.write_text(f"rewrite {request.file.path}")
    assert one(pool, request).verdict == "unsettled"


def test_the_outcome_tells_the_file_as_it_was_read(write, pool):
    request = write("a.md", "before")
    request.file.path.write_text("and after")
    outcome = one(pool, request)
    assert (outcome.file.size, outcome.file.mtime_ns) == (9, request.file.path.stat().st_mtime_ns)
    assert outcome.documents[0].passages[0].text == "and after"


def test_two_processes_read_everything_once(write):
    requests = [write(f"{number}.md", f"words {number}") for number in range(150)]
    with ReaderPool(processes=2) as pool:
        outcomes = list(pool.read(iter(requests)))
    assert sorted(outcome.file.key for outcome in outcomes) == sorted(
        request.file.key for request in requests
    )
    texts = {outcome.file.key: outcome.documents[0].passages[0].text for outcome in outcomes}
    assert texts == {f"{number}.md": f"words {number}" for number in range(150)}


def test_requests_are_taken_as_there_is_room(write):
    taken = []

    def requests():
        for number in range(500):
            taken.append(number)
            yield write(f"{number}.md")

    with ReaderPool(processes=1) as pool:
        outcomes = pool.read(requests())
        next(outcomes)
        assert len(taken) < 100
        outcomes.close()


def test_files_of_two_folders_with_the_same_name_are_not_mixed_up(write, pool):
    one, two = write("one/a.fault", "segfault"), write("two/a.fault", "fine")
    requests = [
        replace(request, file=replace(request.file, key="a.fault")) for request in (one, two, one, two)
    ]
    found = [(outcome.file.path.parent.name, outcome.verdict) for outcome in pool.read(requests)]
    assert sorted(found) == [("one", "unread")] * 2 + [("two", "read")] * 2


def test_a_pool_that_is_left_in_the_middle_leaves_nothing_behind(write):
    before = set(threading.enumerate())
    with ReaderPool(processes=2) as pool:
        outcomes = pool.read([write(f"{number}.md") for number in range(100)])
        next(outcomes)
        children = [process._child for process in pool._processes]
        outcomes.close()
        assert list(pool.read([write("a.md")]))
        children += [process._child for process in pool._processes]
    assert children and all(child.returncode is not None for child in children)
    assert set(threading.enumerate()) <= before


def test_a_reader_that_cannot_start_is_no_fault_of_the_files(write):
    broken = (sys.executable, "-c", "raise SystemExit(1)")
    with ReaderPool(processes=1, command=broken) as pool, pytest.raises(ReaderError, match="exit code 1"):
        list(pool.read([write("a.md")]))


def test_the_process_ends_with_whoever_started_it(write, tmp_path):
    """Killed outright, so that it cannot tell its children."""
    request = write("a.fault", "sleep")
    script = f"""
import sys
sys.path.insert(0, {str(tmp_path)!r})
from ingest import FoundFile, Options, ReaderPool, Request
from pathlib import Path
path = Path({str(request.file.path)!r})
pool = ReaderPool(Options(seconds=600), processes=1, command={pool_command()!r})
def requests():
    yield Request(FoundFile.of(path, "a.fault", path.stat()))
outcomes = pool.read(requests())
import threading
threading.Thread(target=lambda: next(outcomes), daemon=True).start()
while not pool._processes or not pool._processes[0].has_started:
    pass
print(pool._processes[0]._child.pid, flush=True)
threading.Event().wait()
"""
    parent = subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, text=True)
    child = int(parent.stdout.readline())
    assert is_running(child)
    parent.kill()
    parent.communicate()
    wait_until(lambda: not is_running(child))


def test_the_signals_that_end_a_session_leave_it_to_the_pool(write, pool):
    assert verdicts(pool, [write("a.md")]) == {"a.md": "read"}
    child = pool._processes[0]._child
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        child.send_signal(number)
    assert verdicts(pool, [write("b.md")]) == {"b.md": "read"}
    assert pool._processes[0]._child is child and child.poll() is None


def test_killed_from_outside_while_idle_it_comes_back(write, pool):
    assert verdicts(pool, [write("a.md")]) == {"a.md": "read"}
    pool._processes[0]._child.kill()
    assert verdicts(pool, [write("b.md"), write("c.md")]) == {"b.md": "read", "c.md": "read"}


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux lets a program shut itself in")
def test_a_reader_cannot_write_files(write, pool, tmp_path):
    outcome = one(pool, write("a.fault", f"write {tmp_path / 'loot'}"))
    assert outcome.verdict == "unread"
    assert not (tmp_path / "loot").exists() or (tmp_path / "loot").read_text() == ""


def test_a_pdf_that_unpacks_to_gigabytes_costs_itself_alone(write):
    inner = zlib.compress(b"(word) Tj " * 30_000_000, 1)
    stream = zlib.compress(inner)
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R >>",
        b"<< /Filter [/FlateDecode /FlateDecode] /Length %d >>\nstream\n%s\nendstream"
        % (len(stream), stream),
    ]
    body = b"".join(b"%d 0 obj\n%s\nendobj\n" % (number, text) for number, text in enumerate(objects, 1))
    bomb = b"%PDF-1.4\n" + body + b"trailer << /Root 1 0 R /Size 5 >>\n%%EOF"
    with ReaderPool(Options(seconds=30, memory_mb=300), processes=1) as pool:
        found = verdicts(pool, [write("bomb.pdf", bomb), write("fine.md")])
    assert found == {"bomb.pdf": "unread", "fine.md": "read"}


def test_a_file_over_the_persons_limit_is_unread(write):
    (outcome,) = read_one(write("a.txt", "word " * 300_000).file, Options(largest_mb=1))
    assert (outcome.verdict, outcome.format) == ("unread", "text:3")
    assert "the limit for its kind is 1 MB" in outcome.reason


def test_nothing_is_started_before_the_first_file():
    gc.collect()
    with ReaderPool() as pool:
        assert list(pool.read([])) == [] and pool._processes == []
    pool.close()
    assert reading_process.COMMAND[1] == "-P"


def pool_command():
    return (sys.executable, "-P", str(Path(__file__).with_name("faulty_child.py")))


def roomy_command():
    """A process that is not held to its memory, and yet finds that it has used it up."""
    script = "from ingest.sandbox import child; child.confine = lambda memory_mb: (); child.main()"
    return (sys.executable, "-P", "-c", script)
