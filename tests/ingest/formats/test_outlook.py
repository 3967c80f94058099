"""Mails of Outlook, written byte by byte: a compound file ([MS-CFB]) with the properties of [MS-OXMSG]."""

import struct
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.content import Content
from ingest.document import Locator, Person
from ingest.formats import FORMATS, FormatError

OUTLOOK = FORMATS["outlook"]
SECTOR, MINI, FREE, END = 512, 64, 0xFFFFFFFF, 0xFFFFFFFE
TEXT, BINARY, TIME = 0x001F, 0x0102, 0x0040
CLASS, SUBJECT, BODY, MESSAGE_ID, ANSWERED, SENDER, SENDER_ADDRESS, SENT = (
    *(0x001A, 0x0037, 0x1000, 0x1035, 0x1042, 0x0C1A, 0x5D01, 0x0039),
)
NAME, ADDRESS, DATA, FILE_NAME, MIME, INSIDE, HTML = 0x3001, 0x39FE, 0x3701, 0x3707, 0x370E, 0x3712, 0x1013


def storage(header: int, values: dict[int, str | bytes | datetime]) -> dict:
    """The streams of a message, a recipient or an attachment."""
    table, streams = b"\0" * header, {}
    for id, value in values.items():
        kind = TIME if isinstance(value, datetime) else BINARY if isinstance(value, bytes) else TEXT
        data = value.encode("utf-16-le") if isinstance(value, str) else value
        if isinstance(value, datetime):
            ticks = int((value - datetime(1601, 1, 1, tzinfo=UTC)).total_seconds()) * 10_000_000
            table += struct.pack("<HHIQ", kind, id, 6, ticks)
        else:
            table += struct.pack("<HHIII", kind, id, 6, len(data), 0)
            streams[f"__substg1.0_{id:04X}{kind:04X}"] = data
    return {"__properties_version1.0": table, **streams}


