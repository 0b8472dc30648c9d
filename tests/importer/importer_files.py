"""Files that somebody might send: office files of given parts; documents too large, cut or disguised."""

import zipfile
from collections.abc import Iterable
from io import BytesIO

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
START = f'<w:document xmlns:w="{W}"><w:body>'.encode()
END = b"</w:body></w:document>"
TASK = "- Sở Y tế rà soát danh sách, hoàn thành trước ngày 30/9/2026."
OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def paragraph(text: str = TASK) -> bytes:
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>".encode()


def docx(
    *body: bytes, start: bytes = START, end: bytes = END, parts: dict[str, bytes] | None = None
) -> bytes:
    return office({"word/document.xml": (start, *body, end), **{k: (v,) for k, v in (parts or {}).items()}})


def office(parts: dict[str, Iterable[bytes]]) -> bytes:
    data = BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, pieces in parts.items():
            with archive.open(name, "w") as part:
                for piece in pieces:
                    part.write(piece)
    return data.getvalue()


def sheet(*rows: str) -> bytes:
    """A workbook of one sheet from rows of XML."""
    body = f"<worksheet><sheetData>{''.join(rows)}</sheetData></worksheet>".encode()
    return office({"xl/workbook.xml": (b"<workbook/>",), "xl/worksheets/sheet1.xml": (body,)})


def row(number: int, *cells: str) -> str:
    return f'<row r="{number}">{"".join(cells)}</row>'


def said(place: str, text: str) -> str:
    return f'<c r="{place}" t="inlineStr"><is><t>{text}</t></is></c>'
