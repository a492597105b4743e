"""The peer: Scrapy over the same pages, matching titles and writing one line a page.

`python -m tests.benchmarks.peer.spider PORT FEED [--sorted]`
"""

import re
import sys
from collections.abc import Iterator

import scrapy
from scrapy.crawler import CrawlerProcess
from scrapy.http import Response

from tests.benchmarks.peer import world

REPORT = re.compile(rf"{world.YEAR}年度?政府信息公开工作年度报告")


class Columns(scrapy.Spider):
    """Every column once; what it lists, and whether this year's report is in it."""

    name = "columns"

    def __init__(self, port: str, in_order: str) -> None:
        super().__init__()
        chosen = list(world.columns())
        if in_order == "sorted":
            chosen.sort(key=lambda column: column.host)
        self.urls = [f"http://{column.host}:{port}{column.path}" for column in chosen]

    async def start(self) -> Iterator[scrapy.Request]:
        for url in self.urls:
            yield scrapy.Request(url, dont_filter=True)

    def parse(self, response: Response) -> Iterator[dict[str, object]]:
        rows = [
            {
                "title": row.css("a::attr(title)").get() or row.css("a::text").get(),
                "url": response.urljoin(row.css("a::attr(href)").get() or ""),
                "date": row.css("span::text").get(),
            }
            for row in response.css("ul.list li")
        ]
        found = [row for row in rows if REPORT.search(row["title"] or "")]
        yield {"url": response.url, "rows": rows, "found": found[:1]}


def main() -> None:
    port, feed, in_order = sys.argv[1:4]
    process = CrawlerProcess(
        {
            "ROBOTSTXT_OBEY": True,
            "CONCURRENT_REQUESTS": 32,
            "CONCURRENT_REQUESTS_PER_DOMAIN": 1,
            "DOWNLOAD_DELAY": 0,
            "DOWNLOAD_TIMEOUT": 5,
            "RETRY_ENABLED": False,
            "COOKIES_ENABLED": False,
            "TELNETCONSOLE_ENABLED": False,
            "LOG_LEVEL": "ERROR",
            "FEEDS": {feed: {"format": "jsonlines"}},
        }
    )
    process.crawl(Columns, port=port, in_order=in_order)
    process.start()


if __name__ == "__main__":
    main()
