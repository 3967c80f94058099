"""Where an endpoint is, as a URL."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

PORTS = {"http": 80, "https": 443}
_PLAIN = re.compile(r"[!-~]+")


@dataclass(frozen=True, slots=True)
class Address:
    """Where an endpoint is. path: without a slash at its end, such as `/v1`."""

    scheme: str
    host: str
    port: int
    path: str

    @property
    def netloc(self) -> str:
        """`192.168.1.20:8080`; without the port where it is the scheme's own."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == PORTS[self.scheme] else f"{host}:{self.port}"

    @property
    def origin(self) -> str:
        """`http://192.168.1.20:8080`."""
        return f"{self.scheme}://{self.netloc}"

    @property
    def url(self) -> str:
        return f"{self.origin}{self.path}"


def parse_address(url: str) -> Address:
    """The address in a URL; a bare host means its `/v1`. Raises ValueError with what it must be."""
    example = "an address such as http://192.168.1.20:8080/v1"
    if not _PLAIN.fullmatch(url.strip()):
        raise ValueError(example)
    try:
        parts = urlsplit(url.strip())
        port = parts.port
    except ValueError as error:
        raise ValueError(example) from error
    if parts.scheme not in PORTS or not parts.hostname:
        raise ValueError(example)
    if "@" in parts.netloc:
        raise ValueError("an address without a name or password in it")
    if parts.query or parts.fragment:
        raise ValueError('an address without "?" or "#" in it')
    path = parts.path.rstrip("/").removesuffix("/chat/completions") or "/v1"
    return Address(parts.scheme, parts.hostname, port or PORTS[parts.scheme], path)
