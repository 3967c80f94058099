"""Find a wheel on the Python package index that the person's own pip would use.

Settings come from pip itself (`pip config list`) where pip is there, else from its environment variables.
Index addresses may hold passwords: they are never shown and never stored.
"""

from __future__ import annotations

import ast
import logging
import os
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urlsplit, urlunsplit

from models.download import Remote, file_path
from models.errors import NetworkError, SourceMissingError

if TYPE_CHECKING:
    import httpx

SECTIONS = ("global.", "download.", ":env:.")
"""Where pip's settings can stand, the strongest last."""


@dataclass(frozen=True)
class PipSettings:
    """Where this person's pip looks for packages, and how it checks those places."""

    indexes: tuple[str, ...] = field(default=(), repr=False)
    find_links: tuple[str, ...] = field(default=(), repr=False)
    trusted_hosts: tuple[str, ...] = ()
    certificate: str = ""
    proxy: str = field(default="", repr=False)


def read_pip_settings(
    environment: Mapping[str, str], list_config: Callable[[Mapping[str, str]], str] | None = None
) -> PipSettings:
    """The settings in force. `list_config` gives the text of `pip config list`; "" without pip."""
    found: dict[str, str] = {}
    listed = _parse_listing((list_config or _ask_pip)(environment))
    for section in SECTIONS:
        found |= {
            key.removeprefix(section): value for key, value in listed.items() if key.startswith(section)
        }
    found |= {
        key.removeprefix("PIP_").lower().replace("_", "-"): value
        for key, value in environment.items()
        if key.startswith("PIP_") and value
    }
    return _settings(found)


def default_index() -> str:
    """The public index, which unearth knows as well as pip does."""
    from unearth import PackageFinder

    [public] = PackageFinder().sources
    url: str = public["url"]
    return url


def _settings(found: Mapping[str, str]) -> PipSettings:
    without_index = found.get("no-index", "").lower() in ("1", "true", "yes", "on")
    main = found.get("index-url") or default_index()
    return PipSettings(
        indexes=() if without_index else (main, *found.get("extra-index-url", "").split()),
        find_links=tuple(found.get("find-links", "").split()),
        trusted_hosts=tuple(found.get("trusted-host", "").split()),
        certificate=found.get("cert", ""),
        proxy=found.get("proxy", ""),
    )


def _ask_pip(environment: Mapping[str, str]) -> str:
    asked = subprocess.run(
        [sys.executable, "-m", "pip", "--disable-pip-version-check", "config", "list"],
        capture_output=True,
        text=True,
        check=False,
        stdin=subprocess.DEVNULL,
        env=dict(environment),
    )
    return asked.stdout if asked.returncode == 0 else ""


def _parse_listing(text: str) -> dict[str, str]:
    """Lines of `global.index-url='https://…'`."""
    found = {}
    for line in text.splitlines():
        key, equals, value = line.partition("=")
        if equals and value[:1] in "'\"":
            found[key.strip()] = " ".join(str(ast.literal_eval(value.strip())).split())
    return found


class PackageIndex:
    """All the places where this person's pip looks, asked in turn."""

    def __init__(self, settings: PipSettings) -> None:
        self.settings = settings

    def client(self, **options: Any) -> httpx.Client:
        """An HTTP client that trusts, and goes through, what this person's pip does."""
        import httpx

        timeout = httpx.Timeout(60.0, connect=15.0)
        proxy = self.settings.proxy or None
        mounts = {
            f"all://{host}": httpx.HTTPTransport(verify=False, proxy=proxy)
            for host in self.settings.trusted_hosts
        }
        return httpx.Client(verify=self._verify(), timeout=timeout, mounts=mounts, proxy=proxy, **options)

    def find(self, distribution: str, version: str, client: httpx.Client) -> Remote:
        """The wheel of that distribution and version; which platform it is for does not matter here.

        A place that cannot be reached is no fault while another has it. Raises NetworkError when none has it
        and one could not be reached, SourceMissingError when all could.
        """
        unreachable = 0
        for source, is_index in self._sources():
            try:
                wheel = self._look(source, is_index, distribution, version, client)
            except _UnreachableError:
                unreachable += 1
                continue
            if wheel is not None:
                return wheel
        if unreachable:
            raise NetworkError(
                f"{unreachable} of your package indexes could not be reached, and no other has "
                f"{distribution} {version}. What had arrived was kept. Check the network and run it again."
            )
        raise SourceMissingError(
            f"None of your package indexes has {distribution} {version}. Nothing was changed. "
            "Check pip's index settings (pip config list), or use another place."
        )

    def _verify(self) -> Any:
        if not self.settings.certificate:
            return True
        import ssl

        return ssl.create_default_context(cafile=self.settings.certificate)

    def _sources(self) -> Iterator[tuple[str, bool]]:
        """Folders first: they cost nothing."""
        yield from ((link, False) for link in self.settings.find_links)
        yield from ((index, True) for index in self.settings.indexes)

    def _look(
        self, source: str, is_index: bool, distribution: str, version: str, client: httpx.Client
    ) -> Remote | None:
        from packaging.version import Version
        from unearth import PackageFinder

        logging.getLogger("unearth").setLevel(logging.ERROR)
        if "://" not in source and not file_path(source).exists():
            return None
        bare, auth = split_credentials(source)
        place = {"index_urls" if is_index else "find_links": [bare]}
        reader = _PageReader(client, auth, self.settings.trusted_hosts)
        finder = PackageFinder(session=reader, ignore_compatibility=True, only_binary=[distribution], **place)
        wheels = (
            package
            for package in finder.find_all_packages(distribution, allow_yanked=True)
            if package.link.is_wheel and Version(package.version) == Version(version)
        )
        return next((_remote(package.link, bare, auth) for package in wheels), None)


