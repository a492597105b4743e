"""What a portal answers at a moment: its pages, and what stands in front of them."""

from .addresses import column_path
from .families import pages
from .view import Answer, Asked, View

GUARD = "yc_pass"
_SEED = 4711
_SECTIONS = {
    "/zwdt/": ("政务动态", "本栏目发布会议活动、部门动态等信息。"),
    "/bsfw/": ("办事服务", "请按事项名称查找办事指南，或到政务服务大厅咨询。"),
    "/hdjl/": ("互动交流", "欢迎通过意见信箱提出建议，我们将在五个工作日内答复。"),
    "/zfxxgk/zn.html": ("政府信息公开指南", "本指南说明公开的范围、形式、时限，以及申请的方式和受理机构。"),
    "/zfxxgk/zd.html": ("政府信息公开制度", "本栏目汇集信息公开的法规、规章和本机关的工作制度。"),
    "/zfxxgk/fdzdgk.html": ("法定主动公开内容", "本栏目按公开目录列出机构职能、规划计划、财政信息等内容。"),
}


def answer(view: View, asked: Asked) -> Answer:
    """The portal's answer; a pure function of what stands at the view's moment."""
    if asked.path == "/robots.txt":
        return _robots(view)
    if _is_barred(view, asked):
        return _challenge(view)
    page = pages(view).get(asked.path)
    if page is not None:
        return page(asked)
    if asked.path in {"/", "/zfxxgk/"}:
        return _entrance(view, asked.path)
    if asked.path in _SECTIONS:
        name, text = _SECTIONS[asked.path]
        return view.render("home.html.j2", name=name, text=text, links=())
    return view.missing(404, "404 您访问的页面不存在或已被删除")


def _robots(view: View) -> Answer:
    rule = "Disallow: /" if view.portal.state == "disallowed" else "Disallow: /search/"
    return Answer(body=f"User-agent: *\n{rule}\n".encode(), media_type="text/plain; charset=utf-8")


def _is_barred(view: View, asked: Asked) -> bool:
    if view.portal.state == "refused":
        return True
    return view.portal.state == "guarded" and asked.cookies.get(GUARD) != guard_cookie()


def guard_cookie() -> str:
    """What the challenge's script works out: the seed times 7 plus 11, in base 36."""
    number, digits = _SEED * 7 + 11, ""
    while number:
        number, digit = divmod(number, 36)
        digits = "0123456789abcdefghijklmnopqrstuvwxyz"[digit] + digits
    return digits


def _challenge(view: View) -> Answer:
    page = view.render(
        "challenge.html.j2", status=412, seed=_SEED, cookie=GUARD, passable=view.portal.state == "guarded"
    )
    cookie = ("Set-Cookie", "__jsluid_s=5f0e2c1d; path=/; HttpOnly")
    return Answer(status=412, body=page.body, media_type=page.media_type, headers=(cookie,))


def _entrance(view: View, path: str) -> Answer:
    columns = tuple((column.name, column_path(view.portal.family, column)) for column in view.portal.columns)
    links = tuple(
        (name, address) for address, (name, _) in _SECTIONS.items() if address.startswith("/zfxxgk/")
    )
    if path == "/":
        return view.render(
            "home.html.j2", name="首页", text="", links=(("政府信息公开", "/zfxxgk/"), *columns)
        )
    return view.render("home.html.j2", name="政府信息公开", text="", links=(*links, *columns))
