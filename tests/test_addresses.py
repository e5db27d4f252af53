"""Which addresses are public, and that a name's other addresses are passed over."""

from __future__ import annotations

from typing import Any

import pytest
from twisted.internet.address import IPv4Address, IPv6Address

from bwcrawler.download.resolver import PublicResolver, is_public


@pytest.mark.parametrize(
    "address",
    ["1.1.1.1", "151.101.1.140", "2606:4700::1111", "::ffff:1.1.1.1", "64:ff9b::101:101"],
)
def test_public(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize(
    "address",
    [
        *("10.0.0.1", "172.16.0.1", "192.168.1.1", "fd00::1"),  # private
        *("127.0.0.1", "127.8.8.8", "::1"),  # loopback
        *("169.254.169.254", "fe80::1"),  # link-local
        *("100.64.0.1", "192.0.0.1", "192.0.2.1", "198.18.0.1", "2001:db8::1"),  # special purpose
        *("224.0.0.1", "239.1.1.1", "ff02::1", "ff0e::1"),  # multicast
        *("240.0.0.1", "255.255.255.255", "4000::1"),  # reserved
        *("0.0.0.0", "0.1.2.3", "::"),  # unspecified
        *("::ffff:127.0.0.1", "::ffff:10.0.0.1", "::127.0.0.1"),  # IPv4 in IPv6
        *("2002:7f00:1::", "2002:a00:1::1", "64:ff9b::7f00:1", "64:ff9b::a9fe:a9fe"),
        *("fe80::1%eth0", "2130706433", "0x7f.1", "localhost", ""),  # other notations, and none
    ],
)
def test_not_public(address: str) -> None:
    assert not is_public(address)


class NameServer:
    """Stands in the place of Twisted's resolver, and answers what a test says."""

    def __init__(self, *answers: list[str]) -> None:
        self.nameResolver = self
        self._answers = iter(answers)

    def resolveHostName(self, receiver: Any, _: str, port: int, *__: Any) -> Any:  # noqa: N802
        receiver.resolutionBegan(None)
        for address in next(self._answers):
            kind = IPv6Address if ":" in address else IPv4Address
            receiver.addressResolved(kind("TCP", address, port))
        receiver.resolutionComplete()
        return receiver


class Addresses:
    """Receives what a name has come to."""

    def __init__(self) -> None:
        self.found: list[str] = []

    def resolutionBegan(self, resolution: Any) -> None:  # noqa: N802
        pass

    def addressResolved(self, address: Any) -> None:  # noqa: N802
        self.found.append(address.host)

    def resolutionComplete(self) -> None:  # noqa: N802
        self.is_complete = True


def resolved(resolver: PublicResolver, name: str) -> list[str]:
    addresses: Any = Addresses()
    resolver.resolveHostName(addresses, name, 443)
    assert addresses.is_complete
    found: list[str] = addresses.found
    return found


def resolver_of(*answers: list[str]) -> PublicResolver:
    server: Any = NameServer(*answers)
    return PublicResolver(server, cache_size=0)


def test_a_name_has_its_public_addresses() -> None:
    resolver = resolver_of(["10.0.0.1", "1.1.1.1", "::1", "2606:4700::1111"])

    assert resolved(resolver, "bitterwinter.org") == ["1.1.1.1", "2606:4700::1111"]


def test_a_name_without_public_addresses_has_none_and_is_noted() -> None:
    resolver = resolver_of(["127.0.0.1"])

    assert resolved(resolver, "bitterwinter.org") == []
    assert resolver.refused == {"bitterwinter.org": "127.0.0.1"}


def test_a_name_that_changes_its_address_on_the_way_leads_nowhere() -> None:
    resolver = resolver_of(["1.1.1.1"], ["169.254.169.254"])

    assert resolved(resolver, "bitterwinter.org") == ["1.1.1.1"]
    assert resolved(resolver, "bitterwinter.org") == []


@pytest.mark.parametrize("name", ["localhost", "wp.localhost", "127.0.0.1", "::1"])
def test_loopback_is_for_those_who_ask_for_it(name: str) -> None:
    resolver = resolver_of(["127.0.0.1", "::1", "10.0.0.1"])

    assert resolved(resolver, name) == ["127.0.0.1", "::1"]


def test_whoever_runs_the_crawl_may_choose_a_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("https_proxy", "http://proxy.example:3128")
    resolver = resolver_of(["10.0.0.1"], ["10.0.0.1"])

    assert resolved(resolver, "proxy.example") == ["10.0.0.1"]
    assert resolved(resolver, "bitterwinter.org") == []
