"""Eighty texts as a hostile portal, roster or report might give them: shown, and never run, fetched, followed or counted."""

HERE = "http://127.0.0.1:9/x"  # nobody answers there; a request would be noticed

MARKUP = (
    "<script>alert(1)</script>",
    "<ScRiPt>alert(1)</sCrIpT>",
    "<script/src=data:,alert(1)></script>",
    f'<script src="{HERE}"></script>',
    f'<img src="{HERE}" onerror="alert(1)">',
    "<img src=x onerror=alert(1)//",
    "<svg onload=alert(1)>",
    "<svg><animate onbegin=alert(1) attributeName=x dur=1s>",
    "<svg><set href=#x attributeName=href to=javascript:alert(1)>",
    f'<iframe src="{HERE}"></iframe>',
    "<iframe srcdoc='<script>alert(1)</script>'>",
    f'<object data="{HERE}">',
    f'<embed src="{HERE}">',
    f'<link rel=stylesheet href="{HERE}">',
    f'<meta http-equiv=refresh content="0;url={HERE}">',
    f'<base href="{HERE}/">',
    "<style>body{display:none}</style>",
    f"<style>@import '{HERE}';</style>",
    f'<form action="{HERE}"><button>',
    "<details open ontoggle=alert(1)>",
    "<input autofocus onfocus=alert(1)>",
    "<body onload=alert(1)>",
    "<marquee onstart=alert(1)>",
    "<video><source onerror=alert(1)>",
    "<math><maction actiontype=statusline xlink:href=javascript:alert(1)>x",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
    "<textarea></textarea><img src=x onerror=alert(1)>",
    "</title><script>alert(1)</script>",
    "</style><script>alert(1)</script>",
    "</script><script>alert(1)</script>",
    "--><script>alert(1)</script><!--",
    "]]><script>alert(1)</script>",
    "<a href=javascript:alert(1) id=content>年报</a>",
    "<div id=content class=skip tabindex=0>",
    "<template><script>alert(1)</script></template>",
)
ATTRIBUTES = (
    '" onmouseover="alert(1)" x="',
    "' onfocus='alert(1)' autofocus x='",
    '"><script>alert(1)</script>',
    "'><script>alert(1)</script>",
    '" style="position:fixed;inset:0" x="',
    "`onmouseover=alert(1)`",
    "&quot; onload=&quot;alert(1)",
    "&#60;script&#62;alert(1)&#60;/script&#62;",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "%3Cscript%3Ealert(1)%3C/script%3E",
    "\\x3cscript\\x3ealert(1)\\x3c/script\\x3e",
)
ADDRESSES = (
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    "\tjavascript:alert(1)",
    "data:text/html,<script>alert(1)</script>",
    "vbscript:msgbox(1)",
    "//127.0.0.1:9/x",
)
LETTERS = (
    "年报\u202egpj.exe\u2066\u2069",
    "年\u200b报\u200d\ufeff\u2060",
    "年报\x00\x1b[31m\x07",
    "年报\r\nSet-Cookie: a=1\r\n\r\n<script>alert(1)</script>",
    "年\u2028报\u2029\x85",
    "\ud800年报",
    "Z̵̡̢̛͔͚͍̗͚̝̫̤̖̀͐̃̈́̂" * 40,
)
TEMPLATES = ("{{7*7}}{% for x in range(9) %}x{% endfor %}${7*7}#{7*7}<%= 7*7 %>",)
MENTIONS = (
    "@all @所有人 @channel @everyone @13800000000",
    "<@all> <@U012AB3CD> <!channel> <!here|here> <!subteam^S0>",
    '<at user_id="all">所有人</at><at id="all"></at>',
    "<at>所有人</at>",
    "<mention id=all>年报</mention>",
)
MARKDOWN = (
    f"[年报]({HERE}) ![年报]({HERE}) <{HERE}> [年报][1]",
    "**年报** __年报__ ~~年报~~ `年报` ```年报``` *年报* _年报_",
    "# 年报 > 年报 - [x] 年报 | a | b | --- 1. 年报",
    f'<font color="warning">年报</font><a href="{HERE}">年报</a>',
)
FORMULAS = (
    "=7*7",
    "+7*7",
    "-7*7",
    "@SUM(7,42)",
    "＝7*7",
    "\t=7*7",
    f'=HYPERLINK("{HERE}","年报")',
    "=cmd|'/c calc'!A0",
    '";=7*7;"',
)
LINES = (
    "年报\r\nBcc: all@example.org\r\n\r\n年报",
    "年报\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nSUMMARY:年报",
)

PAYLOADS = (
    *MARKUP,
    *ATTRIBUTES,
    *ADDRESSES,
    *LETTERS,
    *TEMPLATES,
    *MENTIONS,
    *MARKDOWN,
    *FORMULAS,
    *LINES,
)