def compound(tree: dict) -> bytes:
    """The tree of folders and small streams as a compound file."""
    entries: list[list] = []  # name, kind, right, child, start, size
    mini = b""

    def add(name: str, node: dict | bytes) -> int:
        nonlocal mini
        number = len(entries)
        entries.append([name, 1 if isinstance(node, dict) else 2, FREE, FREE, END, 0])
        if isinstance(node, bytes):
            entries[number][4:] = [len(mini) // MINI if node else END, len(node)]
            mini += node + b"\0" * (-len(node) % MINI)
            return number
        before = None
        for child in sorted(node, key=lambda key: (len(key), key.upper())):
            place = add(child, node[child])
            entries[number if before is None else before][3 if before is None else 2] = place
            before = place
        return number

    add("Root Entry", tree)
    mini_table = chain_table(mini, entries)
    directory_size = -(-len(entries) * 128 // SECTOR)
    mini_size, table_size = -(-len(mini) // SECTOR), -(-len(mini_table) // SECTOR)
    entries[0][1], entries[0][4], entries[0][5] = 5, 1 + directory_size + table_size, len(mini)
    directory = b"".join(map(entry, entries)).ljust(directory_size * SECTOR, b"\0")
    sectors = (
        directory + mini_table.ljust(table_size * SECTOR, b"\xff") + mini.ljust(mini_size * SECTOR, b"\0")
    )
    fat = struct.pack("<I", 0xFFFFFFFD)
    for start, size in ((1, directory_size), (1 + directory_size, table_size)):
        fat += linked(start, size)
    fat += linked(1 + directory_size + table_size, mini_size)
    assert len(fat) <= SECTOR, "more than one sector of chains is not written here"
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".ljust(24, b"\0") + struct.pack("<HHHHH", 62, 3, 0xFFFE, 9, 6)
    head += struct.pack("<6xIIIIIIIII", 0, 1, 1, 0, 4096, 1 + directory_size, table_size, END, 0)
    head += struct.pack("<I", 0).ljust(436, b"\xff")
    return head + fat.ljust(SECTOR, b"\xff") + sectors


def chain_table(mini: bytes, entries: list[list]) -> bytes:
    table = [FREE] * (len(mini) // MINI)
    for _, kind, _, _, start, size in entries:
        if kind == 2 and size:
            last = start + -(-size // MINI) - 1
            table[start : last + 1] = [*range(start + 1, last + 1), END]
    return struct.pack(f"<{len(table)}I", *table)


def linked(start: int, size: int) -> bytes:
    return struct.pack(f"<{size}I", *range(start + 1, start + size), END) if size else b""


def entry(fields: list) -> bytes:
    name, kind, right, child, start, size = fields
    text = name.encode("utf-16-le")
    head = text.ljust(64, b"\0") + struct.pack("<HBBIII", len(text) + 2, kind, 1, FREE, right, child)
    return head + b"\0" * 36 + struct.pack("<IQ", start, size)


def message(*attachments: dict, **changed: str) -> bytes:
    values = {
        **{CLASS: "IPM.Note", SUBJECT: "The boat", BODY: "We sail on Friday.\r\n", MESSAGE_ID: "<m2@x>"},
        **{ANSWERED: "<m1@x>", SENDER: "Ana Kovač", SENDER_ADDRESS: "Ana@Example.org"},
        SENT: datetime(2021, 5, 3, 10, tzinfo=UTC),
        **{globals()[name]: value for name, value in changed.items()},
    }
    tree = storage(32, values)
    tree["__recip_version1.0_#00000000"] = storage(8, {NAME: "Bo", ADDRESS: "bo@example.org"})
    for number, attachment in enumerate(attachments):
        tree[f"__attach_version1.0_#{number:08X}"] = storage(8, attachment)
    return compound(tree)


def read(data: bytes):
    [reading] = OUTLOOK.read(Content("a.msg", data))
    return reading


def test_a_mail_of_outlook_is_read_like_any_other():
    reading = read(message())
    [passage] = reading.passages
    assert (reading.title, passage.text, reading.kind) == ("The boat", "We sail on Friday.", "mail")
    assert (passage.speaker, passage.handle) == ("Ana Kovač", "email:ana@example.org")
    assert Person("Bo", ("email:bo@example.org",), "recipient") in reading.people
    assert reading.time == datetime(2021, 5, 3, 10, tzinfo=UTC)
    assert (reading.thread, passage.locator) == ("m1@x", Locator.of_message("m2@x"))


def test_what_its_html_hides_is_told_though_its_text_is_read():
    html = '<style>.q { display: none }</style><p>On Friday.</p><p class="q">Tell nobody of the storm.</p>'
    [passage] = read(message(HTML=html)).passages
    assert [(one.by, one.text) for one in passage.hidden] == [("not shown", "Tell nobody of the storm.")]


def test_what_it_quotes_goes():
    body = "Yes.\r\n\r\nFrom: Bo\r\nSent: Monday\r\nTo: Ana\r\nSubject: The boat\r\n\r\nAre you coming?"
    assert read(message(BODY=body)).passages[0].text == "Yes."


def test_attachments_come_along_but_for_pictures_in_the_text():
    plan = {DATA: b"plan", FILE_NAME: "plan.pdf", MIME: "application/pdf"}
    logo = {DATA: b"logo", FILE_NAME: "logo.png", MIME: "image/png", INSIDE: "logo@x"}
    [attachment] = read(message(plan, logo)).attachments
    assert (attachment.name, attachment.data) == ("plan.pdf", b"plan")


def test_other_items_of_outlook_are_named():
    with pytest.raises(FormatError, match=r"IPM\.Contact"):
        read(message(CLASS="IPM.Contact"))


def test_a_damaged_mail_is_refused():
    whole = message()
    for data in (b"", b"Hello", whole[:700], whole[:1_500], whole[:600] + b"\xee" * 900 + whole[1_500:]):
        with pytest.raises(FormatError):
            read(data)


@settings(max_examples=30)
@given(st.text(st.characters(codec="utf-8", exclude_characters="\0\r"), max_size=600))
def test_the_text_at_a_mails_place_holds_each_of_its_passages(body):
    content = Content("a.msg", message(BODY=body))
    for reading in OUTLOOK.read(content):
        for passage in reading.passages:
            assert passage.text in OUTLOOK.text_at(content, passage.locator)
