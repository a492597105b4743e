"""`chunxun backup` and `chunxun restore`: all that is kept into one file, and out of it into an empty home."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from flows.audit import said_of
from flows.options import HomeOption, explained, say, settings_of
from flows.settings import Settings
from models.chain import Audit
from models.words import Words

if TYPE_CHECKING:  # it brings the database along
    from flows.archive.file import Manifest

ToFile = Annotated[Path, typer.Argument(help="写到 .tar 或 .tar.gz · where to write", show_default=False)]
FromFile = Annotated[Path, typer.Argument(help="chunxun backup 写出的文件 · what backup wrote")]


def backup(file: ToFile, home: HomeOption = None) -> None:
    """备份数据库、保管库、已冻结的消息和设置，并重读核验。All that is kept into one file, read again and checked."""
    from flows.archive.write import write_backup

    settings = settings_of(home)
    with explained(settings.language, failure=2):
        manifest, audits = write_backup(settings, file)
    inside = manifest.contents
    say(
        Words(
            zh=f"已写出并核验 {file}：{len(inside.tables)} 张表 {rows_of(manifest)} 行、保管库 {inside.files} 个文件"
            f"（{inside.size} 字节）、消息和设置 {len(inside.home)} 个文件。不含 secrets/，请另行保存。",
            en=f"Wrote and checked {file}: {rows_of(manifest)} rows of {len(inside.tables)} tables, {inside.files} files of the "
            f"vault ({inside.size} bytes), {len(inside.home)} messages and settings. Without secrets/: keep those elsewhere.",
        ),
        settings.language,
    )
    _end(settings, manifest, audits)


def restore(file: FromFile, home: HomeOption = None) -> None:
    """把备份恢复到空的数据目录，并核验。Into an empty home, on SQLite or PostgreSQL; refused where anything is kept."""
    from flows.archive.restore import restore_backup

    settings = settings_of(home)
    with explained(settings.language, failure=2):
        restored = restore_backup(settings, file)
    inside = restored.manifest.contents
    say(
        Words(
            zh=f"已恢复并核验：{rows_of(restored.manifest)} 行、保管库 {inside.files} 个文件、消息和设置 {len(inside.home)} 个文件"
            f"（备份于 {restored.manifest.made}）。",
            en=f"Restored and checked: {rows_of(restored.manifest)} rows, {inside.files} files of the vault, "
            f"{len(inside.home)} messages and settings (backed up {restored.manifest.made}).",
        ),
        settings.language,
    )
    for aside in restored.aside:
        say(
            Words(
                zh=f"未启用 {aside}：已有同名文件，或其中指定了数据库或保管库；请核对后改名",
                en=f"{aside} is not in force: there was such a file, or it names a database or vault; look, then rename it",
            ),
            settings.language,
        )
    _end(settings, restored.manifest, restored.audits)


def rows_of(manifest: "Manifest") -> int:
    """How many rows a backup holds."""
    return sum(table.rows for table in manifest.contents.tables.values())


def _end(settings: Settings, manifest: "Manifest", audits: Sequence[Audit]) -> None:
    """Say what was not whole already when it was backed up; then the command ends with 1."""
    broken = [each for each in audits if each.broken is not None]
    for each in broken:
        say(said_of(each), settings.language, err=True)
    if manifest.lost:
        say(
            Words(
                zh=f"保管库中缺失或损坏 {len(manifest.lost)} 个文件，已列入备份的 manifest.json，如 {manifest.lost[0]}",
                en=f"{len(manifest.lost)} kept files are missing or damaged, and named in the backup's manifest.json; "
                f"one is {manifest.lost[0]}",
            ),
            settings.language,
            err=True,
        )
    if broken or manifest.lost:
        raise typer.Exit(1)
