"""A model behind an OpenAI-compatible server: the same answers, only on the person's own network, and every
fault told.
"""

from __future__ import annotations

import gc
import ipaddress
import json
import socket
import threading
from collections.abc import Callable
from typing import Any

import httpcore
import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.address import parse_address
from models.endpoint import Endpoint
from models.errors import BadSchemaError, ContextTooLongError, EndpointError, ModelError, PublicAddressError
from models.event_stream import LONGEST_LINE, read_events, said_in
from models.exchange import Door
from models.generator import Generator
from models.private_network import is_own
from models.protocol import Message
from models.speaking import Speaker

QUESTION = [Message("system", "You answer in one word."), Message("user", "What colour is the sky?")]
PUBLIC = "93.184.216.34"


def endpoint(url: str, **options: Any) -> Endpoint:
    context = options.pop("context", 4096)
    return Endpoint(Door(parse_address(url), **options), "smollm2", context=context)


@pytest.mark.model
def test_it_says_what_the_model_itself_says_token_by_token(
    openai: Any, smollm_speaking: Callable[[], Generator]
) -> None:
    here: Speaker = smollm_speaking()
    there: Speaker = endpoint(openai.url)
    with here.generate(QUESTION, max_tokens=12, logprobs=2) as stream:
        expected = [token for token in stream if token.text]
    with there.generate(QUESTION, max_tokens=12, logprobs=2) as stream:
        told = [token for token in stream if token.text]
    assert [one.text for one in told] == [one.text for one in expected]
    assert [one.logprob for one in told] == pytest.approx([one.logprob for one in expected])
    assert [one.top for one in told] == [one.top for one in expected]
    assert stream.run is not None and (stream.run.prompt, stream.run.generated) == (7, 3)
    assert here.place == "" and there.place == f"smollm2 at {parse_address(openai.url).netloc}"


@pytest.mark.model
def test_a_score_is_never_too_low_and_right_where_the_answer_begins_so(
    openai: Any, smollm_speaking: Callable[[], Generator]
) -> None:
    here, there = smollm_speaking(), endpoint(openai.url)
    beginning = here.generate(QUESTION, max_tokens=3).text()
    apart, alike = [beginning, "I don't know", "Zebra"], [beginning, f"{beginning}, that", beginning[:3]]
    for candidates in (apart, alike, [beginning], [beginning[:6], beginning[:5]]):
        expected, told = here.score_next(QUESTION, candidates), there.score_next(QUESTION, candidates)
        assert told is not None
        assert beginning not in told or told[beginning] == pytest.approx(expected[beginning], abs=0.05)
        assert all(told[one] >= expected[one] - 0.05 for one in candidates)
    told = there.score_next(QUESTION, apart)
    assert told is not None and told["Zebra"] < told[beginning]


@pytest.mark.model
def test_a_schema_is_sent_along_and_a_bad_one_refused_before(openai: Any) -> None:
    schema = {"type": "object", "properties": {"n": {"type": "integer"}}, "required": ["n"]}
    said = endpoint(openai.url).generate(QUESTION, schema=schema, max_tokens=30).text()
    assert isinstance(json.loads(said)["n"], int)
    sent = len(openai.requests)
    with pytest.raises(BadSchemaError):
        endpoint(openai.url).generate(QUESTION, schema={"type": "teapot"})
    assert len(openai.requests) == sent


def test_a_server_that_tells_no_probabilities_is_asked_without_and_never_again(openai: Any) -> None:
    def speak(self: Any, body: dict[str, Any]) -> None:
        if "logprobs" in body:
            return self.reply(400, {"error": {"message": "logprobs are not supported"}})
        self.stream()
        self.say("Blue.")
        self.end()

    openai.speak = speak
    model = endpoint(openai.url)
    assert model.score_next(QUESTION, ["Blue"]) is None
    assert model.score_next(QUESTION, ["Blue"]) is None
    [token] = model.generate(QUESTION, logprobs=1)
    assert (token.text, token.logprob) == ("Blue.", None)
    assert len(openai.requests) == 3


def test_an_answer_in_one_piece_is_an_answer(openai: Any) -> None:
    choice = {"message": {"role": "assistant", "content": "Blue."}, "finish_reason": "stop"}
    openai.speak = lambda self, body: self.reply(200, {"choices": [choice], "usage": None})
    assert endpoint(openai.url).generate(QUESTION).text() == "Blue."


