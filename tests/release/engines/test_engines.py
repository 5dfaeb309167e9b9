"""The professional's way, the desk with its files, verification, and what goes wrong, in each engine."""

from pathlib import Path

import pytest

from local.client import Client
from local.demo import NAME, play
from local.sheet import attendance_sheet
from tests.release.engines.page import Page
from tests.release.engines.papers import chinese_paper

CHINESE = "学分登记证明"
INK = """(() => {
  const canvas = document.querySelector('.pages canvas');
  if (!canvas) return 0;
  const {data} = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
  let dark = 0;
  for (let place = 0; place < data.length; place += 4) if (data[place] < 128) dark += 1;
  return dark;
})()"""
WORDS = "(document.querySelector('.words') || {textContent: ''}).textContent.includes(arguments[0])"
LIES = "(() => { const {width, height} = document.querySelector('.pages canvas'); return width > height; })()"


@pytest.mark.usefixtures("notice_year", "person")
def test_given_a_file_then_it_is_registered_seen_at_the_desk_and_decided(
    page: Page, engine: str, tmp_path: Path
) -> None:
    title, sheet = f"{engine}面授培训", tmp_path / "签到表.pdf"
    sheet.write_bytes(attendance_sheet())
    page.sign_in(f"{engine}-person", "/#/year/2020/register")
    page.check("面授培训")
    page.type("天数", "2")
    page.type("学习内容", title)
    page.run(DATE, "完成日期", "2020-05-23")
    page.type("证明材料", str(sheet))
    page.see("✓ 签到表.pdf")
    page.look("register")
    page.click("下一步：核对")
    page.see("核对后提交")
    page.click("提交认定")
    page.see("提交回执")
    page.click("退出")
    page.see("登录")
    page.back()
    page.see("请登录")
    assert NAME not in page.read()

    page.sign_in("reviewer-440703", "/#/desk")
    page.click(title)
    page.is_true(f"{INK} > 300")
    page.is_true(WORDS, "JM-2020-0017")
    page.click("经过（1）")
    assert "09:00" in page.read()
    page.look("desk")
    assert page.run(f"return {LIES}")
    page.click("向右转")
    page.is_true(f"!{LIES}")
    page.click("认定")
    page.see("已认定。")


# The fields of dates take keys in each browser's own order.
DATE = """
const label = [...document.querySelectorAll('label')].find((each) => each.textContent.trim().startsWith(arguments[0]));
label.control.value = arguments[1];
label.control.dispatchEvent(new Event('input', {bubbles: true}));
"""


@pytest.mark.usefixtures("notice_year")
def test_given_a_pdf_without_its_chinese_font_then_its_text_is_there(
    page: Page, person: Client, engine: str
) -> None:
    title = f"{engine}专题培训"
    facts = {"form": "training", "title": title, "issuer": "江门市会计学会", "facts": {"days": 1}}
    days = {"started_on": "2020-05-11", "ended_on": "2020-05-11", "reference": f"JM-{engine}"}
    paper = person.upload("证明.pdf", chinese_paper(CHINESE))
    sent = {**facts, **days, "evidence": [paper], "submit": True}
    person.post("/v1/me/years/2020/records", sent)
    page.sign_in("reviewer-440703", "/#/desk")
    page.click(title)
    page.is_true(f"{INK} > 300")
    page.is_true(WORDS, CHINESE)
    page.click("放大")
    page.click("下一页")
    page.see("第2页，共2页")
    page.look("chinese")


@pytest.fixture(scope="session")
def certificate(base: str) -> str:
    """The number of the certificate that the notice's year ends with."""
    return play(base, lambda _text: None).stem.removeprefix("certificate-")


def test_given_a_number_then_it_is_verified(page: Page, certificate: str) -> None:
    page.open("/verify")
    page.type("证书或证明编号", certificate)
    page.click("验证")
    page.see("证书有效")
    page.look("verify")


# As the engine tells it: what a driver's own script throws, Firefox hides from the page.
ON_NO_PAGE = "欧阳某人"
UNCAUGHT = "window.dispatchEvent(new ErrorEvent('error', {message: arguments[0]}))"


def test_given_an_error_that_nobody_caught_then_it_is_shown_and_not_what_it_says(
    page: Page,
) -> None:
    page.open("/")
    page.see("常见问题")
    page.run(UNCAUGHT, f"{ON_NO_PAGE} is not a function")
    page.see("出了意外")
    assert ON_NO_PAGE not in page.read()
    page.run(UNCAUGHT, "Importing a module script failed.")
    page.see("这一页没有打开")
    page.click("关闭提示")
    page.is_true("!document.getElementById('unexpected')")
