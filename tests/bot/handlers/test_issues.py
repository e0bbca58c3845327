"""Issues in the chat: /latest by page, /issues by month, and buttons that outlast a restart."""

from tests.bot.handlers.conftest import House, issue, said


async def _stocked(house: House) -> None:
    east = ("东桥修好", "施工队连夜浇筑桥面，比原定工期早了十天完工。")
    west = ("西桥修好", "附近学校的孩子上学不用再绕两公里的远路。")
    south = ("南桥修好", "桥下新添了长椅，傍晚乘凉的老人坐满了河岸。")
    north = ("北桥修好", "货车限重牌立在引桥两端，超载的一律劝返。")
    lamps = ("路灯亮了", "供电所换上三百盏节能灯泡，夜市的摊主最高兴。")
    await house.archive.add_page(issue(east), "晚报/2023-05-17/A01.md")
    await house.archive.add_page(issue(west, south), "晚报/2023-05-18/A01.md")
    await house.archive.add_page(issue(north), "晚报/2023-05-18/A02.md")
    await house.archive.add_page(issue(lamps), "日报/2023-04-02/A01.md")


async def test_latest_has_its_front_matter_and_leads_to_the_issues_beside(house: House) -> None:
    await _stocked(house)
    reader = house.reader()
    async with house.bot():
        first = await said(reader, "/latest")
        assert "下面是最新一期：晚报 2023-05-18。" in first.text
        assert "A01版 2 篇、A02版 1 篇" in first.text
    async with house.bot():
        await reader.press_answer(reader.press(first, "◀ 2023-05-17"))
        assert "东桥修好" in reader.chat.messages[first.id].text
        await reader.press_answer(reader.press(reader.chat.messages[first.id], "2023-05-18 ▶"))
        assert "北桥修好" in reader.chat.messages[first.id].text
        await reader.press_answer(reader.press(reader.chat.messages[first.id], "日报"))
        assert "路灯亮了" in reader.chat.messages[first.id].text


async def test_latest_of_a_paper(house: House) -> None:
    await _stocked(house)
    reader = house.reader()
    async with house.bot():
        assert "路灯亮了" in (await said(reader, "/latest 日报")).text
        assert "没有叫“晨报”的报纸" in (await said(reader, "/latest 晨报")).text


async def test_the_calendar_turns_by_month_and_opens_a_day(house: House) -> None:
    await _stocked(house)
    reader = house.reader()
    async with house.bot():
        calendar = await said(reader, "往期")
        assert "2023年5月有 2 天的报纸" in calendar.text
        await reader.press_answer(reader.press(calendar, "◀ 2023年4月"))
        turned = reader.chat.messages[calendar.id]
        assert "2023年4月有 1 天的报纸" in turned.text
        await reader.press_answer(reader.press(turned, "2"))
        (opened,) = reader.from_bot(calendar)
        assert "路灯亮了" in opened.text


async def test_an_empty_archive_has_no_calendar_and_says_so(house: House) -> None:
    reader = house.reader()
    async with house.bot():
        assert "还没有收到报纸" in (await said(reader, "/issues")).text


async def test_a_key_for_what_is_gone_says_so(house: House) -> None:
    await _stocked(house)
    reader = house.reader()
    async with house.bot():
        shown = await said(reader, "/latest")
        await reader.press_answer(reader.press_data(shown, "i19990101:0:0:0"))
        assert "没有收到1999-01-01的报纸" in reader.chat.messages[shown.id].text
