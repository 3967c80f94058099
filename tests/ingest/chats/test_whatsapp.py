"""Lines as WhatsApp writes them on its users' phones: the content is invented, the forms are real."""

from __future__ import annotations

import time
from datetime import datetime

import pytest

from ingest import UnreadableError
from ingest.chats import detect_kind

LRM, NNBSP = "\u200e", "\u202f"


@pytest.fixture
def read(tmp_path, read_export):
    """Writes a text file as WhatsApp exports it and reads it: documents, problems."""

    def read_text(text, name="WhatsApp Chat with Bo.txt"):
        path = tmp_path / name
        path.write_text(text, "utf-8")
        return read_export("whatsapp", path)

    return read_text


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("14/03/2025, 21:41 - Ana: hi", "2025-03-14 21:41:00"),
        ("14/03/25, 21:41 - Ana: hi", "2025-03-14 21:41:00"),
        (f"3/14/25, 9:41{NNBSP}PM - Ana: hi", "2025-03-14 21:41:00"),
        (f"3/4/25, 9:41{NNBSP}PM - Ana: hi", "2025-03-04 21:41:00"),
        ("04/03/2025, 9:41 pm - Ana: hi", "2025-03-04 21:41:00"),
        ("4/3/25 9:41 p. m. - Ana: hi", "2025-03-04 21:41:00"),
        ("14/3/25 12:05 a. m. - Ana: hi", "2025-03-14 00:05:00"),
        ("14.03.25, 21:41 - Ana: hi", "2025-03-14 21:41:00"),
        ("14-03-2025 21:41 - Ana: hi", "2025-03-14 21:41:00"),
        ("2025-03-14, 9:41 p.m. - Ana: hi", "2025-03-14 21:41:00"),
        ("2025-03-14 21 h 41 - Ana: hi", "2025-03-14 21:41:00"),
        ("14/03/2025 à 21:41 - Ana: hi", "2025-03-14 21:41:00"),
        ("2025/03/14 下午9:41 - Ana: hi", "2025-03-14 21:41:00"),
        ("24/3/4 上午 9:41 - Ana: hi", "2024-03-04 09:41:00"),
        ("2025. 3. 14. 오후 9:41 - Ana: hi", "2025-03-14 21:41:00"),
        ("2025. 03. 14. 21:41 - Ana: hi", "2025-03-14 21:41:00"),
        ("14/3/2568 21:41 - Ana: hi", "2025-03-14 21:41:00"),
        ("١٤\u200f/٣\u200f/٢٠٢٥، ٩:٤١ م - Ana: hi", "2025-03-14 21:41:00"),
        ("[14/03/2025, 21:41:09] Ana: hi", "2025-03-14 21:41:09"),
        (f"[3/14/25, 9:41:09{NNBSP}PM] Ana: hi", "2025-03-14 21:41:09"),
        ("[14.03.25, 21:41:09] Ana: hi", "2025-03-14 21:41:09"),
        ("[14.3.2025 klo 21.41.09] Ana: hi", "2025-03-14 21:41:09"),
        ("[2025-03-14 21:41:09] Ana: hi", "2025-03-14 21:41:09"),
        ("[2025/3/14 21:41:09] Ana: hi", "2025-03-14 21:41:09"),
        ("[14/3/25 9:41:09 μ.μ.] Ana: hi", "2025-03-14 21:41:09"),
    ],
)
def test_the_dates_and_clocks_of_many_languages_are_understood(read, line, expected):
    [document], problems = read(line)
    [passage] = document.passages
    assert (passage.speaker, passage.text, passage.time.strftime("%Y-%m-%d %H:%M:%S")) == (
        "Ana",
        "hi",
        expected,
    )
    assert not problems


def test_one_date_that_tells_the_order_tells_it_for_the_whole_file(read):
    documents, _ = read(
        "01/02/24, 10:00 - Ana: one\n03/02/24, 10:00 - Bo: two\n02/28/24, 10:00 - Ana: three\n"
    )
    assert [document.key for document in documents] == ["Bo/2024-01-02", "Bo/2024-02-28", "Bo/2024-03-02"]


def test_dates_that_would_run_backwards_are_in_the_other_order(read):
    documents, _ = read("11/3/24, 10:00 - Ana: one\n12/3/24, 10:00 - Bo: two\n1/4/24, 10:00 - Ana: three\n")
    assert [document.key for document in documents] == ["Bo/2024-03-11", "Bo/2024-03-12", "Bo/2024-04-01"]


def test_android_lines_with_all_that_is_in_a_real_file(read, lines_of):
    documents, problems = read(
        "14/03/2025, 21:40 - Messages and calls are end-to-end encrypted. Tap to learn more.\n"
        "14/03/2025, 21:41 - Ana: The ferry leaves at 9:30\n"
        "from the old pier: be early\n"
        "\n"
        "- bring a coat\n"
        "14/03/2025, 21:42 - Bo: <Media omitted>\n"
        "14/03/2025, 21:43 - Bo: IMG-20250314-WA0001.jpg (file attached)\n"
        "the pier\n"
        "14/03/2025, 21:44 - Ana: This message was deleted\n"
        "14/03/2025, 21:45 - Ana: You deleted this message\n"
        "14/03/2025, 21:46 - Ana added +44 7700 900123\n"
        "14/03/2025, 21:47 - Bo: null\n"
        "14/03/2025, 21:48 - Bo: see you <This message was edited>\n"
        "14/03/2025, 21:49 - +44 7700 900123: who is this?\n"
        "14/03/2025, 21:50 - Ana:\n"
    )
    assert not problems
    assert lines_of(documents) == [
        ("Ana", "The ferry leaves at 9:30\nfrom the old pier: be early\n\n- bring a coat"),
        ("Bo", "[photo: IMG-20250314-WA0001.jpg]\nthe pier"),
        ("Bo", "see you"),
        ("+44 7700 900123", "who is this?"),
    ]
    assert documents[0].passages[3].handle == "phone:+447700900123"


