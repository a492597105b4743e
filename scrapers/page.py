"""What an adapter is shown, and what it may answer."""

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from functools import cached_property
from urllib.parse import urldefrag, urljoin, urlsplit

from selectolax.lexbor import LexborHTMLParser

from models.exchange import Exchange
from models.visit import Document, Link, Via
from scrapers import media
from scrapers.anchors import Anchor, anchors_of
from scrapers.text import DECLARED, Decoded, decode

STRIPPED = re.compile(r"[\x00-\x1f\x7f]+")
# Most links of most lists, joined without the long way round: no dots that climb, no empty part, no scheme.
PLAIN_HREF = re.compile(
    r"(?:\./|/)?[A-Za-z0-9_-][A-Za-z0-9_-]*(?:[./][A-Za-z0-9_-]+)*/?(?:\?[A-Za-z0-9_=&-]+)?"
)
INVISIBLE = "script,style,noscript,template,head,[hidden],[style*='display:none'],[style*='display: none']"


@dataclass(frozen=True, kw_only=True)
class Page:
    """One answer of a portal, kept in the vault. `status` is the answer's, also when a browser opened it."""

    url: str  # as asked for, with its fragment
    final_url: str  # after redirects
    status: int
    content: bytes = field(repr=False)  # decompressed; of a browser, the rendered document in UTF-8
    text: str = field(repr=False)  # empty unless the media type is text
    media_type: str  # by content
    charset: str = ""
    sha256: str
    fetched_at: datetime  # UTC
    via: Via = Via.HTTP
    headers: Mapping[str, str] = field(default_factory=dict, repr=False)  # names in lower case
    last_modified: datetime | None = None  # the server's claim
    exchanges: tuple[Exchange, ...] = field(default=(), repr=False)  # one for each hop, its own last
    notes: tuple[str, ...] = ()  # what went wrong beside it, such as failed script requests
    screenshot: str = ""  # SHA-256 of a PNG of it, kept; empty: none was taken

    @cached_property
    def tree(self) -> LexborHTMLParser:
        """The page as parsed; whoever changes it does so in a `clone`."""
        return LexborHTMLParser(self.text)

    @cached_property
    def anchors(self) -> tuple[Anchor, ...]:
        """Every link, in the order of the page."""
        return anchors_of(self.tree)

    @cached_property
    def visible_text(self) -> str:
        """What a reader sees, white space collapsed; hidden parts and the head left out."""
        tree = self.tree.clone()
        for node in tree.css(INVISIBLE):
            node.decompose()
        return " ".join(tree.root.text(separator=" ").split()) if tree.root else ""

    @cached_property
    def title(self) -> str:
        """The `<title>`, white space collapsed."""
        node = self.tree.css_first("title")
        return " ".join(node.text().split()) if node else ""

    @cached_property
    def base(self) -> str:
        """What relative links start from: `<base href>`, else the final address."""
        node = self.tree.css_first("base[href]")
        return urljoin(self.final_url, node.attributes.get("href") or "") if node else self.final_url

    def absolute(self, href: str) -> str | None:
        """A link's full address without its fragment, or None where it leads to no other page."""
        if PLAIN_HREF.fullmatch(href):
            return (
                f"{self._origin}{href}"
                if href.startswith("/")
                else f"{self._folder}{href.removeprefix('./')}"
            )
        return absolute(self.base, href)

    @cached_property
    def _origin(self) -> str:
        parts = urlsplit(self.base)
        return f"{parts.scheme}://{parts.netloc}"

    @cached_property
    def _folder(self) -> str:
        return f"{self._origin}{(urlsplit(self.base).path or '/').rpartition('/')[0]}/"

    def document(self) -> Document:
        """The page as kept evidence."""
        return Document(
            sha256=self.sha256,
            url=self.url,
            final_url=self.final_url,
            media_type=self.media_type,
            charset=self.charset,
            size=len(self.content),
            fetched_at=self.fetched_at,
            last_modified=self.last_modified,
            via=self.via,
        )


