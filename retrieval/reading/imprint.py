"""The imprint: lines about who makes the page, how to reach them, and whose it is.

A sentence that speaks of a telephone, an editor, a copyright or a QR code is a sentence, and stays.
So a line of each form must *begin* as such lines begin, be short, and have a proof: staff nothing
but roles and names, a contact its number or address, a claim of rights its formula, a call to scan
its first words.
"""

import re

from retrieval.model import Reason
from retrieval.reading.lists import any_of

_LONGEST_STAFF = 100
_LONGEST_CONTACT_SENTENCE = 30
_LONGEST_CALL = 60

_RANK = f"(?:{any_of('staff_ranks')})*"
# Roles of a page; the weak ones are words of headlines too, and need a colon to be roles.
_STRONG = any_of("staff_roles")
_WEAK = any_of("staff_roles_weak")
_ROLE = rf"{_RANK}(?:{_STRONG}|{_WEAK})(?:人|员)?"
_STAFF = re.compile(
    rf"[□■●◎(|/ ]*(?:{_RANK}(?:{_STRONG})(?:人|员)?(?:[ /、]{_ROLE})*(?:[ :/|]|$)"
    rf"|{_ROLE}(?:[ /、]{_ROLE})* ?[:|])"
)
_ROLES = re.compile(rf"(?<![^ :/|、,()□■●◎]){_ROLE}(?=[ :/|、,()]|$)")
_GLUED = re.compile(
    rf"{_RANK}(?:{any_of('staff_roles_glued')})[\u4e00-\u9fff]{{2,3}}"
    rf"(?: ?{_ROLE} ?[\u4e00-\u9fff]{{2,3}})*"
)
_NAME = re.compile(r"[\u4e00-\u9fff]{1,4}|[\u4e00-\u9fff·]{5,12}|[\d\-@.A-Za-z]+|电话|邮箱")
_BETWEEN = re.compile(r"[ :/|、,()□■●◎\[\]]+")

_DESK = f"(?:{any_of('contact_desks')})*"
_MEANS = any_of("contact_means")
_CONTACT = re.compile(
    rf"[☎✆●■◆▲★□(|/ ]*"
    rf"(?:{_DESK}(?:{_MEANS})|(?:本报|报社|社|编辑部)(?:地址|址|传真|微信号?|客户端))"
    r" ?(?:\([^()]{1,20}\))? ?[:/]? ?(?=[\d(+A-Za-z@:]|[\u4e00-\u9fff]{2})"
)
_CONTACT_PROOF = re.compile(r":|@|\d{5,}|\d{3,4}-\d{4,}|[A-Za-z\d]+\.[a-z]{2,}")

_RIGHTS = re.compile(
    r"(?:©|\(c\)|Copyright|版权(?:所有(?![者人权])|声明|归)|[^。,]{0,20}版权所有(?![者人权])"
    r"|[^。,]{0,20}保留所有权利|[^。]{0,20}未经[^。]{0,20}(?:授权|许可|同意|允许)"
    r"[^。]{0,30}(?:转载|使用|复制|摘编|镜像)(?:[或及和、 ,。;!]|$)"
    r"|.{0,2}ICP备|网络文化经营许可|互联网新闻信息服务许可|.{0,2}公网安备"
    r"|(?:不得|谢绝|严禁)转载|All [Rr]ights)"
)

_CALL = re.compile(
    r"[▲▼▶►◀↑↓←→★●■( ]*(?:"
    r"(?:请|欢迎|敬请|打开|用|使用)*(?:手机|微信|支付宝|抖音)*"
    r"(?:长按|扫一扫|(?:扫描?|识别)[^。,]{0,6}(?:二维码|上方|下方)"
    r"|扫码(?:观看|关注|看|阅读|下载|加入|进入|了解|收听|听|查看|订阅|安装))"
    r"|(?:欢迎|敬请)?关注[^。]{0,20}(?:公众号|客户端|微博|视频号|抖音号|微信)"
    r"|更多(?:精彩|新闻|资讯)[^。]{0,20}(?:关注|扫|客户端|公众号|下载)"
    r"|(?:官方|本报|[\u4e00-\u9fff]{2,4}(?:发布|日报|晚报|新闻|网))?(?:官方)?(?:微信|微博)?"
    r"(?:公众号|客户端|二维码|视频号|抖音号)(?:二维码)?$)"
)
_SENTENCE = re.compile(r"。[”’」』)]?$")


_SIMPLIFIED = str.maketrans("話碼掃關閱覽載權許號", "话码扫关阅览载权许号")


def imprint(line: str, *, heading: bool) -> Reason | None:
    """Return what sort of imprint a plain line is, or None; a heading may be staff or a contact."""
    line = line.translate(_SIMPLIFIED)
    if _is_staff(line):
        return Reason.STAFF
    if _is_contact(line):
        return Reason.CONTACT
    if heading:
        return None
    if _RIGHTS.match(line) is not None:
        return Reason.RIGHTS
    if len(line) <= _LONGEST_CALL and not _SENTENCE.search(line) and _CALL.match(line):
        return Reason.QR_CODE
    return None


def _is_staff(line: str) -> bool:
    if len(line) > _LONGEST_STAFF:
        return False
    if _GLUED.fullmatch(line):
        return True
    if _STAFF.match(line) is None:
        return False
    words = _BETWEEN.split(_ROLES.sub(" ", line))
    return all(not word or _NAME.fullmatch(word) for word in words)


def _is_contact(line: str) -> bool:
    if _SENTENCE.search(line) and len(line) > _LONGEST_CONTACT_SENTENCE:
        return False
    return _CONTACT.match(line) is not None and _CONTACT_PROOF.search(line) is not None
