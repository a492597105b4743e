"""Names as portals print them, made comparable: which agency of the roster does a printed name mean? Pure.

Three ways of fitting, each tried only where the one before found nothing: the name or an alias as it stands;
the same with usual abbreviations undone; the same with the places in front of it left out.
A government and its office, a bureau and its branch, stay different agencies on every way.
"""

import re
import unicodedata
from collections.abc import Callable, Sequence
from functools import lru_cache

from models.agency import Agency

LONGEST = 20_000  # characters of a text that are looked at

# Each traditional letter with its simplified one: those of agency names and report titles, no dictionary.
_PAIRS = (
    "亂乱 亞亚 佈布 佔占 併并 來来 係系 俠侠 倉仓 個个 們们 偉伟 側侧 傑杰 備备 傳传 債债 僑侨 價价 優优 內内 兩两 凍冻 別别 則则 剛刚 創创 劃划 劉刘 劑剂 動动 務务 勝胜 勞劳 "
    "勢势 勵励 匯汇 區区 協协 卻却 參参 吳吴 員员 問问 啟启 喬乔 單单 國国 圍围 園园 圓圆 圖图 執执 堅坚 報报 場场 塊块 墾垦 壓压 壩坝 壽寿 夢梦 學学 寢寝 實实 寧宁 審审 寬宽 "
    "寶宝 將将 專专 導导 屆届 層层 屬属 島岛 嶺岭 嶽岳 師师 帶带 幣币 庫库 廠厂 廣广 廳厅 張张 強强 彎弯 彙汇 後后 從从 復复 徵征 恆恒 態态 慮虑 慶庆 憑凭 憲宪 應应 戰战 換换 "
    "損损 摺折 撫抚 擇择 擔担 據据 擴扩 攜携 攝摄 敗败 敘叙 數数 斷断 於于 時时 晉晋 書书 會会 東东 條条 棗枣 業业 極极 榮荣 構构 樂乐 樓楼 標标 樹树 橋桥 機机 檔档 檢检 權权 "
    "歲岁 歷历 殘残 殺杀 殼壳 毀毁 氣气 氫氢 決决 沖冲 淺浅 測测 渾浑 湯汤 準准 溫温 滄沧 滅灭 滬沪 滿满 漁渔 漢汉 漣涟 漲涨 潔洁 潯浔 澤泽 濟济 濱滨 瀋沈 瀘泸 灘滩 灣湾 災灾 "
    "為为 烏乌 無无 營营 爐炉 爲为 爾尔 現现 瑪玛 環环 產产 畢毕 異异 當当 疊叠 療疗 發发 盜盗 監监 盤盘 眾众 確确 礎础 礦矿 禮礼 稅税 種种 稱称 積积 穩稳 窯窑 競竞 筆笔 範范 "
    "簡简 籌筹 糧粮 紀纪 約约 紅红 納纳 純纯 紙纸 級级 細细 終终 組组 結结 絡络 給给 統统 絲丝 經经 綠绿 維维 網网 緊紧 線线 編编 練练 縣县 縮缩 總总 績绩 織织 繼继 續续 羅罗 "
    "義义 聖圣 聯联 聲声 職职 臨临 臺台 與与 興兴 莊庄 華华 萬万 葉叶 蓋盖 蕭萧 薊蓟 薩萨 藍蓝 蘇苏 蘭兰 處处 號号 術术 衛卫 衝冲 補补 裝装 製制 規规 觀观 計计 訊讯 訓训 訪访 "
    "設设 許许 評评 詢询 試试 話话 該该 誠诚 調调 談谈 論论 證证 譯译 議议 護护 讀读 變变 讓让 豐丰 貝贝 負负 財财 貢贡 貨货 責责 貴贵 費费 貿贸 賀贺 資资 賓宾 賢贤 質质 購购 "
    "賽赛 贛赣 趙赵 車车 軌轨 軍军 軟软 載载 輔辅 輕轻 輸输 轉转 辦办 農农 連连 進进 運运 達达 遠远 遷迁 選选 遼辽 還还 邊边 鄉乡 鄧邓 鄭郑 鄰邻 醫医 銀银 銅铜 鋼钢 錦锦 錫锡 "
    "鎢钨 鎮镇 鏡镜 鐘钟 鐵铁 長长 門门 開开 間间 閩闽 閱阅 關关 陝陕 陰阴 陳陈 陸陆 陽阳 隊队 際际 隨随 險险 隴陇 雙双 雞鸡 難难 雲云 電电 靈灵 頁页 項项 順顺 須须 預预 領领 "
    "頭头 題题 願愿 類类 顧顾 顯显 風风 飛飞 飲饮 館馆 馬马 駐驻 騰腾 驗验 驛驿 體体 魚鱼 魯鲁 鳥鸟 鳳凤 鵬鹏 鶴鹤 鹽盐 麗丽 麥麦 麼么 黃黄 點点 黨党 齊齐 龍龙 龜龟"
)
_TRADITIONAL = {ord(pair[0]): pair[1] for pair in _PAIRS.split()}
# PDF fonts give these radicals for the letters they look like; NFKC leaves them alone.
_RADICALS = str.maketrans("⺠⻓⻔⻄⻅⻋⻘⻛⻜⻢⻥⻦⻩⻬⻰⻝⻚⻉", "民长门西见车青风飞马鱼鸟黄齐龙食页贝")
_BRACKETS = str.maketrans("〔【[{〖", "(((((") | str.maketrans("〕】]}〗", ")))))")
_QUOTES = str.maketrans(
    "", "", "《》〈〉<>「」『』“”‘’\"'·•・●■◆★☆▪►▶\u115f\u1160\u2800\u3164"
)  # the last four show nothing
_DASHES = str.maketrans("‐‑‒–—―−─﹣－", "----------")
_LETTERS = _TRADITIONAL | _RADICALS | _BRACKETS | _QUOTES | _DASHES
_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Mn", "Me", "Zs", "Zl", "Zp"})

