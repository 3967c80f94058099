import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.encoding import BinaryContentError, clean, decode, holds_text, read_lines

FRENCH = "Café crème à la carte, déjà vu. L\u2019été à Évian coûte 30 € \u2013 c\u2019est « cher »."
GERMAN = "Straße und Grüße an Müller, wir sehen uns morgen früh."


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "utf-16-le", "utf-16-be", "cp1252"]
)
@pytest.mark.parametrize("text", [FRENCH, GERMAN, "plain words only"])
def test_text_is_read_in_every_usual_encoding(text, encoding):
    assert decode(text.encode(encoding)) == text


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("Zażółć gęślą jaźń i inne polskie słowa w tej notatce o domu.", "cp1250"),
        ("Привет, как дела? Сегодня я пошёл в магазин.", "cp1251"),
        ("今日は天気がいいですね。明日は雨が降るでしょう。", "cp932"),
    ],
)
def test_old_encodings_of_other_scripts_are_told_apart(text, encoding):
    assert decode(text.encode(encoding)) == text


def test_a_few_damaged_bytes_leave_the_rest_of_a_utf8_text_as_it_was():
    assert (
        decode("Zoë und Håkon ".encode() + b"\xff" + " in Tromsø".encode())
        == "Zoë und Håkon \ufffd in Tromsø"
    )


@pytest.mark.parametrize("data", [b"\0\1\2\3" * 100, b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(range(256))])
def test_binary_data_is_refused(data):
    with pytest.raises(BinaryContentError):
        decode(data)


def test_every_kind_of_line_end_counts_and_no_other_character_does():
    assert read_lines(b"a\r\nb\rc\nd\x0be\x0cf\xc2\x85g\xe2\x80\xa8h") == [
        "a",
        "b",
        "c",
        "d\x0be\x0cf\x85g\u2028h",
    ]


def test_a_late_nul_and_lone_surrogates_become_replacement_characters():
    assert decode(b"a" * 9000 + b"\0b") == "a" * 9000 + "\ufffdb"
    assert clean("a\ud83d b\ud83d\ude00") == "a\ufffd b😀"


@given(st.binary(max_size=400))
def test_any_bytes_give_storable_text_or_are_refused(data):
    try:
        text = decode(data)
    except BinaryContentError:
        return
    text.encode("utf-8")
    assert "\0" not in text and "\r" not in text


def test_a_few_stray_zeros_do_not_make_a_text_binary():
    text = b"From ana Wed Nov 27 14:06:35 2019\nSubject: Ferry\n\n" + b"Pier 4 at nine. " * 20
    assert decode(text + b"\0\0\nbye") == text.decode() + "\ufffd\ufffd\nbye"
    assert holds_text(text + b"\0\0\nbye")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-16-le", "utf-32", "cp1252", "shift_jis"])
def test_text_in_any_encoding_is_known_for_text(encoding):
    words = "東京" if encoding == "shift_jis" else "Grüße aus Lissabon"
    assert holds_text(
        words.encode(encoding) if encoding != "utf-16-le" else "Lisbon, pier 4".encode(encoding)
    )
