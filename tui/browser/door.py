"""Who may come in by a browser: the one that was shown the address once, on this machine, and no other page.

Any page in a browser can send requests to ports of this machine, and by a name of its own that it has point
here it can even read the replies (DNS rebinding). So the host must be this machine by name, a request must
not come from another page, and a cookie must be known that is given once, for the token in the address.
"""

from __future__ import annotations

import secrets
from collections.abc import Awaitable, Callable

from aiohttp import web

COOKIE = "secondme"
TOKEN = "token"
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; font-src 'self'; "
    "img-src 'self' data:; connect-src 'self' ws://{host}; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'none'"
)
"""What the page may load: what comes from here. The terminal in it sets the style of its cells itself."""

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


class Door:
    """Lets in whoever has the token, once; from then on, the browser that holds the cookie."""

    def __init__(self, port: int) -> None:
        self._host = f"127.0.0.1:{port}"
        self._token: str | None = secrets.token_urlsafe(32)
        self._cookie: str | None = None
        self.address = f"http://127.0.0.1:{port}/?{TOKEN}={self._token}"
        """Where a browser is let in, once."""

    @web.middleware
    async def keep(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        """Turns away who may not come in, and tells the browser what the page may load."""
        if request.headers.get("Host") != self._host:
            raise web.HTTPMisdirectedRequest(text="This is not the host that was asked for.\n")
        if request.headers.get("Origin", f"http://{self._host}") != f"http://{self._host}":
            raise web.HTTPForbidden(text="Another page may not ask for this.\n")
        if TOKEN in request.query and request.method == "GET" and request.path == "/":
            return self._let_in(request.query[TOKEN])
        if not self._knows(request.cookies.get(COOKIE, "")):
            raise web.HTTPForbidden(
                text="Open the address that `secondme tui --serve` has shown; it works once.\n"
            )
        return await handler(request)

    def _let_in(self, token: str) -> web.StreamResponse:
        """Exchanges the token for the cookie and leads to the page without it: no history keeps a way in."""
        if self._token is None or not secrets.compare_digest(token.encode(), self._token.encode()):
            raise web.HTTPForbidden(text="This address was used already. Start anew: secondme tui --serve\n")
        self._token, self._cookie = None, secrets.token_urlsafe(32)
        answer = web.HTTPSeeOther("/")
        answer.set_cookie(COOKIE, self._cookie, httponly=True, samesite="Strict", path="/")
        return answer

    def _knows(self, cookie: str) -> bool:
        return self._cookie is not None and secrets.compare_digest(cookie.encode(), self._cookie.encode())


async def guard_headers(request: web.Request, response: web.StreamResponse) -> None:
    """What every reply says: nothing is kept, framed or loaded from elsewhere."""
    response.headers.update(
        {
            "Content-Security-Policy": POLICY.format(host=request.host),
            "Cache-Control": "no-store",
            "Referrer-Policy": "no-referrer",
            "X-Content-Type-Options": "nosniff",
            "Cross-Origin-Opener-Policy": "same-origin",
            "Cross-Origin-Resource-Policy": "same-origin",
        }
    )