def page_of_bytes(
    *,
    url: str,
    final_url: str,
    status: int,
    headers: Mapping[str, str],
    content: bytes,
    fetched_at: datetime,
    exchanges: tuple[Exchange, ...] = (),
) -> Page:
    """An HTTP answer as a page: its kind by its content, its text by its bytes."""
    declared = headers.get("content-type", "")
    kind = media.media_type(content, declared, final_url)
    charset = DECLARED.search(declared.encode("ascii", "replace"))
    decoded = (
        decode(content, charset[1].decode() if charset else "") if media.is_text(kind) else Decoded("", "")
    )
    sha256 = hashlib.sha256(content).hexdigest()
    return Page(
        url=url,
        final_url=final_url,
        status=status,
        content=content,
        text=decoded.text,
        charset=decoded.charset,
        media_type=kind,
        sha256=sha256,
        fetched_at=fetched_at,
        headers=headers,
        last_modified=_last_modified(headers),
        exchanges=(*exchanges[:-1], *(replace(own, sha256=sha256) for own in exchanges[-1:])),
    )


def page_of_document(
    *,
    url: str,
    final_url: str,
    status: int,
    headers: Mapping[str, str],
    html: str,
    fetched_at: datetime,
    exchanges: tuple[Exchange, ...] = (),
    notes: tuple[str, ...],
) -> Page:
    """A document as a browser has drawn it."""
    content = html.encode("utf-8", "replace")
    return Page(
        url=url,
        final_url=final_url,
        status=status,
        content=content,
        text=html,
        charset="utf-8",
        media_type="text/html",
        sha256=hashlib.sha256(content).hexdigest(),
        fetched_at=fetched_at,
        via=Via.BROWSER,
        headers=headers,
        last_modified=_last_modified(headers),
        exchanges=exchanges,
        notes=notes,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One more page of the listing: asked for, by POST where it has a form, or reached by pressing a control."""

    url: str
    why: str  # e.g. `page 2 of 3`
    form: tuple[tuple[str, str], ...] | None = None
    press: str = ""  # the words on a control of the page a browser shows; empty: open `url`
    until_all: bool = False  # needless once as many rows are read as the listing says it holds


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What an adapter found on one page of a listing."""

    links: tuple[Link, ...] = ()  # rows of the listing, in its order
    aside: tuple[Link, ...] = ()  # every other titled link of the page
    steps: tuple[Step, ...] = ()  # pages that belong to the same listing
    addressless: tuple[str, ...] = ()  # what records say that lead nowhere; markup is looked at anyway
    rows: int | None = None  # records on this page, those without a link included; None: as many as links
    total_rows: int | None = None  # what the page says the listing holds
    total_pages: int | None = None
    recognised: bool = True  # False: not a page of this family
    empty_container: bool = False  # the list's place is there, and nothing in it
    says_empty: bool = False  # the page states that it lists nothing
    unfollowed: str = ""  # why there is more than `steps` lead to; empty: there is not


def absolute(base: str, href: str) -> str | None:
    """A link's full address as browsers read it: control characters dropped, backslashes turned, fragment cut."""
    cleaned = STRIPPED.sub("", href).strip().replace("\\", "/").replace(" ", "%20")
    if not cleaned or cleaned.startswith("#"):
        return None
    try:
        full = urldefrag(urljoin(base, cleaned)).url
        parts = urlsplit(full)
    except ValueError:
        return None
    return full if parts.scheme in ("http", "https") and parts.hostname else None


def _last_modified(headers: Mapping[str, str]) -> datetime | None:
    try:
        said = parsedate_to_datetime(headers.get("last-modified", ""))
    except (ValueError, TypeError):
        return None
    return said.astimezone(UTC) if said.tzinfo is not None else said.replace(tzinfo=UTC)