def _cut(self: Any, body: dict[str, Any]) -> None:
    self.stream()
    self.say("Blu")


def _cut_in_a_line(self: Any, body: dict[str, Any]) -> None:
    self.stream()
    self.wfile.write(b'data: {"choices": [{"del')


def _garbage(self: Any, body: dict[str, Any]) -> None:
    self.stream()
    self.wfile.write(b"data: {nonsense}\n\n")


def _other_shape(self: Any, body: dict[str, Any]) -> None:
    self.stream()
    self.event({"choices": {"delta": 3}})


def _endless_line(self: Any, body: dict[str, Any]) -> None:
    self.stream()
    self.wfile.write(b"data: " + b"x" * (LONGEST_LINE + 100_000))


def _fault_within(self: Any, body: dict[str, Any]) -> None:
    self.stream()
    self.say("Blu")
    self.event({"error": {"message": "out of memory"}})


FAULTS: dict[str, tuple[Callable[[Any, dict[str, Any]], None], str]] = {
    "cut": (_cut, "broke off"),
    "cut in a line": (_cut_in_a_line, "not of OpenAI's form"),
    "garbage": (_garbage, "not of OpenAI's form"),
    "other shape": (_other_shape, "not of OpenAI's form"),
    "endless line": (_endless_line, "not of OpenAI's form"),
    "fault within": (_fault_within, "out of memory"),
    "500": (lambda self, body: self.reply(500, {"error": {"message": "I\x1b[31m broke"}}), "HTTP 500"),
    "404": (lambda self, body: self.reply(404, b"<html>no"), "no such model"),
    "401": (lambda self, body: self.reply(401, {"error": "bad key sk-mine"}), "API key"),
    "a page": (lambda self, body: self.reply(200, b"<html>hello"), "not of OpenAI's form"),
    "deep": (lambda self, body: self.reply(200, b'{"a":' + b"[" * 100_000), "not of OpenAI's form"),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_every_fault_is_told_with_what_to_do_next(openai: Any, fault: str) -> None:
    openai.speak, words = FAULTS[fault]
    with pytest.raises(EndpointError, match=words) as caught:
        endpoint(openai.url, key="sk-mine").generate(QUESTION).text()
    said = str(caught.value)
    assert caught.value.exit_code == 8
    assert "secondme models use NAME" in said
    assert "sk-mine" not in said and "\x1b" not in said


def test_a_server_that_is_not_there_is_told(openai: Any) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{taken.getsockname()[1]}"
        with pytest.raises(EndpointError, match=r"cannot be reached.*Nothing was sent") as caught:
            endpoint(url).generate(QUESTION).text()
    assert caught.value.exit_code == 8


def test_a_redirect_is_not_followed(openai: Any) -> None:
    openai.speak = lambda self, body: self.reply(307, b"", Location=f"http://{PUBLIC}/v1/chat/completions")
    with pytest.raises(EndpointError, match=r"does not follow"):
        endpoint(openai.url).generate(QUESTION).text()
    openai.speak = lambda self, body: self.reply(302, b"", Location="/v1/models")
    with pytest.raises(EndpointError, match=r"does not follow"):
        endpoint(openai.url).generate(QUESTION).text()
    assert [path for path, _, _ in openai.requests] == ["/v1/chat/completions"] * 2


def test_no_proxy_of_the_environment_is_used(openai: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    openai.speak = FAULTS["500"][0]
    with pytest.raises(EndpointError, match="HTTP 500"):
        endpoint(openai.url).generate(QUESTION).text()


def test_a_silent_server_is_given_up(openai: Any) -> None:
    let_go = threading.Event()
    openai.speak = lambda self, body: let_go.wait(20)
    with pytest.raises(EndpointError, match=r"was silent for 0\.2 seconds"):
        endpoint(openai.url, timeout_s=0.2).generate(QUESTION).text()
    let_go.set()


@pytest.mark.parametrize("begun", [False, True])
def test_cancelling_ends_an_answer_at_once_and_tells_the_server(openai: Any, begun: bool) -> None:
    asked, gone = threading.Event(), threading.Event()

    def speak(self: Any, body: dict[str, Any]) -> None:
        if begun:
            self.stream()
            self.say("Blu")
        asked.set()
        # Nothing more is sent to the server: what it reads is the end of the connection.
        gone.set() if self.rfile.read(1) == b"" else None

    openai.speak = speak
    model = endpoint(openai.url, timeout_s=600.0)
    stopper = threading.Thread(target=lambda: (asked.wait(30), model.cancel()))
    stopper.start()
    said = model.generate(QUESTION)
    assert said.text() == ("Blu" if begun else "")
    assert said.run is None and said.stopped
    assert gone.wait(30)
    stopper.join()


def test_an_event_stops_that_one_answer(openai: Any) -> None:
    asked, cancelled = threading.Event(), threading.Event()

    def speak(self: Any, body: dict[str, Any]) -> None:
        asked.set()
        self.rfile.read(1)

    openai.speak = speak
    model = endpoint(openai.url, timeout_s=600.0)
    threading.Thread(target=lambda: (asked.wait(30), cancelled.set())).start()
    with pytest.raises(ModelError) as caught:
        model.score_next(QUESTION, ["Blue"], cancelled=cancelled)
    assert caught.value.exit_code == 130


def test_an_answer_that_nobody_hears_to_its_end_is_let_go(openai: Any) -> None:
    gone = threading.Event()

    def speak(self: Any, body: dict[str, Any]) -> None:
        self.stream()
        self.say("Blu")
        gone.set() if self.rfile.read(1) == b"" else None

    openai.speak = speak
    stream = endpoint(openai.url).generate(QUESTION)
    assert next(stream).text == "Blu"
    del stream
    gc.collect()
    assert gone.wait(30)


def test_a_server_that_never_ends_is_not_heard_out(openai: Any) -> None:
    def speak(self: Any, body: dict[str, Any]) -> None:
        self.stream()
        while True:
            self.say("more ")

    openai.speak = speak
    stream = endpoint(openai.url).generate(QUESTION, max_tokens=5)
    assert stream.text() == "more " * 10
    assert stream.run is not None and stream.run.finish == "length"
    assert openai.left.wait(30)


def test_the_connection_goes_to_the_address_that_was_checked(openai: Any) -> None:
    asked: list[str] = []

    def look_up(host: str, port: int) -> list[str]:
        asked.append(host)
        return ["127.0.0.1"] if len(asked) == 1 else [PUBLIC]

    openai.speak = FAULTS["500"][0]
    port = parse_address(openai.url).port
    model = endpoint(f"http://desk.invalid:{port}", look_up=look_up)
    with pytest.raises(EndpointError, match="HTTP 500"):
        model.generate(QUESTION).text()
    assert asked == ["desk.invalid"]
    assert openai.requests[0][1]["Host"] == f"desk.invalid:{port}"
    with pytest.raises(PublicAddressError, match=f"{PUBLIC}, which is not on your own network"):
        model.generate(QUESTION).text()
    assert len(openai.requests) == 1


@pytest.mark.parametrize(
    "found", [[PUBLIC], ["127.0.0.1", PUBLIC], ["::ffff:8.8.8.8"], ["0.0.0.0"], ["100.64.0.1"]]
)
def test_one_public_address_is_enough_to_refuse(found: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    def connect(*_: object, **__: object) -> None:
        raise AssertionError("it connected")

    monkeypatch.setattr(httpcore.SyncBackend, "connect_tcp", connect)
    with pytest.raises(PublicAddressError) as caught:
        endpoint("http://desk.invalid", look_up=lambda host, port: found).generate(QUESTION).text()
    assert caught.value.exit_code == 2
    with pytest.raises(PublicAddressError, match="https"):
        endpoint("http://desk.invalid", look_up=lambda host, port: found, allow_public=True).models()


def test_a_name_without_an_address_is_told() -> None:
    def look_up(host: str, port: int) -> list[str]:
        raise socket.gaierror(-2, "Name or service not known")

    with pytest.raises(EndpointError, match="has no address here"):
        endpoint("http://desk.invalid", look_up=look_up).models()


@given(st.ip_addresses())
def test_own_addresses_are_never_public_ones(address: ipaddress.IPv4Address) -> None:
    assert not (is_own(address) and address.is_global)


def test_own_addresses_are_known() -> None:
    own = (
        "127.0.0.1 127.9.9.9 ::1 10.1.2.3 172.16.0.1 172.31.255.255 192.168.0.9 169.254.7.7 fd00::1 fe80::1%2"
    )
    others = "8.8.8.8 172.32.0.1 100.64.0.1 2001:db8::1 0.0.0.0 :: 224.0.0.1 192.169.0.1 64:ff9b::a00:1"
    assert all(is_own(ipaddress.ip_address(one)) for one in [*own.split(), "::ffff:10.0.0.1"])
    assert not any(is_own(ipaddress.ip_address(one)) for one in others.split())


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("http://192.168.1.20:8080", "http://192.168.1.20:8080/v1"),
        ("http://localhost:11434/v1/", "http://localhost:11434/v1"),
        ("https://desk.local/v1/chat/completions", "https://desk.local/v1"),
        ("http://[fd00::1]:80/api/v1", "http://[fd00::1]/api/v1"),
    ],
)
def test_an_address_is_understood(written: str, meant: str) -> None:
    assert parse_address(written).url == meant


@pytest.mark.parametrize(
    "written",
    [
        "",
        "desk:8080",
        "ftp://desk",
        "http://ana:secret@desk",
        "http://desk/v1?key=x",
        "http://desk:99999",
        "http://d k",
    ],
)
def test_what_is_no_address_is_refused(written: str) -> None:
    with pytest.raises(ValueError, match="an address"):
        parse_address(written)


def test_a_prompt_that_is_too_long_is_not_sent_and_a_servers_own_limit_is_understood(openai: Any) -> None:
    with pytest.raises(ContextTooLongError):
        endpoint(openai.url, context=600).generate([Message("user", "word " * 1000)])
    assert openai.requests == []
    llama = {"error": {"code": 400, "message": "too long", "n_prompt_tokens": 900, "n_ctx": 512}}
    vllm = {
        "message": "This model's maximum context length is 512 tokens. However, you requested 900 tokens."
    }
    for body in (llama, vllm):
        openai.speak = lambda self, asked, body=body: self.reply(400, body)
        with pytest.raises(ContextTooLongError) as caught:
            endpoint(openai.url).generate(QUESTION).text()
        assert (caught.value.tokens, caught.value.limit) == (900, 512)


def test_the_key_goes_into_the_head_alone(openai: Any) -> None:
    openai.speak = FAULTS["a page"][0]
    assert endpoint(openai.url, key="sk-mine").models() == ["smollm2"]
    with pytest.raises(EndpointError):
        endpoint(openai.url, key="sk-mine").generate(QUESTION).text()
    for path, heads, body in openai.requests:
        assert heads["Authorization"] == "Bearer sk-mine"
        assert b"sk-mine" not in body and "sk-mine" not in path
        assert heads["User-Agent"] == "secondme" and "Cookie" not in heads


def test_lines_are_ended_by_newlines_alone() -> None:
    event = {"choices": [{"delta": {"content": "a\u2028b\u0085c"}}]}
    raw = (
        b": hello\r\nevent: x\r\ndata:"
        + json.dumps(event, ensure_ascii=False).encode()
        + b"\r\n\r\ndata: [DONE]\n"
    )
    events = list(read_events(raw[at : at + 1] for at in range(len(raw))))
    assert [token.text for token in said_in(events[0]).tokens] == ["a\u2028b\u0085c"]


@given(
    st.recursive(
        st.none() | st.floats() | st.text(max_size=3) | st.integers(),
        lambda inner: (
            st.lists(inner, max_size=2)
            | st.dictionaries(
                st.sampled_from(
                    [
                        "choices",
                        "delta",
                        "message",
                        "content",
                        "logprobs",
                        "usage",
                        "token",
                        "logprob",
                        "top_logprobs",
                        "prompt_tokens",
                    ]
                ),
                inner,
            )
        ),
        max_leaves=12,
    ).filter(lambda one: isinstance(one, dict))
)
def test_whatever_a_server_says_is_said_or_refused(event: dict[str, Any]) -> None:
    try:
        said = said_in(event)
    except ValueError:
        return
    assert all(isinstance(token.text, str) for token in said.tokens)
