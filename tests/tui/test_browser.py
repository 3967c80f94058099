"""The app in a browser: who is let in, and what a real browser shows and loads."""

from __future__ import annotations

import asyncio
import json
import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from yarl import URL

CHROMIUM = next(
    (name for name in ("chromium", "chromium-browser", "google-chrome") if shutil.which(name)), None
)
FLAGS = (
    *("--headless", "--no-sandbox", "--no-first-run", "--remote-debugging-port=0"),
    *("--use-angle=swiftshader", "--enable-unsafe-swiftshader"),  # It draws without a graphics card.
)
PATIENCE = 90
EMPTY_PICTURE = 8_000
"""Characters of a picture in which nothing stands, and some more."""


@pytest.fixture
def served(remembered: Path) -> Iterator[URL]:
    """The address that the command prints, while it serves."""
    command = [sys.executable, "-m", "secondme", "--home", str(remembered), "tui", "--serve"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        process.stdout.readline()
        yield URL(process.stdout.readline().strip())
        process.terminate()
        assert process.wait(PATIENCE) == 0


@asynccontextmanager
async def browser(**headers: str) -> AsyncIterator[aiohttp.ClientSession]:
    jar = aiohttp.CookieJar(unsafe=True)  # As browsers do, for an address of numbers.
    async with aiohttp.ClientSession(cookie_jar=jar, headers=headers) as session:
        yield session


async def status(session: aiohttp.ClientSession, url: URL, **headers: str) -> int:
    async with session.get(url, headers=headers) as answer:
        return answer.status


async def test_the_address_lets_one_browser_in_once(served: URL):
    async with browser() as first, browser() as second:
        assert await status(second, served.with_query(None)) == 403
        assert await status(second, served.with_query(token="guessed")) == 403
        async with first.get(served) as answer:
            assert answer.status == 200
            assert "token" not in str(answer.url)
            page = await answer.text()
            assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
            assert answer.headers["Cache-Control"] == "no-store"
        assert await status(second, served) == 403, "it works once"
        assert await status(first, served.with_query(None)) == 200
    assert not re.findall(r"https?://", page), "nothing is loaded from the web"


async def test_another_host_and_another_page_are_turned_away(served: URL):
    async with browser() as session:
        assert await status(session, served) == 200
        inside = served.with_query(None)
        assert await status(session, inside, Host="evil.example") == 421
        assert await status(session, inside, Origin="http://evil.example") == 403
        with pytest.raises(aiohttp.WSServerHandshakeError) as refused:
            await session.ws_connect(inside.with_path("/ws"), origin="http://evil.example")
        assert refused.value.status == 403
        assert await status(session, inside.with_path("/static/")) == 403, "no folder is listed"


async def test_a_window_without_the_cookie_gets_no_app(served: URL):
    async with browser() as session:
        with pytest.raises(aiohttp.WSServerHandshakeError) as refused:
            await session.ws_connect(served.with_query(None).with_path("/ws"))
        assert refused.value.status == 403


async def test_a_window_gets_the_app_and_what_is_typed_is_found(served: URL):
    async with browser() as session:
        assert await status(session, served) == 200
        at = served.with_query(width=100, height=30).with_path("/ws")
        async with session.ws_connect(at) as window:
            await seen(window, "3 documents")
            await window.send_json(["stdin", "spare key"])
            await seen(window, "blue plate")


async def seen(window: aiohttp.ClientWebSocketResponse, text: str) -> None:
    """Waits until the text has been sent to the window's terminal."""
    drawn = b""
    async with asyncio.timeout(PATIENCE):
        async for message in window:
            if message.type == aiohttp.WSMsgType.BINARY:
                drawn += message.data
            plain = re.sub(rb"\x1b\[[0-9;:?]*[a-zA-Z]", b"", drawn)
            if text.encode() in plain:
                return
    pytest.fail(f"{text} never came")


def test_without_the_package_it_says_how_to_get_it(home: Path, monkeypatch: pytest.MonkeyPatch):
    from secondme.errors import UsageError
    from tui.command import open_app

    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    with pytest.raises(UsageError, match=r"pip install 'secondme\[browser\]'"):
        open_app(str(home), 0)


@pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed")
async def test_a_real_browser_shows_it_and_loads_nothing_from_the_web(served: URL, tmp_path: Path):
    command = [str(CHROMIUM), *FLAGS, f"--user-data-dir={tmp_path}/profile", "about:blank"]
    with subprocess.Popen(
        command, stderr=subprocess.DEVNULL, env={**os.environ, "HOME": str(tmp_path)}
    ) as chromium:
        try:
            async with page_of(tmp_path / "profile") as page:
                await page.call("Network.enable")
                await page.call("Page.navigate", url=str(served))
                await page.until("document.body && document.body.classList.contains('-first-byte')")
                await page.evaluate("document.querySelector('.xterm-helper-textarea').focus()")
                await page.call("Input.insertText", text="spare key")
                await page.drawn()
                assert await page.evaluate("location.search") == "", "the token is not in the history"
                assert page.loaded
                assert all(URL(url).host in (None, "127.0.0.1") for url in page.loaded), page.loaded
                await page.press("q", "KeyQ", 81, control=True)
                await page.until("document.body.classList.contains('-closed')")
        finally:
            chromium.terminate()


class Page:
    """A page of Chromium, by its DevTools protocol. loaded: the addresses that it asked for."""

    def __init__(self, socket: aiohttp.ClientWebSocketResponse) -> None:
        self._socket = socket
        self._number = 0
        self.loaded: list[str] = []

    async def call(self, method: str, **parameters: Any) -> dict[str, Any]:
        self._number += 1
        await self._socket.send_json({"id": self._number, "method": method, "params": parameters})
        async with asyncio.timeout(PATIENCE):
            while True:
                told = json.loads(await self._socket.receive_str())
                if told.get("method") == "Network.requestWillBeSent":
                    self.loaded.append(told["params"]["request"]["url"])
                if told.get("id") == self._number:
                    assert "error" not in told, told
                    return dict(told["result"])

    async def evaluate(self, expression: str) -> Any:
        done = await self.call("Runtime.evaluate", expression=expression, returnByValue=True)
        return done["result"].get("value")

    async def until(self, expression: str) -> None:
        async with asyncio.timeout(PATIENCE):
            while not await self.evaluate(expression):
                await asyncio.sleep(0.1)

    async def drawn(self) -> None:
        """Waits until a picture of the page shows more than nothing."""
        async with asyncio.timeout(PATIENCE):
            while len((await self.call("Page.captureScreenshot"))["data"]) < EMPTY_PICTURE:
                await asyncio.sleep(0.2)

    async def press(self, key: str, code: str, number: int, *, control: bool) -> None:
        told = {"key": key, "code": code, "windowsVirtualKeyCode": number, "modifiers": 2 if control else 0}
        await self.call("Input.dispatchKeyEvent", type="rawKeyDown", **told)
        await self.call("Input.dispatchKeyEvent", type="keyUp", **told)


@asynccontextmanager
async def page_of(profile: Path) -> AsyncIterator[Page]:
    """The first page of the Chromium with this profile."""
    port = profile / "DevToolsActivePort"
    patience = time.monotonic() + PATIENCE
    while not (port.exists() and port.read_text().strip()):
        assert time.monotonic() < patience, "Chromium did not start"
        await asyncio.sleep(0.1)
    number = port.read_text().split()[0]
    async with aiohttp.ClientSession() as session:
        async with session.get(f"http://127.0.0.1:{number}/json") as listed:
            pages = [one for one in await listed.json() if one["type"] == "page"]
        async with session.ws_connect(pages[0]["webSocketDebuggerUrl"], max_msg_size=0) as socket:
            yield Page(socket)
