"""A message whose rendering fails is tried five times and then put aside; it keeps nobody waiting."""

import json
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from delivery_office import FakeWire, at, notice, open_store, task, world

from bot.delivery.outcomes import MOST_BUGS
from bot.delivery.sender import Sender
from bot.messages import render
from bot.messages.view import View
from bot.model.message import Delivery, DeliveryState, NewDelivery, OutboxKind, Priority
from bot.model.people import Role
from bot.rehearsal.virtual import VirtualClock
from bot.store.subjects import read

KEPT = Path(__file__).parents[1] / "store" / "kept" / "subjects_v1.json"


class Fault(Exception):
    """A fault of ours, injected."""


SHAPES = [
    (kind, shape) for kind, shapes in json.loads(KEPT.read_text(encoding="utf-8")).items() for shape in shapes
]


@pytest.mark.parametrize(
    ("kind", "shape"), SHAPES, ids=[f"{k}-{s['ask']}-{n}" for n, (k, s) in enumerate(SHAPES)]
)
async def test_a_renderer_that_fails_is_tried_five_times_and_keeps_nobody_waiting(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str, shape: dict[str, Any]
) -> None:
    subject = read(OutboxKind(kind), shape)
    clock = VirtualClock(at("2025-12-01 08:00"))
    here = world(task("A", clock.now().date()))
    tried: list[int] = []

    def broken(_view: View, row: Delivery, _of: Any) -> Any:
        tried.append(row.id)
        if row.chat_id == 7:
            raise Fault
        return render._notice(_view, row, _of)

    monkeypatch.setattr(render, "MAKERS", {**render.MAKERS, type(subject): broken})
    with closing(open_store(tmp_path)) as store:
        with store.transaction() as tx:
            tx.links.add(Role.OFFICIAL, 7, 7, "A", "so-tai-chinh", None, None, clock.now())
            tx.links.add(Role.SECRETARY, 9, 9, "S", None, "p", None, clock.now())
            tx.outbox.add(
                NewDelivery(key="x", chat_id=7, priority=Priority.ANSWER, subject=subject), clock.now()
            )
            for key, chat in (("y", 7), ("z", 8)):
                tx.outbox.add(notice(key, chat), clock.now())
        wire = FakeWire(clock)
        sender = Sender(store, wire, lambda: here, clock, chance=lambda: 0.0)
        for _ in range(3 * MOST_BUGS):
            if due := await sender.deliver():
                clock.move_to(max(due, clock.now()))
        ours = {chat for _, chat, text in wire.sent if text == "Đã ghi"}
        assert ours == ({8} if kind == OutboxKind.NOTICE and not shape["ask"] else {7, 8})
        assert sum(id == 1 for id in tried) == MOST_BUGS
        with store.transaction(read_only=True) as tx:
            row = tx.outbox.by_key("x")
            assert row is not None and row.state is DeliveryState.REFUSED
        assert sum(chat == 9 for _, chat, _ in wire.sent) >= 1
