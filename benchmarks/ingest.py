"""Measures ingest on small text documents made for it: documents a second, re-run, memory.

    python benchmarks/ingest.py [--documents 10000] [--jobs 2]

Prints one line a figure. Memory is the peak of the resident set, where the system tells it (POSIX).
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from pathlib import Path

from pipeline.ingest import RunReport, ingest
from pipeline.registry import Registry

PLACES = ("Sơn Hà", "Bình Giang", "An Thịnh", "Phú Lộc", "Đông Hải")
TOPICS = ("cải cách hành chính", "chuyển đổi số", "phòng cháy", "an toàn thực phẩm", "giáo dục nghề nghiệp")


def document(number: int) -> str:
    """A plan of about two kilobytes that cites eight documents; every number makes another text."""
    place, topic = PLACES[number % 5], TOPICS[number % 5]
    year = 2020 + number % 6
    signs = [f"{(number * 7 + item) % 900 + 1}/QĐ-UBND ngày {item + 1:02}/3/{year}" for item in range(1, 8)]
    cited = "\n".join(
        f"{item}. Thực hiện Quyết định số {sign} của Ủy ban nhân dân tỉnh {place} về {topic}; kết quả đạt "
        f"{item * 9 + 3}% kế hoạch năm, tăng so với cùng kỳ."
        for item, sign in enumerate(signs, start=1)
    )
    return (
        f"ỦY BAN NHÂN DÂN\nTỈNH {place.upper()}\n\nSố: {number + 1}/KH-UBND\n\n"
        f"{place}, ngày 15 tháng 4 năm {year}\n\nKẾ HOẠCH\nVề {topic} năm {year}, đợt {number}\n\n"
        "Căn cứ Nghị định số 30/2020/NĐ-CP ngày 05 tháng 3 năm 2020 của Chính phủ về công tác văn thư;\n\n"
        f"I. NỘI DUNG\n\n{cited}\n\nII. TỔ CHỨC THỰC HIỆN\n\nCác sở, ngành theo chức năng triển khai "
        f"thực hiện Kế hoạch này và báo cáo Ủy ban nhân dân tỉnh trước ngày 15 tháng 12 năm {year}.\n"
    )


def write_documents(folder: Path, count: int) -> None:
    """Write `count` documents, five hundred a folder."""
    for number in range(count):
        place = folder / f"{number // 500:03}"
        place.mkdir(exist_ok=True)
        (place / f"ke-hoach-{number:06}.txt").write_text(document(number), encoding="utf-8")


def peak_megabytes() -> tuple[float, float] | None:
    """Peak resident set of this process and of its largest worker, None where the system does not tell."""
    try:
        import resource
    except ImportError:
        return None
    scale = 1024 * 1024 if sys.platform == "darwin" else 1024
    own, workers = resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN
    return resource.getrusage(own).ru_maxrss / scale, resource.getrusage(workers).ru_maxrss / scale


def measured(folder: Path, registry: Path, jobs: int | None) -> tuple[RunReport, float]:
    """One run and its seconds."""
    began = time.perf_counter()
    report = ingest([folder], registry, jobs=jobs)
    return report, time.perf_counter() - began


def main() -> int:
    """Run the benchmark; the exit code is 0."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--documents", type=int, default=10_000)
    parser.add_argument("--jobs", type=int, default=None)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder, registry = Path(name, "in"), Path(name, "registry.db")
        folder.mkdir()
        write_documents(folder, given.documents)
        first, seconds = measured(folder, registry, given.jobs)
        again, rerun = measured(folder, registry, given.jobs)
        print(f"read          {first.read} of {first.found} documents, {first.failed} failed")
        print(f"first run     {first.found / seconds:8.0f} documents/s ({seconds:.1f} s with resolution)")
        print(f"unchanged     {again.found / rerun:8.0f} files/s ({rerun:.2f} s)")
        print(f"resolution    {first.resolution}")
        print(f"registry      {registry.stat().st_size / 1e6:8.1f} MB, {mentions(registry)} mentions")
        if peak := peak_megabytes():
            print(f"peak memory   {peak[0]:8.0f} MB here, {peak[1]:.0f} MB in the largest worker")
    return 0


def mentions(path: Path) -> int:
    """How many mentions a registry holds."""
    with Registry(path) as registry:
        return int(registry.query("SELECT count(*) FROM mentions")[0][0])


if __name__ == "__main__":
    sys.exit(main())
