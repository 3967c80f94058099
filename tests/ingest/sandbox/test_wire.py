"""What goes through the pipe comes out as it went in, and nothing else does."""

import json
from datetime import UTC, timedelta, timezone
from pathlib import Path
from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest import Document, FoundFile, Locator, Options, Passage, Person, Request
from ingest.document import Hidden, HiddenBy
from ingest.sandbox.outcome import ChatRequest, Outcome
from ingest.sandbox.wire import (
    LARGEST,
    Frames,
    WireError,
    decode_chat,
    decode_end,
    decode_options,
    decode_outcome,
    decode_problem,
    decode_requests,
    decode_session,
    encode_chat,
    encode_end,
    encode_options,
    encode_outcome,
    encode_problem,
    encode_requests,
    encode_session,
    frame,
)

PLACE = ["page", 1, None, None, None]
texts = st.text(max_size=30)
optional = st.none() | texts
zones = st.sampled_from([UTC, timezone(timedelta(hours=5, minutes=30))])
times = st.none() | st.datetimes(timezones=zones)
locators = st.one_of(
    st.builds(lambda start, more: Locator.lines(start, start + more), st.integers(1, 99), st.integers(0, 9)),
    st.builds(Locator.rows, st.integers(1, 5), st.integers(5, 9), optional),
    st.builds(Locator.page, st.integers(1, 500)),
    st.builds(Locator.of_message, st.text(min_size=1)),
    st.builds(Locator.entry, st.text(min_size=1)),
)
hidden = st.sampled_from([(), *((Hidden(by, "x é"),) for by in get_args(HiddenBy))])
remarks = st.sampled_from([None, (), ("is odd",)])
passages = st.builds(Passage, texts, locators, texts, optional, optional, times, optional, hidden, remarks)
people = st.builds(Person, optional, st.tuples(texts), st.sampled_from(["author", "recipient", "self"]))
FILE = FoundFile(Path("/home/ana/a b.md"), "a b.md", 5, 2**63 - 1, 7, 9)
documents = st.builds(
    Document,
    texts,
    texts,
    texts,
    texts,
    times,
    st.lists(passages, max_size=3).map(tuple),
    st.sampled_from([None, FILE.path]),
    st.lists(people, max_size=2).map(tuple),
    optional,
)
outcomes = st.builds(
    Outcome,
    st.just(FILE),
    st.sampled_from(["read", "same", "skipped", "unread", "gone", "closed", "unsettled"]),
    st.lists(documents, max_size=3).map(tuple),
    texts,
    texts,
    optional,
    st.booleans(),
)


@given(outcome=outcomes)
@settings(max_examples=100)
def test_an_outcome_comes_out_as_it_went_in(outcome):
    assert decode_outcome(encode_outcome(outcome), Request(FILE), last=outcome.last) == outcome


def test_requests_and_options_come_out_as_they_went_in():
    odd = FoundFile(Path("/home/caf\udce9.md"), "caf\\xe9.md", 1, 2, 3, 4)
    requests = [Request(FILE, "ab" * 32, "markdown:1"), Request(odd)]
    assert decode_requests(encode_requests(requests)) == requests
    options = Options(hidden=True, exclude=("*.tmp", "ä/"), seconds=1.5, ocr_languages=("eng", "deu"))
    assert decode_options(encode_options(options)) == options


@given(session=documents, where=texts, reason=optional)
@settings(max_examples=60)
def test_what_comes_of_an_export_comes_out_as_it_went_in(session, where, reason):
    assert decode_session(encode_session(session), FILE.path) == session
    assert decode_problem(encode_problem(where, reason or "")) == (where, reason or "")
    assert decode_end(encode_end(reason)) == reason


def test_an_export_that_is_asked_for_comes_out_as_it_went_in():
    odd = ChatRequest("irc", Path("/home/caf\udce9/logs"))
    assert decode_chat(encode_chat(odd)) == odd


@pytest.mark.parametrize("decode", [lambda body: decode_session(body, FILE.path), decode_problem, decode_end])
@pytest.mark.parametrize("body", [b"", b"{}", b"[1, 2]", b'["x"]', b"\xff", b"[" * 100_000])
def test_what_makes_no_sense_of_an_export_is_refused(decode, body):
    with pytest.raises(WireError):
        decode(body)


@given(chunks=st.lists(st.binary(max_size=40), max_size=6), size=st.integers(1, 30))
@settings(max_examples=60)
def test_frames_are_put_together_however_they_are_cut(chunks, size):
    stream = b"".join(frame(b"p", chunk) for chunk in chunks)
    frames = Frames()
    pieces = [stream[at : at + size] for at in range(0, len(stream), size)]
    assert [body for piece in pieces for _, body in frames.add(piece)] == chunks


def test_a_frame_that_claims_to_be_enormous_is_refused():
    with pytest.raises(WireError):
        list(Frames().add((LARGEST + 1).to_bytes(4, "big") + b"p"))


def outcome_with(document=None, passage=None, verdict="read", file=("a b.md", 1, 2, 3, 4), tag=""):
    passages = [passage] if passage else []
    documents = [document or ["k", "t", "m", "h", None, True, None, [], passages]]
    return json.dumps([verdict, tag, "", None, list(file), documents]).encode()


def test_what_makes_sense_is_taken():
    body = outcome_with(passage=["x", PLACE, "", None, None, None, None, [], None])
    assert decode_outcome(body, Request(FILE), last=True).documents[0].passages[0].text == "x"


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{}",
        b"[]",
        b"null",
        b"\xff\xfe",
        b"[" * 100_000,
        b'["read","","",null,["a b.md",1,2,3,4]]',
        outcome_with(file=("another.md", 1, 2, 3, 4)),
        outcome_with(file=("a b.md", "1", 2, 3, 4)),
        outcome_with(verdict="stolen"),
        outcome_with(verdict=["read"]),
        outcome_with(tag=1),
        outcome_with(document=["k", "t", "m", "h", "soon", True, None, [], []]),
        outcome_with(document=["k", "t", "m", "h", None, True, None, [["Ana", [5], "author"]], []]),
        outcome_with(passage=["x", ["page", 0, None, None, None], "", None, None, None, None, [], None]),
        outcome_with(passage=["x", PLACE, "", None, None, None, None, [["by magic", "x"]], None]),
        outcome_with(passage=["x", PLACE, "", None, None, None, None, [["size", 7]], None]),
        outcome_with(passage=["x", PLACE, "", None, None, None, None, [], [7]]),
        outcome_with(passage=["x", PLACE, "", None, None, None, None, [], 7]),
        outcome_with(passage=["x", ["nowhere", 1, None, None, None], "", None, None, None, None, [], None]),
        outcome_with(passage=[["x"], ["page", 1, None, None, None], "", None, None, None, None, [], None]),
    ],
)
def test_what_makes_no_sense_is_refused(body):
    with pytest.raises(WireError):
        decode_outcome(body, Request(FILE), last=True)
