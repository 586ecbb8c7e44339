"""Measures the pages of a big office's registry: start, milliseconds a page on the server, and weight.

    python benchmarks/web.py [--documents 100000] [--keep PATH] [--runs 5]

Makes the registry (2 ms a document) in a temporary folder, or at PATH, where it stays and is used again.
Serves it as `vanthu serve` does and asks over HTTP. Prints the first answer and the median of the later
ones; the weight is that of the page, its style sheets and script, without pictures.
"""

from __future__ import annotations

import argparse
import re
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.error import HTTPError, URLError
from urllib.parse import quote
from urllib.request import urlopen

import made_office

from pipeline.registry import Registry

PORT = 28765
_ROOT = f"http://127.0.0.1:{PORT}"
_LINKED = re.compile(rb'(?:href|src)="(/vanthu/[^"]+)"')


def pages(path: Path) -> Iterator[str]:
    """Addresses of every kind of page, about documents that the registry has."""
    with Registry(path) as registry:
        held = registry.query("SELECT id FROM documents WHERE held AND type = 'Kế hoạch' ORDER BY id LIMIT 1")
        often = registry.query(
            "SELECT to_document FROM citations GROUP BY 1 ORDER BY count(*) DESC, 1 LIMIT 1"
        )
        finding = registry.query("SELECT key FROM findings ORDER BY id LIMIT 1")
        task = registry.query("SELECT key FROM tasks ORDER BY id LIMIT 1")
        indicator = registry.query("SELECT indicator FROM statistics ORDER BY id LIMIT 1")
        often_said = registry.query("SELECT text FROM texts ORDER BY file_id LIMIT 1")[0][0].split()[4]
    yield from ("/", "/van-ban", f"/van-ban?q={quote(often_said)}", "/van-ban?trang=900")
    yield "/van-ban?q=60285%2FKH-UBND"
    yield f"/van-ban?loai={quote('Kế hoạch')}&nam=2021"
    for document in (held[0][0], often[0][0]):
        yield from (f"/van-ban/{document}", f"/do-thi/{document}")
    yield from ("/do-thi", "/ke-hoach-quyet-dinh", "/ke-hoach-quyet-dinh?nam=2021", "/ra-soat")
    yield from (f"/ra-soat/{finding[0][0]}", "/nhiem-vu", f"/nhiem-vu/{task[0][0]}", "/chi-tieu")
    yield f"/chi-tieu/xem?ten={quote(indicator[0][0])}"
    yield from ("/registry", "/registry/files", "/registry/mentions")


@contextmanager
def served(path: Path) -> Iterator[float]:
    """The registry at `path`, served; gives the seconds until it answers."""
    command = (
        "from pipeline.web import server; from pipeline.web.guard import Access; from pathlib import Path;"
        f" server.serve(Path({str(path)!r}), Access('127.0.0.1', {PORT}),"
        f" server.listen('127.0.0.1', {PORT}), sql=True, browser=False)"
    )
    began = time.perf_counter()
    process = subprocess.Popen([sys.executable, "-c", command])
    try:
        while process.poll() is None:
            try:
                urlopen(f"{_ROOT}/vanthu/vanthu.css", timeout=5).read()
                break
            except (URLError, ConnectionError):
                time.sleep(0.01)
        yield time.perf_counter() - began
    finally:
        process.terminate()
        process.wait(20)


def ask(address: str) -> tuple[float, bytes]:
    """Seconds until the whole answer is there, and the answer.

    Raises:
        HTTPError: the page answers with a fault.
    """
    began = time.perf_counter()
    with urlopen(_ROOT + address, timeout=60) as answer:
        body: bytes = answer.read()
    return time.perf_counter() - began, body


def weight(body: bytes) -> int:
    """Bytes of a page with its style sheets and scripts."""
    return len(body) + sum(len(ask(path.decode())[1]) for path in set(_LINKED.findall(body)))


def run(path: Path, runs: int) -> int:
    """Print the figures; the number of pages that failed."""
    failed = 0
    with served(path) as start:
        print(f"{'start':<60} {1000 * start:8.0f} ms")
        time.sleep(2)  # what a person needs to look at the first page
        for address in pages(path):
            try:
                first, body = ask(address)
                later = statistics.median(ask(address)[0] for _ in range(runs))
            except HTTPError as error:
                failed += 1
                print(f"{address[:60]:<60} status {error.code}")
                continue
            print(
                f"{address[:60]:<60} {1000 * first:8.0f} ms first {1000 * later:6.0f} ms later"
                f" {weight(body) / 1000:6.0f} kB",
                flush=True,
            )
    return failed


def main() -> int:
    """Run the benchmark; the exit code is 1 where a page failed."""
    plain = argparse.RawDescriptionHelpFormatter
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=plain)
    parser.add_argument("--documents", type=int, default=100_000)
    parser.add_argument("--keep", type=Path, metavar="PATH", help="Keep the registry there.")
    parser.add_argument("--runs", type=int, default=5)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = given.keep or Path(folder, "registry.db")
        if not path.exists():
            began = time.perf_counter()
            made_office.write(path, given.documents)
            print(f"made in       {time.perf_counter() - began:.1f} s")
        return 1 if run(path, given.runs) else 0


if __name__ == "__main__":
    sys.exit(main())
