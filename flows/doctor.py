"""`chunxun doctor`: is everything there that a patrol needs, and how to mend what is not."""

import asyncio
import shutil
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlalchemy.exc import SQLAlchemyError

from flows.audit import look_through, said_of
from flows.conversion import converter
from flows.home import open_home
from flows.manners import browser_of, manners_of
from flows.offices import read_offices, wrong_entries
from flows.secret_names import NoSecret, revealed
from flows.settings import BadSettings, Settings
from models.engine import engine_for
from models.errors import MemoryTrouble
from models.migration import schema
from models.office import Channel
from models.store import Store
from models.times import BEIJING
from models.words import Words
from notifications.send import why_not
from reports.reading.recogniser import is_installed
from scrapers.errors import VaultDamaged
from scrapers.line import clock_astray, is_healthy
from scrapers.opener import Opener
from scrapers.vault import Vault

SAMPLE = 200  # files of the vault that are read again
LOW_DISK = 2 * 1024**3  # bytes; below this a patrol should not begin (reliability R-08)


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """One thing looked at. `words` says what was found and, where it is not well, how to mend it."""

    name: Words
    is_well: bool
    words: Words


def examine_setup(settings: Settings) -> int:
    """Look at everything and print a line each; 0 when all is well, else 1."""
    language = settings.language
    checks = [check for look in _LOOKS for check in look(settings)]
    for check in checks:
        mark = "✓" if check.is_well else "✗"
        print(f"{mark} {check.name.said_in(language)}: {check.words.said_in(language)}")
    for line in in_force(settings):
        print(f"  {line}")
    return 0 if all(check.is_well for check in checks) else 1


def in_force(settings: Settings) -> Iterator[str]:
    """Every setting and its value; a password in the database's address and the operators' address are masked."""
    for name in type(settings).model_fields:
        value = getattr(settings, name)
        if name == "database_url":
            value = engine_for(settings.store_url).url.render_as_string(hide_password=True)
        if name == "operators" and value and not value.startswith("secret:"):
            value = "***"
        yield f"{name} = {value}"


def _database(settings: Settings) -> Iterator[Check]:
    name = Words(zh="数据库", en="Database")
    try:
        settings.home.mkdir(parents=True, exist_ok=True)
        current, needed = schema(engine_for(settings.store_url))
    except (SQLAlchemyError, MemoryTrouble, OSError) as error:
        yield Check(
            name=name,
            is_well=False,
            words=Words(
                zh=f"无法打开（{type(error).__name__}）：请检查 DATABASE_URL 或数据目录的权限",
                en=f"cannot be opened ({type(error).__name__}): check DATABASE_URL or the home's permissions",
            ),
        )
        return
    fits = current in {None, needed}
    yield Check(
        name=name,
        is_well=fits,
        words=Words(zh=f"结构 {current or '尚未建立'}", en=f"schema {current or 'not made yet'}")
        if fits
        else Words(
            zh=f"结构 {current}，本版需要 {needed}：运行一次 chunxun status 即自动升级，或升级 chunxun",
            en=f"schema {current}, this release needs {needed}: `chunxun status` migrates it; "
            "if it is newer, upgrade chunxun",
        ),
    )


def _seals(settings: Settings) -> Iterator[Check]:
    """What `chunxun audit` says, in a line; nothing where there is no database of this release to look at."""
    engine = engine_for(settings.store_url)
    try:
        current, needed = schema(engine)
        found = look_through(Store(engine).chains()) if current == needed else None
    except (SQLAlchemyError, MemoryTrouble, OSError):
        return  # said already
    finally:
        engine.dispose()
    if found is None:
        return
    rows = sum(each.rows for each in found.audits)
    broken = [said_of(each) for each in found.audits if each.broken is not None]
    yield Check(
        name=Words(zh="封印链", en="Seals"),
        is_well=not broken,
        words=Words(zh=f"{broken[0].zh}：请运行 chunxun audit", en=f"{broken[0].en}: run `chunxun audit`")
        if broken
        else Words(zh=f"{rows} 条完好", en=f"{rows} rows intact"),
    )


