"""The office's spreadsheet in and out of the store."""

from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

from flows.home import open_home
from flows.settings import Settings
from models.words import Words
from scrapers.roster import read_roster, write_csv, write_xlsx
from scrapers.roster_doubts import Doubt, doubts
from scrapers.roster_succession import ContradictoryRoster, contradictions


class Unreachable(Exception):
    """A file cannot be read or written; the words say which and why."""

    def __init__(self, words: Words) -> None:
        super().__init__(words.en)
        self.words = words


def import_file(settings: Settings, file: Path, *, dry_run: bool, now: datetime | None) -> Words:
    """Import a roster file, all or nothing; what is wrong is said before anything is written.

    Raises BadRoster naming every bad row, and ContradictoryRoster where it cannot be true beside what is there.
    """
    agencies = read_roster(_content(file), name=file.name)
    with open_home(settings, now=now) as home:
        known = {agency.code: agency for agency in home.store.agencies()}
        if found := contradictions((known | {agency.code: agency for agency in agencies}).values()):
            raise ContradictoryRoster(found)
        doubtful = _said(doubts(agencies, known=known))
        if dry_run:
            return Words(
                zh=f"检查通过：{len(agencies)} 个单位；未写入（--dry-run）{doubtful.zh}",
                en=f"All {len(agencies)} rows are good; nothing was written (--dry-run){doubtful.en}",
            )
        change = home.store.import_roster(agencies, at=home.now())
    return Words(
        zh=f"已导入 {len(agencies)} 个单位：新增 {len(change.added)}，变更 {len(change.changed)}，"
        f"未变 {len(change.unchanged)}{doubtful.zh}",
        en=f"Imported {len(agencies)} agencies: {len(change.added)} new, {len(change.changed)} changed, "
        f"{len(change.unchanged)} unchanged{doubtful.en}",
    )


def _said(doubtful: Iterable[Doubt]) -> Words:
    """A line for each thing worth a look; they stop no import."""
    listed = tuple(doubtful)
    return Words(
        zh="".join(f"\n请留意 {d.code} {d.column}「{d.value}」：{d.words.zh}" for d in listed),
        en="".join(f"\nlook at {d.code}, {d.column} “{d.value}”: {d.words.en}" for d in listed),
    )


def export_file(settings: Settings, file: Path) -> Words:
    """Write the whole roster as CSV or XLSX, by the file's suffix."""
    with open_home(settings) as home:
        agencies = home.store.agencies()
    write = write_xlsx if file.suffix.lower() == ".xlsx" else write_csv
    try:
        file.write_bytes(write(agencies, settings.language))
    except OSError as error:
        raise Unreachable(
            Words(zh=f"无法写入 {file}：{error.strerror}", en=f"Cannot write {file}: {error.strerror}")
        ) from error
    return Words(zh=f"已导出 {len(agencies)} 个单位到 {file}", en=f"Wrote {len(agencies)} agencies to {file}")


def _content(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        raise Unreachable(
            Words(zh=f"无法读取 {file}：{error.strerror}", en=f"Cannot read {file}: {error.strerror}")
        ) from error
