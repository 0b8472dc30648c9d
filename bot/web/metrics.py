"""What /metrics says at a moment, in Prometheus' words."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from bot.web.health import Gauges
from bot.web.pulse import Pulse


@dataclass(frozen=True, eq=False, slots=True)
class Snapshot(Collector):
    """What `/metrics` says at a moment."""

    pulse: Pulse
    found: Gauges
    now: datetime

    def age(self, moment: datetime | None) -> float:
        return (self.now - moment).total_seconds() if moment else 0.0

    def collect(self) -> Iterator[Metric]:
        pulse, found, late = self.pulse, self.found, max(0.0, self.age(self.found.next_due))
        for name, help_text, value in (
            ("leads", "1 where this process schedules and sends", float(pulse.leads)),
            ("inbox_backlog", "Updates stored and not yet handled", float(found.inbox)),
            ("inbox_oldest_seconds", "Age of the oldest of them", self.age(found.oldest_inbox)),
            ("outbox_late_seconds", "How long the next delivery is overdue", late),
            ("last_poll_seconds", "Since the last answer to getUpdates", self.age(pulse.last_poll)),
            ("last_pass_seconds", "Since the last pass", self.age(pulse.last_pass)),
            ("aside", "Pieces of work put aside after a fault", float(len(found.aside))),
        ):
            yield GaugeMetricFamily(f"dunghan_{name}", help_text, value=value)
        outbox = GaugeMetricFamily("dunghan_outbox_rows", "Deliveries by outcome", labels=["state"])
        for state, count in found.outbox.items():
            outbox.add_metric([state], float(count))
        yield outbox
        yield CounterMetricFamily(
            "dunghan_reports", "The number of the newest report", value=float(found.reports)
        )
        yield CounterMetricFamily("dunghan_passes", "Passes of this process", value=float(pulse.passes))
