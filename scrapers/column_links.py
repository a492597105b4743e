"""What a portal's page offers on the way to a column: its links, its own search, the name it gives itself. Pure."""

import re
from urllib.parse import urlencode

from scrapers.page import Page

MOST_LINKS = 3000  # looked at on one page
BEFORE_THE_SITE = re.compile(r"[_|—–-]")  # 政府信息公开年报_云溪县水利局
SOUGHT = "政府信息公开年报"


def links_of(page: Page) -> list[tuple[str, str]]:
    """Every link of a page with the words on it."""
    found = []
    for node in page.tree.css("a[href],area[href]")[:MOST_LINKS]:
        url = page.absolute(node.attributes.get("href") or "")
        words = node.attributes.get("title") or node.text(strip=True) or node.attributes.get("alt") or ""
        if url is not None:
            found.append((url, " ".join(words.split())))
    return found


def site_search(page: Page) -> str | None:
    """The site's own search for the column's name, where a plain form offers one."""
    for form in page.tree.css("form[action]"):
        field = form.css_first("input[type=text][name],input[type=search][name],input[name]:not([type])")
        address = page.absolute(form.attributes.get("action") or "")
        if field is not None and address and (form.attributes.get("method") or "get").lower() == "get":
            return f"{address.partition('?')[0]}?{urlencode({field.attributes.get('name') or '': SOUGHT})}"
    return None


def heading_of(page: Page) -> str:
    """How a page names its column: by its meta tag, else by its title without the site's name."""
    meta = page.tree.css_first("meta[name='ColumnName']")
    said = meta.attributes.get("content") or "" if meta else ""
    return said or BEFORE_THE_SITE.split(page.title)[0].strip()
