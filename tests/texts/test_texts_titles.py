"""A name that says what its holder is brings no second title."""

import pytest

from bot.texts import Texts


@pytest.mark.parametrize(
    ("name", "first", "said"),
    [
        ("Chánh Văn phòng", True, "Thư ký Chánh Văn phòng"),
        ("Chánh Văn phòng", False, "thư ký Chánh Văn phòng"),
        ("Thư ký theo dõi 07-KH/TU", True, "Thư ký theo dõi 07-KH/TU"),
        ("Thư ký theo dõi 07-KH/TU", False, "Thư ký theo dõi 07-KH/TU"),
    ],
)
def test_a_post_named_after_its_role_is_not_doubled(name: str, first: bool, said: str) -> None:
    assert Texts("vi").html("role.titled", role="secretary", name=name, first=first) == said
