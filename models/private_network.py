"""Which machines may be talked to: this one and those of the person's own network, by address, not by name.

A name is looked up once, all its addresses are checked, and the connection goes to a checked address: a name
that means another machine by the time of the connection (DNS rebinding) leads nowhere.
"""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Callable, Sequence
from typing import Any

import httpcore

from models.address import Address
from models.errors import EndpointError, PublicAddressError

IpAddress = ipaddress.IPv4Address | ipaddress.IPv6Address
Lookup = Callable[[str, int], Sequence[str]]
"""The addresses of a name. Raises OSError."""

OWN_NETWORKS = tuple(
    ipaddress.ip_network(network)
    for network in (
        "127.0.0.0/8",
        "::1/128",
        "10.0.0.0/8",
        "172.16.0.0/12",
        "192.168.0.0/16",
        "fc00::/7",
        "169.254.0.0/16",
        "fe80::/10",
    )
)
"""Loopback, private (RFC 1918, RFC 4193) and link-local (RFC 3927, RFC 4291) addresses."""


def is_own(address: IpAddress) -> bool:
    """Whether it is this machine or one of the person's own network."""
    mapped = address.ipv4_mapped if isinstance(address, ipaddress.IPv6Address) else None
    plain = mapped or address
    return any(plain.version == network.version and plain in network for network in OWN_NETWORKS)


def look_up(host: str, port: int) -> list[str]:
    """The addresses of a host as the system knows them. Raises OSError."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


def check_addresses(address: Address, found: Sequence[str], *, allow_public: bool) -> list[str]:
    """What was found, when all of it may be talked to; one bad address spoils all.

    Raises PublicAddressError; a public one is never reached without TLS.
    """
    public = [one for one in found if not is_own(ipaddress.ip_address(one))]
    if public and not allow_public:
        raise PublicAddressError(
            f"{address.host} is {public[0]}, which is not on your own network. Nothing was sent. "
            "To allow it all the same: secondme models use-endpoint --allow-public"
        )
    if public and address.scheme != "https":
        raise PublicAddressError(
            f"{address.host} is {public[0]}, a public address, and {address.origin} is not encrypted. "
            "Nothing was sent. Use an https address."
        )
    return list(found)


class PinnedNetwork(httpcore.SyncBackend):
    """Connects to one endpoint and nowhere else: to the addresses that were checked.

    opened: told each connection's socket, so that it can be ended from another thread.
    """

    def __init__(
        self,
        address: Address,
        *,
        allow_public: bool,
        look_up: Lookup = look_up,
        opened: Callable[[socket.socket], None] = lambda opened: None,
    ) -> None:
        self._address, self._allow_public = address, allow_public
        self._look_up, self.opened = look_up, opened
        self._checked: list[str] = []

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Any = None,
    ) -> httpcore.NetworkStream:
        """A connection to the first checked address that takes one. Raises httpcore.ConnectError."""
        fault: Exception = httpcore.ConnectError("it has no address")
        for checked in self.addresses():
            try:
                stream = super().connect_tcp(checked, self._address.port, timeout=timeout)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                fault = error
                continue
            self._checked = [checked]
            self.opened(stream.get_extra_info("socket"))
            return stream
        self._checked = []  # The machine may have been given another address: looked up, and checked, anew.
        raise fault

    def connect_unix_socket(self, *_: Any, **__: Any) -> httpcore.NetworkStream:
        raise httpcore.ConnectError("no endpoint is behind a socket file")

    def addresses(self) -> list[str]:
        """The checked addresses, looked up at the first call. Raises EndpointError, PublicAddressError."""
        if not self._checked:
            try:
                found = self._look_up(self._address.host, self._address.port)
            except (OSError, UnicodeError) as error:
                raise EndpointError(
                    f"{self._address.host} has no address here ({error}). Nothing was sent. Check the name, "
                    "or go back to a model on this machine: secondme models use NAME"
                ) from error
            self._checked = check_addresses(self._address, found, allow_public=self._allow_public)
        return list(self._checked)