def test_iphone_lines_with_their_marks_of_direction(read, lines_of, tmp_path):
    folder = tmp_path / "WhatsApp Chat - Garden group"
    folder.mkdir()
    documents, _ = read(
        f"{LRM}[14.03.25, 21:40:00] Garden group: {LRM}Nachrichten sind Ende-zu-Ende-verschlüsselt.\n"
        f"[14.03.25, 21:41:09] ~{NNBSP}Ana: Wann?\n"
        f"{LRM}[14.03.25, 21:42:00] Bo: {LRM}<Anhang: 00000012-PHOTO-2025-03-14-21-42-00.jpg>\n"
        f"{LRM}[14.03.25, 21:43:00] Bo: {LRM}Bild weggelassen\n"
        f"[14.03.25, 21:44:00] \u202a+44\u00a07700\u00a0900123\u202c: Um neun\n"
        f"{LRM}[14.03.25, 21:45:00] Bo: Gut {LRM}<Diese Nachricht wurde bearbeitet>\n",
        "WhatsApp Chat - Garden group/_chat.txt",
    )
    assert lines_of(documents) == [
        ("Ana", "Wann?"),
        ("Bo", "[photo: 00000012-PHOTO-2025-03-14-21-42-00.jpg]"),
        ("+44\u00a07700\u00a0900123", "Um neun"),
        ("Bo", "Gut"),
    ]
    assert documents[0].key == "Garden group/2025-03-14"
    assert documents[0].passages[2].handle == "phone:+447700900123"


@pytest.mark.parametrize(
    ("name", "chat"),
    [
        ("WhatsApp Chat with Ana Kovač.txt", "Ana Kovač"),
        ("WhatsApp Chat with Ana (2).txt", "Ana"),
        ("WhatsApp-Chat mit Ana.txt", "Ana"),
        ("Chat de WhatsApp con Ana.txt", "Ana"),
        ("Discussion WhatsApp avec Ana.txt", "Ana"),
        ("Conversa do WhatsApp com Ana.txt", "Ana"),
        ("Chat WhatsApp con Ana.txt", "Ana"),
        ("garden.txt", "garden"),
    ],
)
def test_the_chat_is_called_as_the_file_says_in_any_language(read, name, chat):
    [document], _ = read("14/03/2025, 21:41 - Ana: hi", name)
    assert (document.key, document.title) == (f"{chat}/2025-03-14", f"{chat}, 14 March 2025")


def test_of_two_the_one_that_the_chat_is_not_named_after_is_the_person(read):
    [document], _ = read("14/03/2025, 21:41 - Ana: hi\n14/03/2025, 21:42 - Bo: ho\n")
    assert {person.name: person.role for person in document.people} == {"Ana": "self", "Bo": "participant"}
    [group], _ = read("14/03/2025, 21:41 - Ana: hi\n14/03/2025, 21:42 - Bo: ho\n", "Garden.txt")
    assert {person.role for person in group.people} == {"participant"}


def test_a_number_that_becomes_a_contact_with_a_name_leaves_its_messages_what_they_were(read):
    [before], _ = read("14/03/2025, 21:41 - +44 7700 900123: hi\n14/03/2025, 21:41 - Ana: hi\n")
    [after], _ = read("14/03/2025, 21:41 - Bo: hi\n14/03/2025, 21:41 - Ana: hi\n")
    assert [one.locator for one in before.passages] == [one.locator for one in after.passages]
    assert len({one.locator for one in after.passages}) == 2


def test_a_message_that_quotes_another_program_s_lines_is_one_message(read, lines_of):
    documents, _ = read(
        "14/03/2025, 21:41 - Ana: look\n[14/03/2025, 20:00:00] Bo: quoted\n2025: a good year\n"
    )
    assert lines_of(documents) == [("Ana", "look\n[14/03/2025, 20:00:00] Bo: quoted\n2025: a good year")]


def test_a_day_that_does_not_exist_is_told_and_the_others_are_read(read, lines_of):
    documents, problems = read("14/03/2025, 21:41 - Ana: hi\n31/02/2025, 21:41 - Ana: never\n")
    assert lines_of(documents) == [("Ana", "hi")]
    assert problems == [("message 2", "its time cannot be read: 31/02/2025, 21:41")]


def test_times_are_of_this_machine_s_clock_and_days_end_at_its_midnight(read, monkeypatch):
    monkeypatch.setenv("TZ", "America/New_York")
    time.tzset()
    try:
        documents, _ = read("14/03/2025, 23:50 - Ana: late\n15/03/2025, 00:10 - Ana: later\n")
    finally:
        monkeypatch.undo()
        time.tzset()
    assert [document.key for document in documents] == ["Bo/2025-03-14", "Bo/2025-03-15"]
    assert documents[0].time == datetime.fromisoformat("2025-03-14T23:50:00-04:00")
    assert documents[0].time.utcoffset() == datetime.fromisoformat("2025-03-14T23:50:00-04:00").utcoffset()


def test_a_text_that_is_no_chat_is_refused(read, tmp_path):
    with pytest.raises(UnreadableError, match="no line of it begins"):
        read("Dear Ana: the ferry leaves at nine.\n")
    assert detect_kind(tmp_path / "WhatsApp Chat with Bo.txt") is None
