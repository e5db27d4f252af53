"""No connection to an address that is not public, whatever the name server says."""

from __future__ import annotations

from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit
from urllib.request import getproxies

from scrapy.resolver import CachingHostnameResolver

from bwcrawler.urls import is_loopback

if TYPE_CHECKING:
    from collections.abc import Sequence

    from twisted.internet.base import ReactorBase
    from twisted.internet.interfaces import IAddress, IHostResolution, IResolutionReceiver

_NAT64 = IPv6Network("64:ff9b::/96")


class PublicResolver(CachingHostnameResolver):
    """Scrapy's resolver, but it passes over addresses that are not public.

    It is asked for every connection, names and literal addresses alike, so a name that changes its
    address while a crawl runs (DNS rebinding) leads nowhere either. Loopback is for those who ask
    for it: `localhost` and literal addresses, which `middlewares.scope` lets pass only where they
    are the crawled site. Whoever runs the crawl may have chosen a proxy that is not public.
    """

    def __init__(self, reactor: ReactorBase, cache_size: int) -> None:
        super().__init__(reactor, cache_size)
        self._proxies = {urlsplit(proxy).hostname for proxy in getproxies().values()}
        self.refused: dict[str, str] = {}
        """Addresses that were passed over, by the names that they were given for."""

    def resolveHostName(  # noqa: N802 - Twisted's name
        self,
        resolutionReceiver: IResolutionReceiver,  # noqa: N803
        hostName: str,  # noqa: N803
        portNumber: int = 0,  # noqa: N803
        addressTypes: Sequence[type[IAddress]] | None = None,  # noqa: N803
        transportSemantics: str = "TCP",  # noqa: N803
    ) -> IHostResolution:
        """As Twisted's."""
        receiver: Any = resolutionReceiver
        if hostName not in self._proxies:
            receiver = _PublicOnly(resolutionReceiver, hostName, self.refused)
        return super().resolveHostName(
            receiver, hostName, portNumber, addressTypes, transportSemantics
        )


class _PublicOnly:
    """An `IResolutionReceiver` that hands on what is public."""

    def __init__(self, receiver: Any, name: str, refused: dict[str, str]) -> None:
        self._receiver = receiver
        self._name = name
        self._refused = refused

    def resolutionBegan(self, resolution: IHostResolution) -> None:  # noqa: N802
        self._receiver.resolutionBegan(resolution)

    def addressResolved(self, address: IAddress) -> None:  # noqa: N802
        host = getattr(address, "host", "")
        if is_public(host) or (is_loopback(self._name) and is_loopback(host)):
            self._receiver.addressResolved(address)
        else:
            self._refused[self._name] = host

    def resolutionComplete(self) -> None:  # noqa: N802
        self._receiver.resolutionComplete()


def is_public(address: str) -> bool:
    """True where the address is one of the public internet, as IANA's registries say.

    False for private, link-local, multicast, reserved, unspecified and loopback addresses, for
    IPv6 addresses in which such an IPv4 address is written, and for what is no address.
    """
    try:
        ip = ip_address(address)
    except ValueError:
        return False
    if isinstance(ip, IPv6Address) and (inner := _ipv4_in(ip)) is not None:
        ip = inner
    return ip.is_global and not ip.is_multicast and not ip.is_reserved


def _ipv4_in(ip: IPv6Address) -> IPv4Address | None:
    """The address that is mapped (RFC 4291), or reached by 6to4 (RFC 3056) or NAT64 (RFC 6052)."""
    if ip in _NAT64:
        return IPv4Address(int(ip) & 0xFFFFFFFF)
    return ip.ipv4_mapped or ip.sixtofour
