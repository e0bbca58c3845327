"""Drafts: kept, published, dropped and taken back, whatever stops in between."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from bot.model.uploads import EditKind, Refusal, Upload, UploadRefused, UploadState
from bot.services.uploads.drafts import KEPT, UNDO, Drafts, TooLate, UploadGone
from bot.services.uploads.files import PHOTO, SentFile
from bot.store.milestones import is_loaded, note_loaded
from retrieval.archive import Archive
from retrieval.archive.changes import ArchiveChanges
from retrieval.errors import ArchiveUnavailable
from retrieval.store.database import Database
from retrieval.store.migrations import shipped
from retrieval.store.transaction import Transaction, View

ADMIN, OTHER = 7, 8
BRIDGE = "# 东郊大桥修缮\n\n本报讯 5月17日，东郊大桥开始修缮，由第一施工队承担。\n".encode()
LAMPS = "# 西郊路灯更换\n\n本报讯 5月17日，西郊的三百盏路灯换成了节能灯，亮度提高一倍。\n".encode()
WELL = "# 南郊水井清淤\n\n本报讯 5月17日，南郊的十二口水井开始清淤，月底以前完工。\n".encode()
FIRST_MENDED = BRIDGE.decode().replace("第一", "第二").encode()


@dataclass
class House:
    """Drafts in an archive; ``now`` goes as told, and ``fails`` at the change of that number."""

    database: Database
    archive: Archive = field(init=False)
    now: int = 1_666_800_000
    fails: int = 0
    changes: int = 0

    async def wants_changes(self, view: View) -> bool:
        del view
        return True

    async def on_changes(self, transaction: Transaction, changes: ArchiveChanges) -> None:
        del transaction, changes
        self.changes += 1
        if self.changes == self.fails:
            raise ArchiveUnavailable("no more room")

    async def loaded(self) -> None:
        async with self.database.transaction() as connection:
            await note_loaded(connection, self.now)

    @property
    def drafts(self) -> Drafts:
        """Made anew each time, as after a restart."""
        return Drafts(self.database, self.archive, self.loaded, lambda: self.now)

    async def keep(self, *pages: bytes) -> Upload:
        return await self.sent(
            *(SentFile(f"2022-10-27/A{at:02}.md", page) for at, page in enumerate(pages, 1))
        )

    async def sent(self, *files: SentFile, day: str = "") -> Upload:
        return await self.drafts.receive(ADMIN, files, lambda _: None, day=day)

    async def titles(self) -> list[str]:
        await self.archive.refresh()
        return sorted(hit.citation.title for hit in (await self.archive.latest()).hits)

    async def get(self, upload: Upload) -> Upload:
        return await self.drafts.get(upload.id, ADMIN)


@pytest.fixture
async def house(tmp_path: Path) -> AsyncIterator[House]:
    async with Database.open(tmp_path / "a.db", (*shipped(), *shipped("bot.store"))) as database:
        one = House(database)
        one.archive = await Archive.over(
            database, clock=lambda: datetime.fromtimestamp(one.now, UTC), hook=one
        )
        yield one


async def test_a_draft_is_read_again_and_changes_nothing(house: House) -> None:
    upload = await house.keep(BRIDGE, LAMPS)
    assert [(page.name, page.stories) for page in upload.pages] == [
        ("2022-10-27/A01.md", 1),
        ("2022-10-27/A02.md", 1),
    ]
    reading = await house.drafts.read(upload, 1)
    assert [one.title for one in reading.bulletin.articles] == ["西郊路灯更换"]
    assert str(reading.bulletin.date) == "2022-10-27"
    assert await house.titles() == []


async def test_a_draft_is_published_once(house: House) -> None:
    upload = await house.keep(BRIDGE, LAMPS)
    once = await house.drafts.publish(upload)
    assert [change.added.new for change in once.changes] == [1, 1]
    assert await house.titles() == ["东郊大桥修缮", "西郊路灯更换"]
    assert await house.drafts.publish(await house.get(upload)) == once
    assert await house.drafts.drop(once) == once
    async with house.database.reading() as view:
        assert await is_loaded(view)


async def test_a_dropped_draft_is_not_published(house: House) -> None:
    upload = await house.drafts.drop(await house.keep(BRIDGE))
    assert upload.state is UploadState.DROPPED
    assert (await house.drafts.publish(upload)).state is UploadState.DROPPED
    assert (await house.drafts.take_back(upload)).state is UploadState.DROPPED
    assert await house.titles() == []


async def test_what_was_published_is_taken_back_once(house: House) -> None:
    upload = await house.drafts.publish(await house.keep(BRIDGE, LAMPS))
    house.now += UNDO - 1
    back = await house.drafts.take_back(upload)
    assert back.state is UploadState.TAKEN_BACK
    assert back.changes == ()
    assert await house.titles() == []
    assert await house.drafts.take_back(await house.get(upload)) == back
    assert await house.drafts.publish(back) == back


async def test_after_an_hour_it_stays(house: House) -> None:
    upload = await house.drafts.publish(await house.keep(BRIDGE))
    house.now += UNDO
    assert not house.drafts.can_be_taken_back(upload)
    with pytest.raises(TooLate):
        await house.drafts.take_back(upload)
    assert await house.titles() == ["东郊大桥修缮"]


async def test_a_page_that_was_replaced_comes_back(house: House) -> None:
    await house.archive.add_page(BRIDGE + b"\n" + WELL, "2022-10-27/A01.md")
    upload = await house.drafts.publish(await house.keep(FIRST_MENDED + LAMPS))
    assert await house.titles() == ["东郊大桥修缮", "西郊路灯更换"]
    await house.drafts.take_back(upload)
    assert await house.titles() == ["东郊大桥修缮", "南郊水井清淤"]
    assert "第一" in (await house.archive.article(1)).article.body


async def test_a_page_that_came_twice_at_once_goes_whole(house: House) -> None:
    files = (SentFile("2022-10-27/A01.md", BRIDGE), SentFile("b/2022-10-27/A01.md", FIRST_MENDED))
    upload = await house.drafts.publish(await house.sent(*files))
    assert await house.titles() == ["东郊大桥修缮"]
    assert "第二" in (await house.archive.article(1)).article.body
    await house.drafts.take_back(upload)
    assert await house.titles() == []


async def test_a_page_that_was_changed_again_since_stays_and_is_named(house: House) -> None:
    upload = await house.drafts.publish(await house.keep(BRIDGE, LAMPS))
    await house.archive.add_page(WELL, "2022-10-27/A01.md", replacing=1)
    back = await house.drafts.take_back(upload)
    assert [page.name for page in back.pages if page.change] == ["2022-10-27/A01.md"]
    assert await house.titles() == ["南郊水井清淤"]


async def test_what_was_stopped_in_the_middle_goes_on(house: House) -> None:
    upload = await house.keep(BRIDGE, LAMPS, WELL)
    house.fails = 2
    with pytest.raises(ArchiveUnavailable):
        await house.drafts.publish(upload)
    assert await house.titles() == ["东郊大桥修缮"]
    upload = await house.drafts.publish(await house.get(upload))
    assert [change.added.new for change in upload.changes] == [1, 1, 1]
    house.fails = house.changes + 2
    with pytest.raises(ArchiveUnavailable):
        await house.drafts.take_back(upload)
    assert len(await house.titles()) == 2
    await house.drafts.take_back(await house.get(upload))
    assert await house.titles() == []


async def test_dropping_what_was_stopped_in_the_middle_leaves_nothing(house: House) -> None:
    upload = await house.keep(BRIDGE, LAMPS)
    house.fails = 2
    with pytest.raises(ArchiveUnavailable):
        await house.drafts.publish(upload)
    dropped = await house.drafts.drop(await house.get(upload))
    assert dropped.state is UploadState.DROPPED
    assert await house.titles() == []


async def test_an_upload_is_its_senders(house: House) -> None:
    upload = await house.keep(BRIDGE)
    with pytest.raises(UploadGone):
        await house.drafts.get(upload.id, OTHER)
    with pytest.raises(UploadGone):
        await house.drafts.get(upload.id + 1, ADMIN)
    with pytest.raises(UploadGone):
        await house.drafts.read(upload, 1)


async def test_a_draft_is_gone_after_a_day(house: House) -> None:
    upload = await house.keep(BRIDGE)
    house.now += KEPT
    with pytest.raises(UploadGone):
        await house.get(upload)
    await house.keep(LAMPS)
    house.now += 1
    await house.keep(WELL)
    async with house.database.reading() as view:
        rows = await view.fetch_all("SELECT count(*) FROM upload_page")
    assert list(rows) == [(2,)]


async def test_files_that_can_not_be_read_are_left_out_and_named(house: House) -> None:
    upload = await house.sent(
        SentFile("a.md", BRIDGE),
        SentFile("b.md", b"\0\0"),
        SentFile("c.md", b"A01\n"),
        SentFile("d.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"),
        SentFile("e.css", b"p { color: red; }\nq {\n}\n"),
    )
    assert [page.name for page in upload.pages] == ["a.md"]
    assert [(one.name, one.why) for one in upload.refused] == [
        ("b.md", Refusal.UNREADABLE),
        ("d.doc", Refusal.OLD_OFFICE),
        ("e.css", Refusal.LEFT_OUT),
        ("c.md", Refusal.NO_STORY),
    ]
    assert upload.refused[0].detail


async def test_nothing_is_kept_of_what_can_not_be_read_at_all(house: House) -> None:
    with pytest.raises(UploadRefused) as caught:
        await house.sent(SentFile("b.md", b"\0\0"))
    assert [one.why for one in caught.value.refused] == [Refusal.UNREADABLE]


async def test_a_day_is_said_for_the_pages_that_tell_none(house: House) -> None:
    upload = await house.sent(SentFile("2022-10-26/A01.md", BRIDGE), SentFile("b.md", LAMPS))
    upload = await house.drafts.state_day(upload, date(2022, 10, 20))
    days = [str((await house.drafts.read(upload, at)).bulletin.date) for at in (0, 1)]
    assert days == ["2022-10-26", "2022-10-20"]


async def test_a_day_that_is_said_of_a_page_with_a_day_is_of_that_page_alone(house: House) -> None:
    upload = await house.keep(BRIDGE, LAMPS)
    upload = await house.drafts.state_day(upload, date(2022, 10, 20), 1)
    assert upload.day is None
    days = [str((await house.drafts.read(upload, at)).bulletin.date) for at in (0, 1)]
    assert days == ["2022-10-27", "2022-10-20"]
    upload = await house.drafts.state_day(upload, date(2022, 10, 21), 1)
    assert str((await house.drafts.read(upload, 1)).bulletin.date) == "2022-10-21"
    await house.drafts.publish(upload)
    await house.archive.refresh()
    (hit,) = (await house.archive.ask("西郊路灯")).hits
    assert str(hit.citation.issued) == "2022-10-21"


async def test_what_was_said_is_kept_and_used_when_it_is_published(house: House) -> None:
    upload = await house.sent(SentFile("b.md", LAMPS))
    upload = await house.drafts.state_day(upload, date(2022, 10, 20))
    upload = await house.drafts.state_paper(upload, "二七日报")
    upload = await house.drafts.state_label(upload, 0, "B02")
    upload = await house.drafts.get(upload.id, ADMIN)
    assert (upload.day, upload.paper, upload.pages[0].label) == (
        date(2022, 10, 20),
        "二七日报",
        "B02",
    )
    await house.drafts.publish(upload)
    await house.archive.refresh()
    (hit,) = (await house.archive.ask("西郊路灯")).hits
    cited = hit.citation
    assert (str(cited.issued), cited.paper, cited.page) == ("2022-10-20", "二七日报", "B02")


async def test_nothing_is_said_of_what_is_no_draft_any_more(house: House) -> None:
    upload = await house.drafts.publish(await house.keep(BRIDGE))
    assert (await house.drafts.state_day(upload, date(2022, 10, 20))).day is None


async def test_pasted_text_has_no_name_that_says_anything(house: House) -> None:
    upload, _ = await house.drafts.pasted(ADMIN, LAMPS.decode())
    bulletin = (await house.drafts.read(upload, 0)).bulletin
    assert (bulletin.paper, bulletin.page, bulletin.date) == (None, None, None)


TWO = BRIDGE.decode() + "\n" + LAMPS.decode()


async def titles_of(house: House, upload: Upload, position: int = 0) -> list[str]:
    reading = await house.drafts.read(upload, position)
    return [one.title for one in reading.bulletin.articles]


async def test_a_story_that_is_left_out_is_not_published_and_can_be_put_back(house: House) -> None:
    upload = await house.keep(TWO.encode(), WELL)
    line = (await house.drafts.read(upload, 0)).places[1].first
    upload = await house.drafts.edit(upload, 0, EditKind.DROP, line)
    assert await titles_of(house, upload) == ["东郊大桥修缮"]
    assert [page.stories for page in upload.pages] == [1, 1]
    assert [(one.kind, one.title) for one in upload.pages[0].edits] == [
        (EditKind.DROP, "西郊路灯更换")
    ]
    upload = await house.drafts.take_back_edit(upload, 0, line)
    assert await titles_of(house, upload) == ["东郊大桥修缮", "西郊路灯更换"]
    upload = await house.drafts.edit(upload, 0, EditKind.DROP, line)
    await house.drafts.publish(await house.get(upload))
    assert await house.titles() == ["东郊大桥修缮", "南郊水井清淤"]


async def test_a_story_that_is_joined_goes_on_the_one_before_it(house: House) -> None:
    upload = await house.keep(TWO.encode())
    line = (await house.drafts.read(upload, 0)).places[1].first
    upload = await house.drafts.edit(upload, 0, EditKind.JOIN, line)
    assert await titles_of(house, upload) == ["东郊大桥修缮"]
    assert upload.stories == 1
    await house.drafts.publish(upload)
    await house.archive.refresh()
    body = (await house.archive.article(1)).article.body
    assert "西郊路灯更换" in body
    assert "节能灯" in body


async def test_what_was_changed_holds_when_the_page_is_read_again(house: House) -> None:
    upload = await house.keep(TWO.encode())
    line = (await house.drafts.read(upload, 0)).places[1].first
    upload = await house.drafts.edit(upload, 0, EditKind.DROP, line)
    await house.drafts.publish(upload)
    await house.archive.reread(1, store=True)
    assert await house.titles() == ["东郊大桥修缮"]


async def test_a_page_of_which_nothing_is_left_is_not_published_and_no_draft_without_any(
    house: House,
) -> None:
    upload = await house.keep(BRIDGE, LAMPS)
    upload = await house.drafts.edit(upload, 0, EditKind.DROP, 1)
    assert upload.stories == 1
    nothing = await house.drafts.edit(upload, 1, EditKind.DROP, 1)
    assert (await house.drafts.publish(nothing)).state is UploadState.DRAFT
    upload = await house.drafts.publish(await house.drafts.take_back_edit(nothing, 1, 1))
    assert await house.titles() == ["西郊路灯更换"]
    await house.drafts.take_back(upload)
    assert await house.titles() == []


async def test_of_a_line_at_which_no_story_begins_nothing_is_changed(house: House) -> None:
    upload = await house.keep(TWO.encode())
    assert await house.drafts.edit(upload, 0, EditKind.DROP, 2) == upload
    assert await house.drafts.edit(upload, 0, EditKind.JOIN, 1) == upload  # nothing stands before
    with pytest.raises(UploadGone):
        await house.drafts.edit(upload, 1, EditKind.DROP, 1)


async def test_a_page_that_is_in_the_archive_already_is_not_changed(house: House) -> None:
    upload = await house.keep(TWO.encode(), WELL)
    house.fails = 2
    with pytest.raises(ArchiveUnavailable):
        await house.drafts.publish(upload)
    upload = await house.get(upload)
    assert await house.drafts.edit(upload, 0, EditKind.DROP, 1) == upload
    assert (await house.drafts.edit(upload, 1, EditKind.DROP, 1)).pages[1].stories == 0


async def test_a_page_says_how_much_is_in_doubt_of_it_as_it_stands(house: House) -> None:
    upload = await house.sent(SentFile("a.md", BRIDGE))
    assert upload.pages[0].doubts == 1
    upload = await house.drafts.state_day(upload, date(2022, 10, 20))
    assert upload.pages[0].doubts == 0


async def test_a_draft_of_a_former_version_is_shown_changed_and_published(house: House) -> None:
    async with house.database.transaction() as transaction:
        await transaction.execute(
            "INSERT INTO upload (id, owner, state, made_at, refused) VALUES (1, ?, 'draft', ?, ?)",
            (ADMIN, house.now, '[["a.pdf", "pdf", "pdf"], ["b.xls", "sheet", "xls"]]'),
        )
        await transaction.execute(
            "INSERT INTO upload_page (upload_id, position, name, data, stories)"
            " VALUES (1, 0, '2022-10-27/A01.md', ?, 2)",
            (TWO.encode(),),
        )
    upload = await house.drafts.get(1, ADMIN)
    assert [one.why for one in upload.refused] == [Refusal.NOW_READ, Refusal.SHEET]
    line = (await house.drafts.read(upload, 0)).places[1].first
    upload = await house.drafts.edit(upload, 0, EditKind.DROP, line)
    await house.drafts.publish(upload)
    assert await house.titles() == ["东郊大桥修缮"]


async def test_photos_are_no_versions_of_each_other_by_their_name(house: House) -> None:
    for page in (BRIDGE, LAMPS):
        await house.drafts.publish(await house.sent(SentFile(PHOTO, page)))
    async with house.database.reading() as view:
        rows = await view.fetch_all("SELECT file FROM page")
    assert list(rows) == [("",), ("",)]
