"""Packing a parcel of certificates: read one after the other, and several ahead.

COUNT=500 papers of the size of a certificate lie in ministack's bucket; one ZIP is written of them by the
same steps, with the papers read one at a time (the baseline) and with those that come next on their
way. Ministack takes part of the same processors; so the same is measured once more with each read waiting as long as
over a network, which costs nobody here anything: that is held against the targets. Run it by `python -m bench.bundle`.
"""

import os
import sys
import time
import tracemalloc
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from uuid import uuid4

from bench.targets import at_least, at_most, tell
from local import ministack, resources

COUNT = int(os.environ.get("COUNT", "500"))
BYTES = 62_000
WAITED_SECONDS = 0.02
"""What a read of S3 waits for, 15 to 30 ms (assumed)."""
STAMP = (2020, 6, 1, 9, 0, 0)
LEAST_FASTER, MOST_MEMORY = 4, 1.2
"""Of the seconds of before, and against its memory."""
Reads = Callable[[Callable[[int], bytes], Iterable[int]], Iterator[bytes]]


def main() -> int:
    """Print seconds, seconds of this processor, and the most memory; the ratio of the seconds."""
    with ministack.running() as emulator:
        os.environ.update(resources.constant_environment())
        os.environ["AWS_ENDPOINT_URL"] = emulator.endpoint
        cloud = resources.create(emulator.endpoint)
        os.environ.update(resources.environment(cloud, "http://127.0.0.1"))
        from chalicelib.certificates.gateways import certificate_bucket  # noqa: PLC0415 - environment
        from chalicelib.platform.gateways.files import MOST_CONNECTIONS  # noqa: PLC0415 - as above
        from chalicelib.platform.store.abreast import ahead  # noqa: PLC0415 - as above

        for at in range(COUNT):
            certificate_bucket.put_certificate(f"N{at}", 1, os.urandom(BYTES), says="x", key=1)
        print(f"{COUNT:,} papers{'seconds':>12}{'CPU':>8}{'MB':>8}{'ratio':>8}")
        for waited in (0.0, WAITED_SECONDS):
            print(f"a read waits {waited * 1000:.0f} ms")
            before, memory = measured("one by one", map, waited, None)
            ahead_of = partial(ahead, at_once=MOST_CONNECTIONS)
            seconds, most = measured("ahead", ahead_of, waited, before)
    return tell(
        [
            at_least("times as fast, each read waiting", before / seconds, LEAST_FASTER),
            at_most("memory against one by one", most / memory, MOST_MEMORY),
        ]
    )


def measured(name: str, reads: Reads, waited: float, before: float | None) -> tuple[float, float]:
    """Write a ZIP, print what it cost; the seconds, and the most megabytes of a second one."""
    began, worked = time.perf_counter(), time.process_time()
    pack(reads, waited)
    seconds, processor = time.perf_counter() - began, time.process_time() - worked
    tracemalloc.start()
    pack(reads, 0)
    most = tracemalloc.get_traced_memory()[1] / 1e6
    tracemalloc.stop()
    ratio = f"{before / seconds:>6.2f} ×" if before else ""
    print(f"{name:<14}{seconds:>9.1f}{processor:>8.1f}{most:>8.1f}{ratio:>8}")
    return seconds, most


def pack(reads: Reads, waited: float) -> None:
    """Write all papers into one ZIP."""
    from chalicelib.certificates.gateways import zip_files  # noqa: PLC0415 - reads the environment

    file = zip_files.begin(uuid4().hex, STAMP)

    def read(at: int) -> bytes:
        time.sleep(waited)
        return zip_files.read_certificate(f"N{at}", 1)

    papers = reads(read, range(COUNT))
    for at, paper in enumerate(papers):
        file.add(f"N{at}-v1.pdf", paper)
    file.finish()


if __name__ == "__main__":
    sys.exit(main())