def _browser(settings: Settings) -> Iterator[Check]:
    found = browser_of(settings)
    yield Check(
        name=Words(zh="浏览器", en="Browser"),
        is_well=found is not None,
        words=Words(zh=str(found), en=str(found))
        if found
        else Words(
            zh="未找到 Chromium：脚本绘制的栏目将判为「无法核验」，也不留存截图。运行 make install，或设置 CHUNXUN_BROWSER",
            en="no Chromium: columns drawn by script end as unknown, and no screenshots are kept. Run `make install` or set CHUNXUN_BROWSER",
        ),
    )


def _office(settings: Settings) -> Iterator[Check]:  # noqa: ARG001 - looks take the settings
    """LibreOffice is optional: without it, well is still well."""
    found = converter()
    yield Check(
        name=Words(zh="旧版 Office 文件", en="Old Office files"),
        is_well=True,
        words=Words(zh=found, en=found)
        if found
        else Words(
            zh="未安装 LibreOffice，.doc、.wps、.rtf 不能读取（可选：apt install libreoffice-writer-nogui）",
            en="no LibreOffice, so .doc, .wps and .rtf are not read (optional: apt install libreoffice-writer-nogui)",
        ),
    )


def _recognition(settings: Settings) -> Iterator[Check]:  # noqa: ARG001 - looks take the settings
    """So is recognition of scans."""
    found = is_installed()
    yield Check(
        name=Words(zh="扫描件", en="Scans"),
        is_well=True,
        words=Words(zh="可以识别", en="can be recognised")
        if found
        else Words(
            zh="未安装文字识别组件，图片和扫描件不能读取（可选：pip install 'chunxun[ocr]'）",
            en="no recognition, so pictures and scans are not read (optional: pip install 'chunxun[ocr]')",
        ),
    )


def _line(settings: Settings) -> Iterator[Check]:
    name = Words(zh="本方线路", en="Own line")
    if not settings.canaries:
        words = Words(
            zh="未设置对照站点：任何「未检索到」都不能作数。请设置 CHUNXUN_CANARIES",
            en="no canary is configured, so no absence counts: set CHUNXUN_CANARIES",
        )
        yield Check(name=name, is_well=False, words=words)
        return
    healthy, ahead = asyncio.run(_line_and_clock(settings))
    yield Check(
        name=name,
        is_well=healthy,
        words=Words(zh="对照站点可达", en="the canaries answer")
        if healthy
        else Words(
            zh="对照站点不可达：检查网络或 CHUNXUN_CANARIES",
            en="the canaries do not answer: check the network",
        ),
    )
    if ahead is not None:
        seconds = round(ahead.total_seconds())
        words = Words(
            zh=f"与对照站点相差 {seconds} 秒（正数为快）：请校时，否则不访问、不判定",
            en=f"{seconds} s ahead of the canaries (negative: behind): set it right, nothing is visited or judged before",
        )
        yield Check(name=Words(zh="时钟", en="Clock"), is_well=False, words=words)


async def _line_and_clock(settings: Settings) -> tuple[bool, timedelta | None]:
    with open_home(settings) as home:
        async with Opener(manners_of(home), home.vault, home.now) as opener:
            healthy = await is_healthy(opener, settings.canaries) is True
            return healthy, await clock_astray(opener, settings.canaries, home.now)


def _contact(settings: Settings) -> Iterator[Check]:
    yield Check(
        name=Words(zh="联系方式", en="Contact"),
        is_well=bool(settings.contact),
        words=Words(zh=settings.contact, en=settings.contact)
        if settings.contact
        else Words(
            zh="未设置 CHUNXUN_CONTACT：访问外部网站时必须说明是谁",
            en="CHUNXUN_CONTACT is not set: a visitor must say who it is",
        ),
    )


