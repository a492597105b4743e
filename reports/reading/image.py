"""A picture of a report → Manuscript, by recognition where the extra `ocr` is installed."""

from itertools import islice

from models.report import Medium
from reports.reading.layout import lines_of
from reports.reading.manuscript import Manuscript
from reports.reading.recogniser import TO_INSTALL, Recognition
from reports.reading.sheet import Sheet

_MOST_PAGES = 60  # that are counted


def read_image(content: bytes, *, recognise: bool) -> Manuscript:
    """The manuscript of a picture, or of the pages of a TIFF; `recognise` needs the extra `ocr`.

    Without it, one of pictures only, which says what to install. Raises Unreadable for a damaged or giant picture.
    """
    if not recognise:
        return Manuscript(titles=(), lines=(), unread=(_MISSING,), pictures=1, medium=Medium.PICTURES)
    from reports.reading.bitmap import pages_of
    from reports.reading.scan import sheet_of

    work, sheets, missed = Recognition(), list[Sheet](), list[str]()
    for number, page in enumerate(islice(pages_of(content), _MOST_PAGES), 1):
        if work.is_spent:
            missed.append(str(number))
            continue
        sheets.append(sheet_of(page, work.engine))
        work.note(sheets[-1])
    lines = lines_of(sheets)
    unread = (f"第 {'、'.join(missed)} 页没有识别：扫描页过多",) if missed else ()
    return Manuscript(
        titles=(),
        lines=lines,
        unread=unread if lines else (*unread, _NOTHING),
        pictures=len(missed) if lines else len(missed) + len(sheets),
        medium=Medium.RECOGNISED if lines else Medium.PICTURES,
    )


_MISSING = f"这是图片，没有识别其中的文字{TO_INSTALL}"
_NOTHING = "这是图片，没有识别出文字"
