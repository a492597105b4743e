"""Vsb (博达): details `/info/1050/64208.htm`, lists `zfxxgknb.htm`, then `zfxxgknb/3.htm` counting down by 下页."""

import re
from dataclasses import replace

from scrapers.adapters import static
from scrapers.page import Page, Reading

name = "vsb"

DETAIL = re.compile(r"""(?:^|/)info/\d+/\d+\.html?(?:["'#?]|$)""")
MARK = re.compile(r"/system/resource/(?:js|code|style)/|vsb_content|VSB_", re.ASCII)
COUNT = re.compile(r"共\s*(\d+)\s*条\s*(\d+)\s*/\s*(\d+)")  # 共62条 1/4


def recognises(page: Page) -> bool:
    """Its detail addresses, or the scripts it serves from `/system/resource/`."""
    return MARK.search(page.text) is not None or any(DETAIL.search(anchor.href) for anchor in page.anchors)


def read(page: Page) -> Reading:
    """The page's list; 下页 leads on, and 共62条 1/4 says how much there is."""
    reading = static.read(page)
    if count := COUNT.search(page.visible_text):
        return replace(reading, total_rows=int(count[1]), total_pages=int(count[3]))
    return reading
