"""How much proof an accusation needs: figures with defaults, written in full into every verdict. Pure.

An office may ask for more proof than the defaults and never for less (reliability I-01, I-05, I-06).
"""

from collections.abc import Mapping
from dataclasses import dataclass, fields

from models.words import Words

_NAME = "standard-2"


class BadPolicy(ValueError):
    """A policy that cannot be used; the words say which figure and why."""

    def __init__(self, words: Words) -> None:
        super().__init__(words.en)
        self.words = words


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """The figures of proof. `id` names them all, so that a verdict can be computed again years later."""

    due_soon_days: int = 14  # calendar days before the due date
    absences: int = 3  # healthy absences …
    days: int = 3  # … on so many days of Asia/Shanghai …
    hours: int = 72  # … the first and the last so many hours apart
    fresh_days: int = 7  # the last healthy look may be so old
    doubt_days: int = 3  # looks that prove nothing, on so many days since the last absence, end the proof
    own_fault_percent: int = (
        10  # of a day's looks that fail by our own fault: more, and its absences do not count
    )
    cohort_least: int = 5  # so many of a cohort may turn absent at once, whatever its size …
    cohort_percent: int = 20  # … or this share of it, if that is more
    cohort_whole: int = 3  # a cohort of this size or larger, all of it at once, is never believed
    cohort_hours: int = 24  # what lies no further apart is at once

    @property
    def id(self) -> str:
        """The name, and every figure that is not the default: `standard-2 hours=96`."""
        changed = (
            f"{each.name}={getattr(self, each.name)}"
            for each in fields(self)
            if getattr(self, each.name) != each.default
        )
        return " ".join((_NAME, *changed))


STANDARD = Policy()

# The first release asked for the same absences and knew neither cohorts nor a day on which our line was ill.
_EARLIER = {
    "standard-1": Policy(
        doubt_days=9999,
        own_fault_percent=100,
        cohort_least=10**9,
        cohort_whole=10**9,
    )
}

# In these a smaller figure asks for more proof, in all others a larger one.
_STRICTER_BELOW = frozenset(
    {"fresh_days", "doubt_days", "own_fault_percent", "cohort_least", "cohort_percent", "cohort_whole"}
)


def policy_of(name_and_figures: str) -> Policy:
    """The policy of that id, as kept with a verdict. Raises BadPolicy for one that this release does not know."""
    name, *figures = name_and_figures.split()
    if name in _EARLIER and not figures:
        return _EARLIER[name]
    if name != _NAME:
        raise BadPolicy(
            Words(
                zh=f"不认识的判定口径「{name_and_figures}」", en=f"No policy is called “{name_and_figures}”"
            )
        )
    pairs = (figure.partition("=") for figure in figures)
    try:
        return stricter({key: int(value) for key, _, value in pairs})
    except ValueError as error:
        raise BadPolicy(
            Words(
                zh=f"判定口径「{name_and_figures}」无法读取",
                en=f"The policy “{name_and_figures}” cannot be read",
            )
        ) from error


def stricter(figures: Mapping[str, int]) -> Policy:
    """The default policy with these figures. Raises BadPolicy for an unknown one, or one that asks for less proof."""
    policy = _with(figures)
    for name, value in figures.items():
        _require_no_less(name, value, getattr(STANDARD, name))
    return policy


def tried(figures: Mapping[str, int]) -> Policy:
    """The default policy with these figures, less proof included: to rehearse, never to judge by. Raises BadPolicy."""
    policy = _with(figures)
    for name, value in figures.items():
        if value < (0 if name == "due_soon_days" else 1):
            raise BadPolicy(Words(zh=f"{name} = {value}：太小", en=f"{name} = {value} is too small"))
    return policy


def _with(figures: Mapping[str, int]) -> Policy:
    default = {each.name: getattr(STANDARD, each.name) for each in fields(STANDARD)}
    for name, value in figures.items():
        if name not in default:
            known = ", ".join(default)
            raise BadPolicy(
                Words(zh=f"判定口径没有「{name}」一项，可用：{known}", en=f"No figure {name}: use {known}")
            )
        if type(value) is not int:
            raise BadPolicy(
                Words(zh=f"{name} = {value!r}：须为整数", en=f"{name} = {value!r}: a whole number is needed")
            )
    return Policy(**(default | dict(figures)))


def _require_no_less(name: str, value: int, default: int) -> None:
    if name == "due_soon_days":
        if value < 0:
            raise BadPolicy(Words(zh=f"{name} 不能为负数", en=f"{name} cannot be negative"))
        return
    looser = value > default or value < 1 if name in _STRICTER_BELOW else value < default
    if looser:
        most = "至多" if name in _STRICTER_BELOW else "至少"
        bound = "at most" if name in _STRICTER_BELOW else "at least"
        raise BadPolicy(
            Words(
                zh=f"{name} = {value}：证据要求只能更严，须{most} {default}",
                en=f"{name} = {value}: proof may only be asked for more strictly, {bound} {default}",
            )
        )
