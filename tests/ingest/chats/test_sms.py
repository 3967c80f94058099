"""XML as SMS Backup & Restore writes it: https://www.synctech.com.au/sms-backup-restore/fields-in-xml-backup-files/"""

from __future__ import annotations

import pytest

from ingest import Person, UnreadableError

AT = 1741988469000  # 14 March 2025, 21:41:09 UTC


@pytest.fixture
def read(tmp_path, read_export):
    def read_rows(rows, head="<?xml version='1.0' encoding='UTF-8' standalone='yes' ?>"):
        path = tmp_path / "sms-20250314214109.xml"
        path.write_text(
            f'{head}\n<!--File Created By SMS Backup &amp; Restore-->\n<smses count="1">{rows}</smses>'
        )
        return read_export("sms", path)

    return read_rows


def sms(text, kind=1, at=AT, address="+447700900124", name="Bo"):
    who = f'address="{address}" contact_name="{name}"'
    return f'<sms protocol="0" {who} date="{at}" type="{kind}" subject="null" body="{text}" />'


def test_what_was_sent_is_the_person_s_and_what_came_is_the_contact_s(read):
    [document], problems = read(sms("hello") + sms("hi", 2, AT + 1000) + sms("draft", 3, AT + 2000))
    assert not problems
    assert (document.key, document.title) == ("+447700900124/2025-03-14", "Bo, 14 March 2025")
    assert [(one.speaker, one.text, one.handle) for one in document.passages] == [
        ("Bo", "hello", "phone:+447700900124"),
        ("Me", "hi", "sms:me"),
    ]
    assert document.people == (Person("Bo", ("phone:+447700900124",)), Person("Me", ("sms:me",), "self"))


@pytest.mark.parametrize(
    ("written", "text"),
    [
        ("see you &#55357;&#56832;", "see you 😀"),
        ("&#xD83D;&#xDE00;&#55357;&#56833;", "😀😁"),
        ("it&#8217;s &#55357;&#56832;", "it\u2019s 😀"),
        ("half &#55357; only", "half ? only"),
        ("one&#10;two &amp; three", "one\ntwo & three"),
        ("nul &#0;", "nul ?"),
    ],
)
def test_an_emoji_in_two_halves_is_one_letter(read, written, text):
    [document], _ = read(sms(written))
    assert document.passages[0].text == text


def test_halves_are_joined_wherever_the_file_is_cut_into_pieces(read, monkeypatch):
    for size in (1, 2, 7, 16, 33, 64):
        monkeypatch.setattr("ingest.chats.sms.PIECE", size)
        [document], problems = read(sms("a &#55357;&#56832;&#55357;&#56833; b &lt; c"))
        assert (document.passages[0].text, problems) == ("a 😀😁 b < c", [])


def test_a_message_with_pictures_to_several_people_is_one_of_a_group(read):
    def mms(box, sender, at):
        return (
            f'<mms date="{at}" msg_box="{box}" address="+447700900124~+447700900125" contact_name="Bo, Cleo" '
            'ct_t="application/vnd.wap.multipart.related"><parts>'
            '<part seq="-1" ct="application/smil" name="null" text="&lt;smil/&gt;" />'
            '<part seq="0" ct="image/jpeg" name="null" cl="IMG_1.jpg" text="null" data="/9j/4AAQ" />'
            '<part seq="0" ct="text/plain" name="null" text="the pier" /></parts>'
            f'<addrs><addr address="{sender}" type="137" charset="106" />'
            '<addr address="+447700900125" type="151" /></addrs></mms>'
        )

    [document], _ = read(mms(1, "+447700900125", AT) + mms(2, "insert-address-token", AT + 1000))
    assert document.title == "Bo, Cleo, 14 March 2025"
    assert [(one.speaker, one.text) for one in document.passages] == [
        ("Cleo", "[photo: IMG_1.jpg]\nthe pier"),
        ("Me", "[photo: IMG_1.jpg]\nthe pier"),
    ]


def test_names_and_short_codes_are_no_phone_numbers(read):
    [document], _ = read(sms("Your parcel is here", address="POSTBOX", name="(Unknown)"))
    assert (document.key, document.passages[0].speaker) == ("POSTBOX/2025-03-14", "POSTBOX")
    assert document.passages[0].handle == "sms:POSTBOX"


def test_a_file_that_declares_entities_is_refused_before_they_fill_the_memory(read):
    declared = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10 if n else "lol" * 10}">' for n in range(9))
    with pytest.raises(UnreadableError):
        read(sms("&e8;"), head=f"<?xml version='1.0'?><!DOCTYPE smses [{declared}]>")


def test_an_external_entity_is_not_opened(read, tmp_path):
    (tmp_path / "secret.txt").write_text("the secret")
    with pytest.raises(UnreadableError):
        read(sms("&e;"), head=f"<!DOCTYPE smses [<!ENTITY e SYSTEM 'file://{tmp_path}/secret.txt'>]>")


def test_a_file_that_was_cut_off_gives_the_messages_before_the_cut(tmp_path, read_export):
    path = tmp_path / "sms.xml"
    path.write_text("<smses>" + sms("hello") + sms("hi", 2)[:60])
    [document], problems = read_export("sms", path)
    assert [one.text for one in document.passages] == ["hello"]
    assert problems == [("sms.xml", "it is damaged or cut off; what stands before that was read")]
