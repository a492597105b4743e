"""Where each family of portals puts its columns, its articles and their attachments."""

import hashlib
from collections.abc import Mapping

from .facts import Article, Column

MODULE = "/module/xxgk/xxgkAnnualReport.jsp"
FRAME = "/opennessContent/iframe/"
# How the pages are made → the family as a roster writes it, where that is another word.
IN_THE_ROSTER: Mapping[str, str] = {"hanweb_sealed": "hanweb", "anhui_frame": "anhui"}


def column_path(family: str, column: Column) -> str:
    """Where a column is entered, as an auditor would copy it from the browser."""
    return {
        "trs": f"/zwgk/zfxxgk/{column.id}/",
        "hanweb": f"/col/col{column.id}/index.html",
        "hanweb_sealed": f"/col/col{column.id}/index.html",
        "hanweb_report": f"{MODULE}?area={column.id}&fbtime=2025",
        "vsb": f"/zfxxgk/nb{column.id}.htm",
        "gkmlpt": f"/gkmlpt/index#{column.id}",
        "nfcms": f"/xxgk/{column.id}/index.html",
        "shtml_hex": f"/ycxf/{column.id}/list.shtml",
        "anhui": f"/OpennessContent/showList/15/{column.id}/page_1.html",
        "anhui_frame": f"/xxgk/{column.id}/",
        "script": f"/gkml/{column.id}/",
        "generic": f"/xxgk/{column.id}/list.shtml",
    }[family]


def article_path(family: str, article: Article) -> str:
    """Where an article stands. TRS and hanweb write the true day into the address, whatever the page claims."""
    at, number, column = article.at, article.number, article.column.id
    digest = hashlib.md5(str(number).encode(), usedforsecurity=False).hexdigest()
    year = article.report.year if article.report else at.year
    return {
        "trs": f"/zwgk/zfxxgk/{column}/{at:%Y%m}/t{at:%Y%m%d}_{number}.html",
        "hanweb": f"/art/{at.year}/{at.month}/{at.day}/art_{column}_{number}.html",
        "hanweb_sealed": f"/art/{at.year}/art_{digest}.html",
        "hanweb_report": f"{MODULE}?area={column}&fbtime={year}",
        "vsb": f"/info/{column}/{number}.htm",
        "gkmlpt": f"/gkmlpt/content/0/{number // 1000}/post_{number}.html",
        "nfcms": f"/xxgk/{column}/content/post_{number}.html",
        "shtml_hex": f"/ycxf/{column}/{at:%Y%m}/{digest}.shtml",
        "anhui": f"/OpennessContent/show/{number}.html",
        # An ObjectId begins with the second in which it was made.
        "anhui_frame": f"/xxgk/openness/detail/annual_report/{int(at.timestamp()):08x}{digest[:16]}.html",
        "script": f"/gkml/{column}/{at:%Y%m}/{digest}.html",
        "generic": f"/xxgk/{column}/{at:%Y%m}/{digest}.shtml",
    }[family]


def attachment_path(article: Article) -> str:
    """Where the PDF of an article lies; empty: it has none."""
    if article.report is None or not article.report.pdf:
        return ""
    folder = article_path("trs", article).rsplit("/", 1)[0]
    return f"{folder}/P0{article.at:%Y%m%d}{article.number}.pdf"