# 公(gōng)开, and 公gōng开 as a ruby's text reads once its layout is gone.
_TONED = "[a-z]{0,5}[āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ][a-z]{0,3}"
_GLOSS = re.compile(rf"\([^()\u4e00-\u9fff\d]{{1,20}}\)|(?<=[\u4e00-\u9fff]){_TONED}(?=[\u4e00-\u9fff])")
_NUMERAL = "〇零○◯o0一二三四五六七八九壹贰叁肆伍陆柒捌玖"
_NUMERAL_YEAR = re.compile(f"[二贰]([〇零○◯o0])([{_NUMERAL}])([{_NUMERAL}])")
_NUMERALS = str.maketrans("〇零○◯o一二三四五六七八九壹贰叁肆伍陆柒捌玖", "00000123456789123456789")


# What most titles are made of; nothing in it is folded or unseen, and looking at each character takes long.
_USUAL = re.compile(r"[一-鿿0-9a-z()]*")


def normalise(text: str) -> str:
    """One spelling for many: widths, traditional letters, brackets and numeral years folded, the unseen removed."""
    seen = text[:LONGEST]
    if not _USUAL.fullmatch(seen):
        folded = unicodedata.normalize("NFKC", seen).casefold().replace("⋯", "...")
        seen = "".join(c for c in folded if unicodedata.category(c) not in _UNSEEN)
    plain = _GLOSS.sub("", seen.translate(_LETTERS)).replace("资讯公开", "信息公开")
    return _NUMERAL_YEAR.sub(lambda year: "2" + "".join(year.groups()).translate(_NUMERALS), plain)


def match_agency(named: str, agencies: Sequence[Agency], *, place_hint: str = "") -> tuple[Agency, ...]:
    """Every agency the name fits: none, this one, or several that only a person can tell apart.

    `place_hint` is the place whose portal printed the name; it decides between like bureaus of several places.
    An empty name fits nobody.
    """
    name = _known(named)
    if not name:
        return ()
    for fits in (_is, _is_short_for, _is_but_for_places):
        found = tuple(agency for agency in agencies if _any_name(fits, name, agency))
        if len(found) > 1 and place_hint:
            hinted = _behind(_known(place_hint), name)
            found = tuple(agency for agency in found if _any_name(fits, hinted, agency)) or found
        if found:
            return found
    return ()


