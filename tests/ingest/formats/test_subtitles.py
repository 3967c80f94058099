import pytest

from ingest.content import Content
from ingest.formats import FormatError
from ingest.formats.subtitles import read


def found(name, text):
    return next(iter(read(Content(name, text.encode())))).passages


def test_subtitles_are_read_by_their_seconds():
    first = "1\n00:00:01,500 --> 00:00:03,000\n<i>Where is</i>\nthe ferry?\n\n"
    [passage] = found("film.srt", f"{first}2\n00:01:04,000 --> 00:01:06,100\nPier 4.\n")
    assert passage.text == "Where is\nthe ferry?\nPier 4."
    assert str(passage.locator) == "0:01-1:07"


def test_speakers_of_a_transcript_are_kept_apart():
    text = "WEBVTT\n\n00:01.000 --> 00:02.000\n<v Ana>Hi.\n\n00:02.000 --> 00:03.000\n<v Ben>Hello."
    assert [(passage.speaker, passage.text) for passage in found("call.vtt", text)] == [
        ("Ana", "Hi."),
        ("Ben", "Hello."),
    ]


def test_times_without_leading_zeros_are_times():
    [passage] = found("call.vtt", "WEBVTT\n\n12-0\n0:0:3.540 --> 0:1:7.23\n<v Ana>Good morning.</v>\n")
    assert (passage.speaker, passage.text, str(passage.locator)) == ("Ana", "Good morning.", "0:03-1:08")


def test_text_without_times_is_no_subtitles():
    with pytest.raises(FormatError, match="times"):
        found("film.srt", "words")
