"""A digest's text cut into messages a chat takes: at line ends, by bytes of UTF-8, and no line lost without a count."""

from collections.abc import Sequence

MOST_PIECES = 5  # a group is not to be flooded: what is left is counted, and stands in the summary

ROOM = {
    "dingtalk": 18_000,  # the service takes 20,000 bytes with everything around
    "feishu": 18_000,  # likewise
    "wecombot": 2_048,
    "slack": 8_000,  # of 40,000 characters, above which it cuts in silence; an escaped & is five
    "tgram": 4_000,  # of 4,096 characters
    "workflows": 13_000,  # of 28 KB with everything around; an escaped quotation mark is two
}
"""Bytes of one message, for each kind of chat."""

LINE = {"workflows": 90}
"""What a line costs beside its own bytes, where it is not one."""


def pieces(heading: str, text: str, room: int, *, line: int = 1) -> tuple[str, ...]:
    """The text in messages of at most `room` bytes, each under the heading, numbered where there are several.

    After MOST_PIECES the last says how many lines are left and where they stand. `line`: what a line's end costs.
    """
    whole = f"{heading}\n{text}"
    if len(whole.encode()) + (line - 1) * (whole.count("\n") + 1) <= room:
        return (whole,)
    inner = room - len(f"{heading}（9/9）\n".encode()) - 2 * line
    groups = _filled(_short_enough(text.splitlines(), inner), inner, line)
    if len(groups) > MOST_PIECES:
        groups = _counted(groups, inner, line)
    total = len(groups)
    return tuple(f"{heading}（{n}/{total}）\n" + "\n".join(lines) for n, lines in enumerate(groups, start=1))


def _short_enough(lines: Sequence[str], room: int) -> list[str]:
    """Lines of at most `room` bytes; a longer one goes on in the next."""
    short: list[str] = []
    for line in lines:
        rest = line.encode()
        while len(rest) > room:
            head = rest[:room].decode("utf-8", "ignore")  # the character on the border goes to the next line
            short.append(head)
            rest = rest[len(head.encode()) :]
        short.append(rest.decode())
    return short


def _filled(lines: Sequence[str], room: int, end: int) -> list[list[str]]:
    groups: list[list[str]] = [[]]
    size = 0
    for line in lines:
        needed = len(line.encode()) + end
        if groups[-1] and size + needed > room + end:
            groups.append([])
            size = 0
        groups[-1].append(line)
        size += needed
    return groups


def _counted(groups: Sequence[list[str]], room: int, end: int) -> list[list[str]]:
    kept = [list(lines) for lines in groups[:MOST_PIECES]]
    left = sum(len(lines) for lines in groups[MOST_PIECES:])
    last = kept[-1]
    while last and sum(len(line.encode()) + end for line in [*last, _rest(left)]) > room + end:
        last.pop()
        left += 1
    last.append(_rest(left))
    return kept


def _rest(lines: int) -> str:
    return f"……另有 {lines} 行，见网页汇总 · {lines} more lines: see the summary"
