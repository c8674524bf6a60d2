"""A whole school answers at once: `python -m tests.load [--pupils N] [--minutes M] [--web N]`.

Starts a served Beside on a data folder of its own, lets every pupil sign in by card and go through
a survey, half of them beginning in the first fifth of the time, and holds what they sent against
what stands. Prints JSON Lines; gives 1 where something is lost, doubled, wrong or too slow.
"""

import asyncio
import json
import os
import sys
from collections.abc import Iterator
from typing import Any

from tests.load.pupil import LEAST_SAVES, Pupil
from tests.load.sampled import P95_MS, Sampled, options_of, work
from tests.load.serving import serving
from tests.load.stands import FOUND, compared
from tests.load.timing import Times


def main(argv: list[str]) -> int:
    options = options_of(argv, __doc__, minutes=10)
    with serving(options.pupils, "--workers", str(options.web)) as (running, _inside):
        told = json.loads(running.inside("import tests.load.school"))
        times, sampled = Times(), Sampled(running)

        def make(browser, card, chance) -> Pupil:
            return Pupil(browser, told["round"], card, chance)

        pupils = asyncio.run(work(running.address, told["cards"], options, times, make))
        used = sampled.used()
        found = json.loads(running.inside(FOUND.format(survey=told["round"])))
    lines = [*times.lines(), *_about(options, pupils, times, used, found)]
    for line in lines:
        print(json.dumps(line), flush=True)
    for fault in [*times.errors, *(p.fault for p in pupils.values() if p.fault)][:20]:
        print(fault, file=sys.stderr)
    return 0 if _is_within(lines) else 1


def _about(options, pupils, times, used, found) -> Iterator[dict[str, Any]]:
    saves = sorted(p.said.saves for p in pupils.values())
    yield {
        "pupils": len(pupils),
        "sent": sum(p.said.sent for p in pupils.values()),
        "without_script": sum(not p.browser.has_script for p in pupils.values()),
        "least_saves": saves[0],
        "saves": sum(saves),
        "web": options.web,
        "took_s": max(times.seconds, default=0) + 1,
        "load": [round(each, 1) for each in os.getloadavg()],
    }
    yield {"processor_s": used}
    said = {who: pupil.said for who, pupil in pupils.items()}
    for table, line in compared(said, found).items():
        yield {"table": table, **line}


def _is_within(lines: list[dict[str, Any]]) -> bool:
    """Whether nothing went wrong, nothing is lost or doubled, and it was quick enough."""
    found: dict[str, Any] = {}
    for line in lines:
        found |= line if "table" not in line else {}
    kept = all(not line["lost"] and not line["doubled"] for line in lines if "table" in line)
    whole = next(line for line in lines if line.get("requests") == "all")
    return (
        kept
        and not whole["errors"]
        and whole["p95_ms"] <= P95_MS
        and found["sent"] == found["pupils"]
        and found["least_saves"] >= LEAST_SAVES
    )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
