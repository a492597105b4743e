"""What can keep us from reading a portal, one class for each way a look can end.

PortalFault            a look that ended otherwise than hoped; carries its Outcome and its Words
├── Unreachable        no answer, a broken one, or a server that says it is down
│   └── Forbidden      the gate may not open this address
├── Partial            the page was cut short
├── Blocked            the portal refuses programs
├── Disallowed         robots.txt asks us not to look
├── ColumnLost         404 or 410
├── Soft404            200, and says there is no such page
├── OffHost            ended on another host
├── Hijacked           another topic stands there
├── Unreadable         the bytes came, the text cannot be read
├── Changed            opened, but not the list we knew
├── NeedsBrowser       drawn by script, and no Chromium is installed
└── OwnFault           our browser, our line
VaultFull (OSError)    our disk; never laid on a portal, ends the run
BrowserGone            the Chromium died under us; asked again, or OwnFault
FenceOpen              our own fence lets requests inside: ends the run before anything is asked
VaultDamaged           kept bytes no longer match their name
"""

from typing import ClassVar

from models.visit import Outcome
from models.words import Words


class PortalFault(Exception):
    """A look that did not end as hoped; `words` say what was seen, `status` what the server answered."""

    outcome: ClassVar[Outcome]

    def __init__(self, zh: str, en: str, *, status: int | None = None) -> None:
        super().__init__(en)
        self.words = Words(zh=zh, en=en)
        self.status = status


class Unreachable(PortalFault):
    """DNS, refused, reset, too slow, TLS, 5xx, maintenance."""

    outcome = Outcome.UNREACHABLE


class Forbidden(Unreachable):
    """The gate may not open this address: ours to mend in the roster or in CHUNXUN_ALLOW_ADDRESSES."""


class Partial(PortalFault):
    """The page was cut short, by the server or at our size limit."""

    outcome = Outcome.PARTIAL


class Blocked(PortalFault):
    """The portal refuses programs: 401, 403, 412, 429, a challenge, a captcha."""

    outcome = Outcome.BLOCKED


class Disallowed(PortalFault):
    """robots.txt asks us not to look."""

    outcome = Outcome.DISALLOWED


class ColumnLost(PortalFault):
    """404 or 410."""

    outcome = Outcome.COLUMN_LOST


class Soft404(PortalFault):
    """Answers 200 and says there is no such page, or sends us to the home page."""

    outcome = Outcome.SOFT_404


class OffHost(PortalFault):
    """Redirected to another host than was asked for."""

    outcome = Outcome.OFF_HOST


class Hijacked(PortalFault):
    """Another topic, such as gambling or a domain for sale, stands where the page was."""

    outcome = Outcome.HIJACKED


class Unreadable(PortalFault):
    """The bytes came, the text cannot be read."""

    outcome = Outcome.UNREADABLE


class Changed(PortalFault):
    """The page opened but is not the list we knew."""

    outcome = Outcome.CHANGED


class NeedsBrowser(PortalFault):
    """Drawn by script, and no Chromium is installed."""

    outcome = Outcome.NEEDS_BROWSER


class OwnFault(PortalFault):
    """Our browser or our line failed; says nothing about the portal."""

    outcome = Outcome.OWN_FAULT


class VaultFull(OSError):
    """The vault's disk has no room: make room and run again. Nothing was left behind."""

    @property
    def words(self) -> Words:
        """What happened and what to do."""
        return Words(
            zh=f"留存文件夹所在磁盘已满（{self.strerror}）：腾出空间后重新运行；已留存的文件完好，本次未完成的访问不作数",
            en=f"{self.strerror}; what was kept is whole, and visits not finished do not count",
        )


class VaultDamaged(Exception):
    """Kept bytes no longer match the SHA-256 they are filed under: restore them from a backup."""


class FenceOpen(Exception):
    """A request of ours reached an address that must be shut; nothing may be crawled until that is mended."""

    def __init__(self, way: str) -> None:
        super().__init__(f"requests by {way} reach our own machine past the gate")
        self.words = Words(
            zh=f"出口自检未通过：经{way}的请求绕过了出口闸门，可以到达本机服务。已停止访问；请检查代理设置、浏览器版本后重试",
            en=f"The fence is open: requests by {way} pass the gate and reach services of our own machine. "
            "Nothing was visited; check proxy settings and the browser's version",
        )


class BrowserGone(Exception):
    """The Chromium died or was closed under us; the page may be asked for again in a fresh one."""