def _mail(settings: Settings) -> Iterator[Check]:
    name = Words(zh="通知渠道", en="Channels")
    try:
        offices, wrong = read_offices(settings.offices_file), wrong_entries(settings.offices_file)
    except BadSettings as error:
        yield Check(name=name, is_well=False, words=error.words)
        return
    for words in wrong:
        yield Check(name=name, is_well=False, words=words)
    if not offices:
        words = Words(
            zh=f"{settings.offices_file} 没有任何主管单位：摘要无处可送",
            en=f"{settings.offices_file} names no office: digests go nowhere",
        )
        yield Check(name=name, is_well=False, words=words)
    for office in offices:
        for channel in office.channels:
            where = f"{office.code} / {channel.name}"
            trouble = _channel_trouble(settings, channel)
            said = trouble and Words(zh=f"{where}：{trouble.zh}", en=f"{where}: {trouble.en}")
            yield Check(name=name, is_well=trouble is None, words=said or Words(where, where))


def _channel_trouble(settings: Settings, channel: Channel) -> Words | None:
    """None when the channel's address can be found and something can be sent to it; the address is never shown."""
    try:
        return why_not(revealed(settings, channel.url))
    except NoSecret as error:
        return error.words


def _disk(settings: Settings) -> Iterator[Check]:
    free = shutil.disk_usage(settings.home).free
    try:
        with tempfile.TemporaryFile(dir=settings.home):
            writable = True
    except OSError:
        writable = False
    enough = free >= LOW_DISK
    gigabytes = f"{free / 1024**3:.1f} GB"
    yield Check(
        name=Words(zh="磁盘", en="Disk"),
        is_well=enough and writable,
        words=Words(zh=f"剩余 {gigabytes}", en=f"{gigabytes} free")
        if enough and writable
        else Words(
            zh=f"剩余 {gigabytes}，{'可写' if writable else '不可写'}：请清理或更换 CHUNXUN_HOME",
            en=f"{gigabytes} free, {'writable' if writable else 'not writable'}: make room or move CHUNXUN_HOME",
        ),
    )


def _vault(settings: Settings) -> Iterator[Check]:
    """Some of the kept files against their names: bytes that changed are evidence no more."""
    vault = Vault(settings.vault_folder)
    looked_at, damaged = 0, []
    for sha256 in vault.sample(SAMPLE):
        looked_at += 1
        try:
            vault.read(sha256)
        except (VaultDamaged, OSError):
            damaged.append(sha256)
    zh = f"抽查 {looked_at} 个文件，{len(damaged)} 个与其 SHA-256 不符"
    en = f"{looked_at} files looked at, {len(damaged)} do not match their SHA-256"
    yield Check(
        name=Words(zh="保管库", en="Vault"),
        is_well=not damaged,
        words=Words(
            zh=f"{zh}：{damaged[0]} 等，请从备份恢复", en=f"{en}: {damaged[0]}; restore from a backup"
        )
        if damaged
        else Words(zh=zh, en=en),
    )


def _clock(settings: Settings) -> Iterator[Check]:
    """The machine's clock against the youngest file it cannot have made in the future."""
    now = datetime.now(UTC)
    files = [settings.home / "chunxun.db", Path(__file__)]
    ahead = [f for f in files if f.exists() and datetime.fromtimestamp(f.stat().st_mtime, UTC) > now]
    shown = now.astimezone(BEIJING).strftime("%Y-%m-%d %H:%M:%S")
    yield Check(
        name=Words(zh="时钟", en="Clock"),
        is_well=not ahead,
        words=Words(zh=f"北京时间 {shown}", en=f"{shown} Asia/Shanghai")
        if not ahead
        else Words(
            zh=f"北京时间 {shown}，早于已有文件的时间：时钟可能被拨回，请校时",
            en=f"{shown} Asia/Shanghai is earlier than existing files: set the clock right",
        ),
    )


_LOOKS: tuple[Callable[[Settings], Iterator[Check]], ...] = (
    _database,
    _seals,
    _browser,
    _office,
    _recognition,
    _line,
    _contact,
    _mail,
    _disk,
    _vault,
    _clock,
)
