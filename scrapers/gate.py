"""Which addresses may be opened at all. Judges only; `scrapers/door` asks here for every connection it makes."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network
from urllib.parse import SplitResult, urlsplit

import tldextract

from scrapers.errors import Forbidden

Address = IPv4Address | IPv6Address
Network = IPv4Network | IPv6Network

# `is_global` alone calls several of these global (Python 3.11): 64:ff9b::7f00:1, 224.0.0.1, 3fff::1; and
# `is_private` misses 100.100.100.200, a cloud's metadata address.
CLOSED: tuple[Network, ...] = tuple(
    ip_network(network)
    for network in (
        "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24",
        "192.0.2.0/24", "192.88.99.0/24", "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24",
        "224.0.0.0/4", "240.0.0.0/4",
        "::/96", "100::/64", "2001::/23", "2001:db8::/32", "3fff::/20", "5f00::/16", "fc00::/7", "fe80::/10",
        "fec0::/10", "ff00::/8",
    )
)  # fmt: skip
NAT64 = (ip_network("64:ff9b::/96"), ip_network("64:ff9b:1::/48"))
COMPATIBLE = ip_network("::/96")
ODD_CHARACTER = re.compile(r"[\x00-\x20\x7f\\]|%00")
PORTS = {"http": 80, "https": 443}
USUAL_PORTS = frozenset(PORTS.values())
OTHER_DOTS = frozenset("。．｡")  # IDNA reads them as dots
LOOKS_NUMERIC = re.compile(r"(?:0x[0-9a-f]*|\d+)(?:\.(?:0x[0-9a-f]*|\d+))*", re.IGNORECASE)


# The snapshot of the public suffix list inside the package: nothing is fetched.
_suffixes = tldextract.TLDExtract(suffix_list_urls=(), cache_dir=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Fence:
    """What may be reached at all: by address, by name and by port."""

    allowed: tuple[Network, ...] = ()  # networks opened besides the public ones
    closed_ports: frozenset[int] = (
        frozenset()
    )  # of our own services: shut on loopback even where it is opened
    sites: frozenset[str] | None = None  # as `site_of` gives them; None: any
    ports: frozenset[int] | None = None  # besides the usual ones; None: any

    def judge_name(self, host: str, port: int) -> None:
        """Raise Forbidden unless the host is of a site we know and the port is one of theirs."""
        if self.sites is not None and site_of(host) not in self.sites:
            raise Forbidden(
                f"主机 {host} 不属于名录中的网站；确属本单位的，请写入名录或 CHUNXUN_ALLOW_HOSTS",
                f"{host} is no site of the roster; if it is theirs, add it to the roster or CHUNXUN_ALLOW_HOSTS",
            )
        if self.ports is not None and port not in self.ports | USUAL_PORTS:
            raise Forbidden(
                f"{host} 的端口 {port} 不在名录所载的端口之内",
                f"port {port} of {host} is none that the roster names",
            )

    def judge(self, address: str, port: int) -> None:
        """Raise Forbidden unless a connection may be made to the address."""
        ip = judge_address(address, self.allowed)
        if port in self.closed_ports and ip.is_loopback:
            raise Forbidden(
                f"端口 {port} 是本机自己的服务，不予访问", f"port {port} is a service of our own and is shut"
            )


def sites_of(urls: Iterable[str]) -> frozenset[str]:
    """The sites some addresses, or bare host names, lie in."""
    return frozenset(site_of(host_of(url) if "://" in url else url) for url in urls if url.strip())


def ports_of(urls: Iterable[str]) -> frozenset[int]:
    """The ports some addresses name."""
    return frozenset(port for url in urls if (port := urlsplit(url).port) is not None)


def site_of(host: str) -> str:
    """The registrable name a host belongs to (`www.beijing.gov.cn` → `beijing.gov.cn`), or the host itself."""
    found = _suffixes(host.lower().rstrip("."))
    return f"{found.domain}.{found.suffix}" if found.domain and found.suffix else host.lower().rstrip(".")


def networks(texts: Sequence[str]) -> tuple[Network, ...]:
    """The networks of a setting such as `127.0.0.0/8`. Raises ValueError on anything else."""
    return tuple(ip_network(text.strip()) for text in texts if text.strip())


def judge_address(address: str, allowed: Sequence[Network] = ()) -> Address:
    """The address, IPv4 wrapped in IPv6 unwrapped. Raises Forbidden unless it is public or in `allowed`."""
    ip = _unwrapped(ip_address(address.split("%", maxsplit=1)[0]))
    if any(ip in network for network in allowed):
        return ip
    if not ip.is_global or any(ip in network for network in CLOSED):
        raise Forbidden(
            f"地址 {ip} 不在公共网络，也不在允许的网段内；核对名录，或设置 CHUNXUN_ALLOW_ADDRESSES",
            f"{ip} is not a public address nor in an allowed network; check the roster or CHUNXUN_ALLOW_ADDRESSES",
        )
    return ip


def judge_url(url: str) -> SplitResult:
    """The parts of an address that may be asked for. Raises Forbidden on any spelling two parsers could read apart."""
    if ODD_CHARACTER.search(url):
        raise _odd(url, "反斜杠、空白或控制字符", "a backslash, white space or control characters")
    try:
        parts = urlsplit(url)
        host, _port = parts.hostname or "", parts.port
    except ValueError as error:
        raise _odd(url, "无法解析的部分", "parts that cannot be read") from error
    if parts.scheme not in ("http", "https"):
        raise _odd(url, "http、https 以外的协议", "a scheme other than http and https")
    if parts.username is not None or parts.password is not None:
        raise _odd(url, "用户名或口令", "a user name or password")
    if (
        not host
        or unicodedata.normalize("NFKC", host) != host
        or OTHER_DOTS & set(host)
        or _is_odd_number(host)
    ):
        raise _odd(url, "不规范的主机名", "an irregular host name")
    return parts


def host_of(url: str) -> str:
    """The host an address names, lower case, without a final dot; empty where it names none."""
    try:
        return (urlsplit(url).hostname or "").rstrip(".")
    except ValueError:
        return ""


def is_same_site(one: str, other: str) -> bool:
    """Whether two addresses name one host, a leading `www.` aside."""
    return host_of(one).removeprefix("www.") == host_of(other).removeprefix("www.")


def _unwrapped(ip: Address) -> Address:
    if isinstance(ip, IPv4Address):
        return ip
    if ip.ipv4_mapped is not None:
        return ip.ipv4_mapped
    if ip.sixtofour is not None:
        return ip.sixtofour
    if ip.teredo is not None:
        return ip.teredo[1]
    if any(ip in network for network in NAT64) or (ip in COMPATIBLE and int(ip) > 1):
        return IPv4Address(int(ip) & 0xFFFFFFFF)
    return ip


def _is_odd_number(host: str) -> bool:
    """Whether a host is a number that is not four plain decimal parts: 127.1, 2130706433, 0x7f.1."""
    if not LOOKS_NUMERIC.fullmatch(host.rstrip(".")):
        return False
    try:
        IPv4Address(host)
    except ValueError:
        return True
    return False


def _odd(url: str, zh: str, en: str) -> Forbidden:
    return Forbidden(
        f"网址含有{zh}，不予打开：{url[:200]!r}", f"the address has {en} and is not opened: {url[:200]!r}"
    )
