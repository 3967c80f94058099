"""What all tests share: surroundings of their own, real models kept between runs, and memories to work on.

The models lie in a shelf at $SECONDME_TEST_MODELS, else in `test-models` of the platform's cache folder for
secondme. The first run pulls them there; later runs only check that they are there.
"""

from __future__ import annotations

import fcntl
import json
import os
import shutil
import threading
from collections.abc import Callable, Iterator, Mapping
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import platformdirs
import pytest
from hypothesis import HealthCheck, settings

import secondme
from models.fetch import pull
from models.generator import Generator
from models.protocol import Message
from models.shelf import Shelf
from secondme.memory import Memory

SURROUNDINGS = dict(os.environ)
"""As they were before any test redirected them: pulling needs the person's own pip settings and proxy."""
KEPT = Path(
    os.environ.get("SECONDME_TEST_MODELS") or platformdirs.user_cache_path("secondme") / "test-models"
)
STOCK = ("minilm", "smollm2")

settings.register_profile(
    "steady", derandomize=True, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("steady")
"""The same inputs every time, however long a busy machine takes for them: whether a change is sound must not
hang on the dice. New ones are thrown by `benchmarks/fuzz.py`, which keeps what it finds as examples of the
tests."""

WriteTree = Callable[[Mapping[str, str | bytes | None]], Path]


@pytest.fixture(autouse=True)
def person(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A person of the test's own: no test reads or writes what belongs to whoever runs it."""
    folder = tmp_path_factory.mktemp("person")
    monkeypatch.setenv("HOME", str(folder))
    monkeypatch.setenv("SECONDME_HOME", str(folder / "memory"))
    monkeypatch.setenv("SECONDME_KEYRING", "off")
    monkeypatch.delenv("SECONDME_MODELS", raising=False)
    for name in ("DATA", "CACHE", "CONFIG", "STATE"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(folder / name.lower()))
    return folder


@pytest.fixture(scope="session")
def models_folder() -> Path:
    """The shelf that is kept between runs."""
    return KEPT


@pytest.fixture(scope="session")
def model_file(models_folder: Path) -> Callable[[str], Path]:
    """The file of a catalogue name, pulled when it is not there yet, by one process at a time."""
    shelf = Shelf(models_folder)

    def find(name: str) -> Path:
        models_folder.mkdir(parents=True, exist_ok=True)
        with (models_folder.parent / f"{models_folder.name}.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            return pull(name, shelf, environment=SURROUNDINGS)

    return find


@pytest.fixture(scope="session")
def stock(model_file: Callable[[str], Path], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A shelf with the default embedder and the tiny generator and nothing else; copy it, never change it."""
    folder = tmp_path_factory.mktemp("stock")
    for name in STOCK:
        file = model_file(name)
        (folder / file.name).symlink_to(file)
        pull(name, Shelf(folder))
    return folder


@pytest.fixture
def home(person: Path) -> Path:
    """The home of a memory that was never opened, without models."""
    return person / "memory"


@pytest.fixture(scope="session")
def opened_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The home of an empty memory as its first opening leaves it; copy it, never change it."""
    folder = tmp_path_factory.mktemp("opened") / "memory"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SECONDME_KEYRING", "off")
        secondme.open(folder).close()
    return folder


@pytest.fixture
def stocked_home(home: Path, stock: Path) -> Path:
    """The home of a memory that was never opened, with the default embedder and the tiny generator."""
    home.mkdir(mode=0o700)
    shutil.copytree(stock, home / "models", symlinks=True)
    return home


@pytest.fixture
def memory(stocked_home: Path, opened_home: Path) -> Iterator[Memory]:
    """An empty memory with models."""
    shutil.copytree(opened_home, stocked_home, dirs_exist_ok=True)
    with secondme.open(stocked_home) as opened:
        yield opened


@pytest.fixture
def wordless_memory(home: Path, opened_home: Path) -> Iterator[Memory]:
    """An empty memory without models: it searches by words alone and cannot answer."""
    shutil.copytree(opened_home, home, dirs_exist_ok=True)
    with secondme.open(home) as opened:
        yield opened


@pytest.fixture
def tree(tmp_path: Path) -> WriteTree:
    """Writes files into a folder of notes and returns it; None as content deletes a file."""
    root = tmp_path / "notes"

    def write(files: Mapping[str, str | bytes | None]) -> Path:
        root.mkdir(exist_ok=True)
        for name, content in files.items():
            path = root / name
            path.parent.mkdir(parents=True, exist_ok=True)
            if content is None:
                path.unlink()
            else:
                path.write_bytes(content.encode() if isinstance(content, str) else content)
        return root

    return write


class OpenAIServer(ThreadingHTTPServer):
    """A server on this machine that speaks OpenAI's protocol and keeps what it was sent.

    speak: answers one chat request, with the means below; without it the real model does.
    """

    daemon_threads = True

    def __init__(self, generator: Callable[[], Generator]) -> None:
        super().__init__(("127.0.0.1", 0), _Conversation)
        self.generator = generator
        self.speak: Callable[[_Conversation, dict[str, Any]], None] = _Conversation.think
        self.requests: list[tuple[str, dict[str, str], bytes]] = []
        self.left = threading.Event()
        """Set when whoever asked went away before the end."""

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}/v1"

    @property
    def sent(self) -> str:
        """All that was sent, as it reads: heads, and bodies with their escapes undone."""
        bodies = [json.dumps(json.loads(body or b"null"), ensure_ascii=False) for _, _, body in self.requests]
        return "\n".join([*bodies, repr([(path, heads) for path, heads, _ in self.requests])])

    def handle_error(self, request: Any, client_address: Any) -> None:
        self.left.set()


class _Conversation(BaseHTTPRequestHandler):
    server: OpenAIServer

    def do_GET(self) -> None:
        self._note(b"")
        self.reply(200, {"object": "list", "data": [{"id": "smollm2", "object": "model"}]})

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self._note(body)
        self.server.speak(self, json.loads(body))

    def reply(self, status: int, body: Any, **headers: str) -> None:
        content = body if isinstance(body, bytes) else json.dumps(body).encode()
        self.send_response(status)
        for name, value in {"Content-Type": "application/json", **headers}.items():
            self.send_header(name.replace("_", "-"), value)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def stream(self) -> None:
        """Begins an answer in pieces."""
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream; charset=utf-8")
        self.end_headers()

    def say(self, text: str | None, **more: Any) -> None:
        """One piece of it; more: `logprobs`, `finish_reason`."""
        choice = {"index": 0, "delta": {"content": text} if text is not None else {}, **more}
        self.event({"object": "chat.completion.chunk", "choices": [choice]})

    def event(self, event: Any) -> None:
        self.wfile.write(b"data: " + json.dumps(event, ensure_ascii=False).encode() + b"\n\n")

    def end(self, finish: str = "stop") -> None:
        self.say(None, finish_reason=finish)
        self.event({"choices": [], "usage": {"prompt_tokens": 7, "completion_tokens": 3}})
        self.wfile.write(b"data: [DONE]\n\n")

    def think(self, body: dict[str, Any]) -> None:
        """What the real model says."""
        form = body.get("response_format")
        with self.server.generator().generate(
            [Message(one["role"], one["content"]) for one in body["messages"]],
            max_tokens=body["max_tokens"],
            logprobs=body.get("top_logprobs", 0),
            schema=form["json_schema"]["schema"] if form else None,
        ) as stream:
            self.stream()
            for token in stream:
                top = [{"token": text, "logprob": logprob} for text, logprob in token.top]
                told = {"token": token.text, "logprob": token.logprob, "top_logprobs": top}
                self.say(token.text, logprobs={"content": [told]} if token.logprob is not None else None)
            self.end("length" if stream.run and stream.run.finish == "length" else "stop")

    def log_message(self, *_: object) -> None:
        pass

    def _note(self, body: bytes) -> None:
        self.server.requests.append((self.path, dict(self.headers), body))


@pytest.fixture(scope="session")
def smollm_speaking(model_file: Callable[[str], Path]) -> Iterator[Callable[[], Generator]]:
    """The tiny generator, opened when first wanted."""
    opened: list[Generator] = []

    def get() -> Generator:
        if not opened:
            opened.append(Generator(model_file("smollm2"), threads=2))
        return opened[0]

    yield get
    for generator in opened:
        generator.close()


@pytest.fixture
def openai(smollm_speaking: Callable[[], Generator]) -> Iterator[OpenAIServer]:
    """A model on another machine, which is this one."""
    server = OpenAIServer(smollm_speaking)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    yield server
    server.shutdown()
    server.server_close()
    thread.join()
