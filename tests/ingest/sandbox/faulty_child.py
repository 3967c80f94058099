"""A reading process with one format more, *.fault, whose files say what shall go wrong on reading them.

So do chat exports of kind "irc", line by line, with the sessions that come before and after.
"""

import ctypes
import os
import sys
import time
from contextlib import suppress
from types import MappingProxyType, ModuleType

from ingest import detection, formats
from ingest.content import Content
from ingest.document import Document, Locator, Passage, Reading
from ingest.sandbox import child


def read(content: Content):
    fault, _, rest = content.text.strip().partition(" ")
    do_harm(fault, rest)
    if fault == "print":
        print("to stdout " * 1000)
        os.write(1, b"to descriptor 1")
        os.write(2, b"to descriptor 2" * 100_000)
    if fault == "babble":
        for descriptor in range(3, 30):
            with suppress(OSError):
                os.write(descriptor, b"\xff" * 100)
    if fault == "write":
        with open(rest, "w") as file:
            file.write("something")
    if fault == "rewrite":
        yield reading("before", 0)
        os.utime(rest, ns=(1, 1))
    if fault == "many":
        yield from (reading(f"document {number}", number) for number in range(int(rest)))
        return
    if fault == "endless":
        for number in range(10**9):
            yield reading("word " * 1000, number)
    if fault == "crash-after":
        yield from (reading(f"document {number}", number) for number in range(int(rest)))
        ctypes.string_at(0)
    yield reading(content.text, 0)


def reading(text: str, number: int) -> Reading:
    return Reading((Passage(text, Locator.lines(1, 1)),), part=f"part-{number}" if number else "")


def do_harm(fault: str, rest: str) -> None:
    if fault == "loop":
        while True:
            pass
    if fault == "sleep":
        time.sleep(3600)
    if fault == "allocate":
        kept = [bytearray(10_000_000) for _ in range(10_000)]
        print(len(kept))
    if fault == "segfault":
        ctypes.string_at(0)
    if fault == "exit":
        os._exit(int(rest))
    if fault == "leave":
        sys.exit(3)
    if fault == "kill":
        os.kill(os.getpid(), 9)
    if fault == "raise":
        raise RuntimeError("a fault of ours")
    if fault == "recurse":
        recurse()


def read_chat(export, on_problem):
    """Each line: "session NAME", "large NAME MEGABYTES", "problems COUNT", "wait SECONDS", or a harm."""
    path = export.path
    for number, line in enumerate(path.read_text().splitlines()):
        what, _, rest = line.partition(" ")
        do_harm(what, rest)
        if what == "session":
            yield session(rest, path, f"words of {rest}")
        if what == "large":
            name, size = rest.split()
            yield session(name, path, *["x" * 1000] * (int(size) * 1000))
        if what == "problems":
            for bad in range(int(rest)):
                on_problem(f"line {bad}", "it is not JSON")
        if what == "wait":
            time.sleep(float(rest))
        if what == "endless":
            for more in range(10**9):
                yield session(f"s{number}-{more}", path, "word " * 1000)
        if what == "babble":
            for descriptor in range(3, 30):
                with suppress(OSError):
                    os.write(descriptor, child.frame(b"p", b'["no", "session"]'))
        if what == "write":
            with open(rest, "w") as file:
                file.write("something")


def session(name, path, *texts):
    passages = tuple(
        Passage(text, Locator.of_message(f"{name}:{number}"), speaker="Ana")
        for number, text in enumerate(texts)
    )
    return Document(f"talk/{name}", name, "chat", f"hash of {name}", None, passages, path)


def recurse() -> None:
    recurse()


def add_format() -> None:
    module = ModuleType("ingest.formats.fault")
    module.read = read  # type: ignore[attr-defined]
    sys.modules[module.__name__] = module
    fault = formats.Format("fault", "a fault", (".fault",), "fault")
    detection.BY_SUFFIX = MappingProxyType({**formats.BY_SUFFIX, ".fault": fault})  # type: ignore[misc]


def add_chat() -> None:
    module = ModuleType("ingest.chats.irc")
    module.read = read_chat  # type: ignore[attr-defined]
    sys.modules[module.__name__] = module


if __name__ == "__main__":
    add_format()
    add_chat()
    child.main()
