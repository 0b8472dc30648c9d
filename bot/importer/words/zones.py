"""What a part of a document is about, by its heading: tasks, figures to reach, or neither."""

import re
from enum import StrEnum

from bot.importer.words.wording import bare, trimmed


class Zone(StrEnum):
    """What the points below a heading are."""

    TASKS = "tasks"
    TARGETS = "targets"
    NEITHER = "neither"


WORK = re.compile(
    r"nhiem vu|giai phap|noi dung|to chuc thuc hien|phan cong|trach nhiem|cong viec|lo trinh|tien do|ke"
    r" hoach thuc hien|hoat dong|thoi gian (?:va|,)"
)
FIGURES = re.compile(r"(?:cac )?(?:muc tieu|chi tieu|tam nhin|muc tieu,? chi tieu|he thong chi tieu)")
NEITHER = re.compile(
    r"(?:muc dich|yeu cau|quan diem|can cu|co so|boi canh|tinh hinh|thuc trang|danh gia (?:tinh hinh|ket"
    r" qua|chung|thuc)|ket qua|nhung ket qua|ton tai|han che"
    r"|nguyen nhan|bai hoc|(?:nguon )?kinh phi|nguon luc|nguon von|doi tuong|pham vi|thanh phan|giai"
    r" thich|nguyen tac|su can thiet|y nghia|phuong cham|phuong phap|dac diem|du bao|thoi co"
    r"|hieu luc|dieu khoan|che do thong tin$|dia diem|khai quat|tong quan|dat van de|mo dau|uu diem"
    r"|khuyet diem|thuan loi|kho khan|khau hieu|so luong|co cau|hinh thuc(?! khen)|thoi gian(?:,| va)?"
    r" dia diem)(?![a-z])"
)
LONGEST = 120


def zone_of(heading: str, above: Zone) -> Zone:
    """What stands below a heading; what it does not say is as above it."""
    words = re.sub(r"^ve (?:viec )?", "", bare(trimmed(heading)))
    if len(words) > LONGEST:
        return above
    if NEITHER.match(words):
        return (
            Zone.TASKS
            if WORK.search(words)
            and re.match(r"(?:muc dich|yeu cau|muc tieu)", words)
            and "nhiem vu" in words
            else Zone.NEITHER
        )
    if FIGURES.match(words):
        return Zone.TASKS if WORK.search(words) else Zone.TARGETS
    return Zone.TASKS if WORK.search(words) else above