def places_of(name: str) -> tuple[str, ...]:
    """The places a name begins with, outer first: 南阳市, 青石县 of 南阳市青石县水利局; none of 水利局 or 城关镇人民政府."""
    return _places(_shortest(_known(name)))[0]


def _behind(place: str, name: str) -> str:
    """`name` with its place in front: 青石县 and 县水利局 make 青石县水利局."""
    level = _LEVEL.match(name)
    return place + (name[1:] if level and place.endswith(level.group()) else name)


def _any_name(fits: Callable[[str, str], bool], name: str, agency: Agency) -> bool:
    return any(fits(name, _known(other)) for other in agency.names())


@lru_cache(maxsize=65_536)  # a county's column of 500 agencies asks the same names 500 times
def _known(name: str) -> str:
    return normalise(name)


def _is(name: str, other: str) -> bool:
    return name == other


def _is_short_for(name: str, other: str) -> bool:
    return not _spellings(name).isdisjoint(_spellings(other))


def _is_but_for_places(name: str, other: str) -> bool:
    return any(_same_body(mine, theirs) for mine in _spellings(name) for theirs in _spellings(other))


# Abbreviations: undone on both sides, the longer first.

_SHORTER = (
    ("中华人民共和国", ""),
    ("国家税务总局", "税务局"),  # 国家税务总局青石县税务局: see _VERTICAL
    ("管理委员会", "管委会"),
    ("高新技术产业开发区", "高新区"),
    ("高新技术开发区", "高新区"),
    ("高新技术产业园区", "高新区"),
    ("高新开发区", "高新区"),
    ("经济技术开发区", "经开区"),
    ("经济开发区", "经开区"),
    ("综合保税区", "综保区"),
    ("街道办事处", "街道"),
    ("人民政府", "政府"),
    ("发展和改革", "发改"),
    ("发展改革", "发改"),
    ("卫生和计划生育", "卫计"),
    ("卫生计生", "卫计"),
    ("卫生健康", "卫健"),
    ("人力资源和社会保障", "人社"),
    ("人力资源社会保障", "人社"),
    ("市场监督管理", "市监"),
    ("市场监管", "市监"),
    ("住房和城乡建设", "住建"),
    ("住房城乡建设", "住建"),
    ("工业和信息化", "工信"),
    ("工业信息化", "工信"),
    ("文化广电和旅游", "文广旅"),
    ("文化广电旅游", "文广旅"),
    ("文化和旅游", "文旅"),
    ("文化旅游", "文旅"),
    ("教育和体育", "教体"),
    ("教育体育", "教体"),
    ("民族宗教事务", "民宗"),
    ("民族和宗教事务", "民宗"),
    ("退役军人事务", "退役军人"),
    ("医疗保障", "医保"),
    ("城市管理", "城管"),
    ("应急管理", "应急"),
    ("交通运输", "交通"),
    ("科学技术", "科技"),
    ("机关事务管理", "机关事务"),
    ("国有资产监督管理", "国资"),
    ("委员会", "委"),
)
_ZONES = "开发区|高新区|经开区|保税区|综保区|示范区|实验区|试验区|工业园区|产业园区|科技园区|化工园区|物流园区|景区|度假区|合作区|集聚区|工业区"
_ENDS_AS_ZONE = re.compile(f"(?:{_ZONES})$")
_ENDS_AS_PLACE = re.compile(r"[省市县区州盟旗镇乡]$")
_VERTICAL = re.compile(r"^税务局(?=.+税务局$)")
_OFFICE = re.compile(r"政府办$")
_STREET_OFFICE = re.compile(r"街道办$")
_AND = re.compile(r"(?<=[\u4e00-\u9fff])[和与、](?=[\u4e00-\u9fff])")
_WITHIN_DISTRICT = re.compile(r"(?<=[市县区旗])政府(?=[^办]{2,8}(?:街道|镇|乡)(?:政府)?$)")
_IN_BRACKETS = re.compile(r"\([^()]{0,40}\)")


