"""What a picture is drawn with: words on one line, sharp blocks, dashes that go around bends."""

from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

import bot.texts
from bot.papers.canvas import Canvas, dashes
from bot.texts import LANGUAGES

WHITE, BLACK = "#FFFFFF", "#000000"


def drawn(canvas: Canvas) -> Image.Image:
    return Image.open(BytesIO(canvas.png())).convert("L")


def lowest(word: str) -> int:
    """The last row of pixels that a word reaches."""
    canvas = Canvas(200, 80, WHITE)
    canvas.write(10, 40, word, 28, BLACK)
    box = drawn(canvas).point(lambda value: 255 - value).getbbox()
    assert box is not None
    return box[3]


def known(sign: str, bold: bool) -> bool:
    """Whether it isn't drawn as what stands for any unknown one."""

    def look(text: str) -> bytes:
        canvas = Canvas(60, 60, WHITE)
        canvas.write(10, 30, text, 28, BLACK, bold=bold)
        return canvas.png()

    return look(sign) != look("\U000f1234")


def test_letters_with_and_without_marks_stand_on_one_line() -> None:
    assert lowest("ne") == lowest("ẾN") == lowest("1lh")


def test_a_letter_typed_in_parts_is_the_letter() -> None:
    pictures = []
    for word in ("\u1ebf", "e\u0302\u0301"):
        canvas = Canvas(60, 60, WHITE)
        canvas.write(10, 30, word, 28, BLACK)
        pictures.append(canvas.png())
    assert pictures[0] == pictures[1]


def test_a_block_has_sharp_edges_and_is_none_where_it_is_too_narrow() -> None:
    canvas = Canvas(20, 20, WHITE)
    canvas.block(2.2, 3, 4, 5, BLACK)
    canvas.block(12, 3, 0.3, 5, BLACK)
    image = drawn(canvas)
    assert image.point(lambda value: 255 - value).getbbox() == (2, 3, 6, 8)
    assert {value for _, value in image.getcolors() or ()} == {0, 255}


def test_a_line_stays_within_its_box() -> None:
    canvas = Canvas(40, 40, WHITE)
    canvas.path((10, 10, 20, 20), [(-10, 10), (30, 10)], 40, BLACK)
    assert drawn(canvas).point(lambda value: 255 - value).getbbox() == (10, 10, 30, 30)


def test_dashes_take_turns_with_gaps() -> None:
    assert [*dashes([(0, 0), (10, 0)], 3, 2)] == [[(0, 0), (3, 0)], [(5, 0), (8, 0)]]


def test_a_dash_goes_around_a_bend_and_the_last_one_ends_with_the_path() -> None:
    assert [*dashes([(0, 0), (2, 0), (2, 4)], 3, 2)] == [[(0, 0), (2, 0), (2, 1)], [(2, 3), (2, 4)]]


def test_a_path_of_one_place_has_no_length() -> None:
    assert [*dashes([(1, 1)], 3, 2)] == [[(1, 1)]]


@pytest.mark.parametrize("bold", [False, True])
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_letters_hold_every_sign_of_the_pictures_words(language: str, bold: bool) -> None:
    words = (Path(bot.texts.__file__).parent / language / "chart.yaml").read_text("utf-8")
    vietnamese = (chr(code) for code in range(0x1EA0, 0x1EFA))
    signs = {sign for sign in (*words, *vietnamese, *"ăâđêôơưĂÂĐÊÔƠƯàáãèéìíòóõùúýĩũ") if sign.isprintable()}
    assert [sign for sign in sorted(signs) if not known(sign, bold)] == []
