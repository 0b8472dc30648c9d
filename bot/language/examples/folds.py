"""What the verdict is worth on unheard voices, by threshold: `python -m bot.language.examples.folds`.

Each voice is read with weights learnt from all the others, so no set kept apart fixes the threshold.
"""

import sys
from collections.abc import Iterator, Sequence

from bot.language.examples.labelled import FIRST, HEARD, Labelled, labelled
from bot.language.examples.train import learnt_from
from bot.language.meaning import Meaning
from bot.language.trained import Opinion, read
from bot.language.understand import told, understand

Heard = tuple[Labelled, Opinion]
THRESHOLDS = (0.9, 0.93, 0.95, 0.97, 0.99)


def unheard() -> Iterator[Heard]:
    for voice in HEARD:
        weights = learnt_from([FIRST, *(file for file in HEARD if file != voice)])
        for reply in labelled(voice):
            yield reply, read(reply.said.dated, told(reply.said.ruled), weights)


def line(replies: Sequence[Heard], alone: float) -> str:
    read_so = [
        (reply, understand(reply.said.dated, reply.said.ruled, heard, alone)) for reply, heard in replies
    ]
    sure = [(reply, reading) for reply, reading in read_so if reading.sure]
    wrong = [reading for reply, reading in sure if reading.state not in reply.fair]
    done = [reply for reply, reading in sure if reading.state is Meaning.DONE]
    finished = sum(reply.state is Meaning.DONE for reply, _ in replies)
    at_once = sum(reply.state is Meaning.DONE for reply in done)
    false = sum(reading.state is Meaning.DONE for reading in wrong)
    right = sum(reading.state in reply.fair for reply, reading in read_so)
    return (
        f"{alone:.2f}: {right} of {len(replies)} right, {len(sure)} sure, {len(wrong)} of them wrong, "
        f"{false} falsely done, {at_once} of {finished} finished tasks at once"
    )


def main() -> None:
    replies = list(unheard())
    sys.stdout.writelines(f"{line(replies, alone)}\n" for alone in THRESHOLDS)


if __name__ == "__main__":
    main()
