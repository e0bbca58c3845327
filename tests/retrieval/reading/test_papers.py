import pytest

from retrieval.reading.papers import folder_paper


@pytest.mark.parametrize(
    ("path", "paper"),
    [
        ("二七日报/2022-10-27/A05.md", "二七日报"),
        ("日报/2022-10-27/A01.md", "日报"),
        ("晚报/A01.md", "晚报"),
        ("青榆晚报 2025-11-03/3.md", "青榆晚报"),
        ("old/青榆晚报/2025/11/03/A01.md", "青榆晚报"),
        ("街道简报/12/1.md", "街道简报"),
        ("收件箱\\青榆时讯\\A1.md", "青榆时讯"),
    ],
)
def test_a_folder_names_the_paper(path: str, paper: str) -> None:
    assert folder_paper(path) == paper


@pytest.mark.parametrize(
    "path",
    [
        "二七日报.md",
        "2022-10-27/A05.md",
        "电子报/2022/A1.md",
        "旧报/a.md",
        "本月报/1.md",
        "公报/1.md",
        "",
    ],
)
def test_a_files_name_and_words_for_papers_in_general_do_not(path: str) -> None:
    assert folder_paper(path) is None
