"""Which addresses may be opened."""

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scrapers import gate
from scrapers.errors import Forbidden

CLOSED = (
    "127.0.0.1", "127.9.9.9", "0.0.0.0", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "169.254.0.23",
    "100.100.100.200", "100.64.0.1", "192.0.0.8", "192.0.2.1", "192.88.99.1", "198.18.0.1", "198.51.100.7",
    "203.0.113.9", "224.0.0.1", "240.0.0.1", "255.255.255.255",
    "::1", "::", "::127.0.0.1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "64:ff9b::7f00:1", "2002:7f00:1::",
    "2001:0:4136:e378:8000:63bf:80ff:fffe", "fd00:ec2::254", "fc00::1", "fe80::1", "fe80::1%eth0", "ff02::1",
    "2001:db8::1", "3fff::1", "fec0::1",
)  # fmt: skip
OPEN = (
    "59.36.1.1",
    "202.106.0.20",
    "1.1.1.1",
    "240e::1",
    "2408:8000::1",
    "::ffff:59.36.1.1",
    "64:ff9b::3b24:101",
)
ODD_URLS = (
    "file:///etc/passwd", "ftp://a.gov.cn/", "javascript:alert(1)", "data:text/html,x", "view-source:http://a.gov.cn/",
    "chrome://version", "//a.gov.cn/", "http:///x", "http://", "http://user@a.gov.cn/", "http://u:p@a.gov.cn/",
    "http://a.gov.cn\\@127.0.0.1/", "http://a.gov.cn/\r\nHost: b", "http://a.gov.cn/a b", "http://a.gov.cn%00.x/",
    "http://2130706433/", "http://0x7f.1/", "http://0177.0.0.1/", "http://127.1/", "http://0/", "http://①②⑦.⓪.⓪.①/",
    "http://127。0。0。1/", "http://a.gov.cn:99999/", "http://[::1/",
)  # fmt: skip


@pytest.mark.parametrize("address", CLOSED)
def test_an_address_inside_our_own_world_is_refused(address: str) -> None:
    with pytest.raises(Forbidden, match="CHUNXUN_ALLOW_ADDRESSES"):
        gate.judge_address(address)


@pytest.mark.parametrize("address", OPEN)
def test_a_public_address_passes(address: str) -> None:
    gate.judge_address(address)


@given(
    network=st.sampled_from([network for network in gate.CLOSED if network.version == 4]),
    offset=st.integers(min_value=0, max_value=2**32),
)
def test_no_address_of_a_closed_network_passes_in_any_wrapping(network: gate.Network, offset: int) -> None:
    plain = network[offset % network.num_addresses]
    packed = int(plain)
    for wrapped in (plain, f"::ffff:{plain}", f"64:ff9b::{packed >> 16:x}:{packed & 0xFFFF:x}"):
        with pytest.raises(Forbidden):
            gate.judge_address(str(wrapped))


def test_a_network_can_be_opened_and_opens_nothing_else() -> None:
    allowed = gate.networks(("127.77.0.0/16",))

    gate.judge_address("127.77.1.1", allowed)
    gate.judge_address("::ffff:127.77.1.1", allowed)
    with pytest.raises(Forbidden):
        gate.judge_address("127.78.1.1", allowed)


@pytest.mark.parametrize("url", ODD_URLS)
def test_a_spelling_two_parsers_could_read_apart_is_refused(url: str) -> None:
    with pytest.raises(Forbidden):
        gate.judge_url(url)


@pytest.mark.parametrize(
    "url", ["http://www.a.gov.cn/x?y=1#z", "https://127.0.0.1:8080/", "http://[240e::1]/", "http://政务.cn/"]
)
def test_an_ordinary_address_passes(url: str) -> None:
    assert gate.judge_url(url).hostname


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("http://www.a.gov.cn/x", "https://a.gov.cn/y", True),
        ("http://a.gov.cn/", "http://a.gov.cn./", True),
        ("http://a.gov.cn/", "http://evila.gov.cn/", False),
        ("http://a.gov.cn/", "http://a.gov.cn.evil.com/", False),
    ],
)
def test_a_site_is_its_host_with_or_without_www(one: str, other: str, same: bool) -> None:
    assert gate.is_same_site(one, other) is same


def test_a_port_of_our_own_services_is_shut_even_where_loopback_is_opened() -> None:
    fence = gate.Fence(allowed=gate.networks(("127.0.0.0/8",)), closed_ports=frozenset({4200}))

    fence.judge("127.5.5.5", 80)
    for address in ("127.0.0.1", "127.5.5.5", "::ffff:127.0.0.1"):
        with pytest.raises(Forbidden):
            fence.judge(address, 4200)


@pytest.mark.parametrize(
    ("host", "port", "passes"),
    [
        ("www.nanyang.gov.cn", 443, True),
        ("zwgk.nanyang.gov.cn", 8080, True),  # a port the roster names
        ("nanyang.gov.cn.", 80, True),
        ("nanyang.gov.cn", 6379, False),
        ("evil-nanyang.gov.cn", 80, False),
        ("nanyang.gov.cn.evil.com", 80, False),
        ("update.googleapis.com", 443, False),
        ("127.77.1.1", 80, True),  # an address is a site of its own
        ("127.77.1.2", 80, False),
    ],
)
def test_only_sites_and_ports_of_the_roster_are_reached(host: str, port: int, passes: bool) -> None:
    known = ["http://www.nanyang.gov.cn:8080/zfxxgknb/", "http://127.77.1.1/"]
    fence = gate.Fence(sites=gate.sites_of(known), ports=gate.ports_of(known))

    with contextlib.nullcontext() if passes else pytest.raises(Forbidden):
        fence.judge_name(host, port)
