"""Which pictures of a web page may show a part of a report: seals, codes and ornaments do not."""

import re

from selectolax.lexbor import LexborNode

_ICON = 120  # pixels: what is smaller shows no table
_ORNAMENT = re.compile(
    r"icon|logo|qr_?code|ewm|erweima|wei?xin|wechat|weibo|print|share|arrow|spacer|blank|btn|button|banner|filetype",
    re.IGNORECASE,
)
_PIXELS = re.compile(r"\s*(\d{1,5})(?:px)?\s*")
_STYLED = re.compile(r"(?:^|[;\s])(?:width|height)\s*:\s*(\d{1,5})(?:\.\d*)?px", re.IGNORECASE)


def may_show_a_table(picture: LexborNode) -> bool:
    """Whether a picture is large enough, as far as the page says, and not named like an ornament."""
    said = picture.attributes
    sizes = [found[1] for name in ("width", "height") if (found := _PIXELS.fullmatch(said.get(name) or ""))]
    sizes += _STYLED.findall(said.get("style") or "")
    if any(int(size) < _ICON for size in sizes):
        return False
    source = said.get("src") or ""
    return source.startswith("data:image") or not _ORNAMENT.search(source.rpartition("/")[2])