@lru_cache(maxsize=65_536)
def _spellings(name: str) -> frozenset[str]:
    """The shortest usual spelling of a name, with what stands in brackets and without it."""
    forms = (_IN_BRACKETS.sub("", name), name.replace("(", "").replace(")", ""))
    return frozenset(_shortest(form) for form in forms if form)


def _shortest(name: str) -> str:
    for longer, shorter in _SHORTER:
        name = name.replace(longer, shorter)
    name = _VERTICAL.sub("", _WITHIN_DISTRICT.sub("", _AND.sub("", name)))
    name = _OFFICE.sub("政府办公室", _STREET_OFFICE.sub("街道", name))
    if _ENDS_AS_ZONE.search(name):
        return name + "管委会"
    return name + "政府" if _ENDS_AS_PLACE.search(name) else name


# Places in front of a name.

_NO_UNIT = "[^省市县区盟旗局委办厅]"
_WITH_TWO_UNITS = "[沙赣梅]县区|市[中南北]区|[西新沙]市区|红旗区|辉县市|社旗县|津市市|芒市"
_PLACE = re.compile(
    rf"{_WITH_TWO_UNITS}|[^省市县区旗局委办厅]{{2,14}}?(?:自治区|自治州|自治县|自治旗)"
    rf"|{_NO_UNIT}{{2,8}}?(?:省|市(?![场容])|盟|州(?![市县区]))"
    rf"|{_NO_UNIT}{{1,8}}?(?:县|地区|旗(?!街道|镇|乡))"
    rf"|(?:(?!{_ZONES}|社区){_NO_UNIT}){{1,8}}?区"
)
_LEVEL = re.compile(r"[省市县区州盟旗](?!场|容|域|政(?!府))(?=..)")


@lru_cache(maxsize=65_536)
def _places(name: str) -> tuple[tuple[str, ...], str]:
    """The chain of places a name begins with, and the body that is left."""
    chain: list[str] = []
    while (place := _PLACE.match(name)) and place.end() < len(name) and len(chain) < 5:
        chain.append(place.group())
        name = name[place.end() :]
    return tuple(chain), name


def _same_body(name: str, other: str) -> bool:
    (chain, body), (others, another) = _places(name), _places(other)
    if body == another:
        return _agree(chain, others) or _is_within(body, chain, others)
    if not chain and (level := _LEVEL.match(body)):  # 县水利局
        same_level = not others or others[-1].endswith(level.group())
        return body[level.end() :] == another and same_level
    return _names_place(chain, body, another, others) or _names_place(others, another, body, chain)


def _agree(chain: tuple[str, ...], others: tuple[str, ...]) -> bool:
    """Whether two chains may lead to one place: the same last place, and no two of one level that differ."""
    if not chain or not others:
        return True
    above = {place[-1]: place for place in chain[:-1]}
    return chain[-1] == others[-1] and all(above.get(p[-1], p) == p for p in others[:-1])


def _is_within(body: str, chain: tuple[str, ...], others: tuple[str, ...]) -> bool:
    """Whether one chain merely leaves places out before a street or town, which is no other level's name."""
    lowest = body.endswith(("街道", "镇政府", "乡政府"))
    return lowest and (set(chain) <= set(others) or set(others) <= set(chain))


def _names_place(chain: tuple[str, ...], body: str, longer: str, before: tuple[str, ...]) -> bool:
    """Whether `longer` is `body` behind a place printed without its 市 or 县: 南阳水利局, 南阳高新区管委会."""
    if len(body) < 3 or not longer.endswith(body):
        return False
    place = longer[: -len(body)]
    if chain and not before:
        return chain[-1][:-1] == place
    return not chain and 2 <= len(place) <= 4 and re.match(_ZONES, body) is not None