def _remote(link: Any, source: str, auth: tuple[str, str] | None) -> Remote:
    hashes = link.hash_option or {}
    own_host = urlsplit(link.normalized).netloc == urlsplit(source).netloc
    return Remote(
        url=link.url_without_fragment,
        label=link.filename,
        sha256=next(iter(hashes.get("sha256", [])), ""),
        auth=auth if own_host else None,
    )


def split_credentials(url: str) -> tuple[str, tuple[str, str] | None]:
    """`https://me:secret@host/simple` -> the address without them, and (me, secret)."""
    parts = urlsplit(url)
    account, at, host = parts.netloc.rpartition("@")
    if not at:
        return url, None
    user, _, password = account.partition(":")
    return urlunsplit(parts._replace(netloc=host)), (unquote(user), unquote(password))


class _UnreachableError(Exception):
    """An index that did not answer, or answered that it is not well."""


@dataclass(frozen=True)
class _Page:
    """An index page as unearth reads it."""

    url: str
    content: bytes
    status_code: int = 200
    reason_phrase: str = ""
    encoding: str | None = "utf-8"
    headers: Mapping[str, str] = field(default_factory=lambda: {"Content-Type": "text/html"})


class _PageReader:
    """What unearth reads index pages with: our client for the web, plain reading for files."""

    def __init__(
        self, client: httpx.Client, auth: tuple[str, str] | None, trusted_hosts: Iterable[str]
    ) -> None:
        self.client = client
        self.auth = auth
        self.trusted_hosts = tuple(trusted_hosts)

    def get(self, url: str, *, headers: Mapping[str, str] | None = None) -> _Page:
        if urlsplit(url).scheme == "file":
            return _read_page(file_path(url), url)
        return self._ask("GET", url, headers)

    def head(self, url: str, *, headers: Mapping[str, str] | None = None) -> _Page:
        return self._ask("HEAD", url, headers)

    def iter_secure_origins(self) -> Iterator[tuple[str, str, str]]:
        from unearth.fetchers import DEFAULT_SECURE_ORIGINS

        yield from DEFAULT_SECURE_ORIGINS
        for trusted in self.trusted_hosts:
            host, _, port = trusted.partition(":")
            yield "*", host, port or "*"

    def _ask(self, method: str, url: str, headers: Mapping[str, str] | None) -> _Page:
        import httpx

        try:
            answer = self.client.request(method, url, headers=headers, auth=self.auth, follow_redirects=True)
        except httpx.TransportError as fault:
            raise _UnreachableError from fault
        if answer.status_code >= 500 or answer.status_code in (401, 403, 407, 429):
            raise _UnreachableError
        return _Page(
            str(answer.url),
            answer.content,
            answer.status_code,
            answer.reason_phrase,
            answer.encoding,
            {"Content-Type": answer.headers.get("Content-Type", "Unknown")},
        )


def _read_page(path: Path, url: str) -> _Page:
    try:
        return _Page(url, path.read_bytes())
    except OSError as fault:
        return _Page(url, b"", 404, os.strerror(fault.errno or 0))
