"""Measures the joining of tasks over made-up documents: time, memory, and links of each kind.

    python benchmarks/tasks_joining.py [--documents 10000] [--tasks 100000] [--outcomes 100000] [--seed 1]

Every tenth task repeats one of an earlier notice, every third outcome speaks of an earlier task, and a fifth
of the documents cite an earlier one; all else are words of the same vocabulary at random, common ones often.
"""

from __future__ import annotations

import argparse
import random
import resource
import time
from collections import Counter
from collections.abc import Sequence
from datetime import date, timedelta

from pipeline.tasks.joining import join
from pipeline.tasks.joins import Carrier, Given, Said

PROVINCES = ("Hòa An", "Sơn Hà", "Vĩnh Lam", "Bình Trúc")
FIELDS = ("Tư pháp", "Công Thương", "Xây dựng", "Tài chính", "Y tế", "Nội vụ", "Khoa học và Công nghệ")
OPENINGS = ("Chủ trì, phối hợp với các cơ quan liên quan", "Tham mưu UBND tỉnh", "Tăng cường", "Tổ chức")
ACTS = ("rà soát", "xây dựng Kế hoạch", "kiểm tra", "tuyên truyền", "ban hành Quy chế", "nạo vét", "số hóa")
FIRST = date(2024, 1, 1)


def made_words(chance: random.Random) -> list[str]:
    """Four thousand words as Vietnamese syllables are built."""
    heads = (
        "b",
        "c",
        "ch",
        "d",
        "đ",
        "g",
        "gi",
        "h",
        "kh",
        "l",
        "m",
        "n",
        "ng",
        "nh",
        "ph",
        "qu",
        "th",
        "tr",
    )
    rhymes = (
        "a",
        "ai",
        "ang",
        "anh",
        "ao",
        "ân",
        "âu",
        "em",
        "ênh",
        "iêm",
        "iên",
        "o",
        "oai",
        "oan",
        "ôi",
        "ơn",
    )
    marks = ("", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323")
    words = [head + rhyme[0] + mark + rhyme[1:] for head in heads for rhyme in rhymes for mark in marks]
    chance.shuffle(words)
    return words


class Maker:
    """Makes documents, tasks and outcomes."""

    def __init__(self, seed: int, documents: int) -> None:
        self._chance = random.Random(seed)
        self._words = made_words(self._chance)
        self._weights = [1 / (rank + 10) for rank in range(len(self._words))]
        self.carriers = {number: self._carrier(number, documents) for number in range(1, documents + 1)}

    def _carrier(self, number: int, documents: int) -> Carrier:
        issuer = f"Ủy ban nhân dân tỉnh {PROVINCES[number % len(PROVINCES)]}"
        day = FIRST + timedelta(days=number * 900 // documents)
        cited = frozenset({("implements", f"d{self._chance.randint(1, number)}")} if number % 5 == 0 else ())
        return Carrier(number, f"d{number}", ("Kế hoạch", "Thông báo")[number % 2], issuer, str(day), cited)

    def _text(self) -> str:
        words = self._chance.choices(self._words, self._weights, k=self._chance.randint(8, 40))
        return f"{self._chance.choice(OPENINGS)} {self._chance.choice(ACTS)} {' '.join(words)}"

    def _body(self, file: int) -> str:
        return f"Sở {self._chance.choice(FIELDS)} tỉnh {PROVINCES[file % len(PROVINCES)]}"

    def tasks(self, count: int) -> list[Given]:
        """`count` tasks, in the order of their documents."""
        found: list[Given] = []
        for number in range(1, count + 1):
            file = 1 + (number - 1) * len(self.carriers) // count
            text, lead = self._text(), self._body(file)
            if found and number % 10 == 0:
                earlier = found[max(0, len(found) - self._chance.randint(1, count // 10))]
                text = earlier.text
                lead = earlier.lead[0] if self._chance.random() < 0.7 else lead
            found.append(Given(number, file, text, (lead,), "stated", in_table=number % 4 == 0))
        return found

    def outcomes(self, count: int, tasks: Sequence[Given]) -> list[Said]:
        """`count` outcomes, a third of them of earlier tasks, with a few words changed."""
        found = []
        for number in range(1, count + 1):
            file = 1 + (number - 1) * len(self.carriers) // count
            text, body = self._text(), self._body(file)
            if number % 3 == 0:
                task = tasks[self._chance.randrange(max(1, number * len(tasks) // count))]
                words = task.text.split()
                text, body = " ".join(words[: max(8, len(words) - 3)]), task.lead[0]
            found.append(Said(number, file, f"Đã {text}", "done", (body,)))
        return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--documents", type=int, default=10_000)
    parser.add_argument("--tasks", type=int, default=100_000)
    parser.add_argument("--outcomes", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    maker = Maker(asked.seed, asked.documents)
    tasks = maker.tasks(asked.tasks)
    outcomes = maker.outcomes(asked.outcomes, tasks)
    before, start, used = _memory(), time.perf_counter(), time.process_time()
    links = join(maker.carriers, tasks, outcomes)
    seconds, used = time.perf_counter() - start, time.process_time() - used
    print(f"{seconds:.1f} s ({used:.1f} s of one processor)")
    print(f"{_memory() - before} MB more than the {before} MB of the input")
    for (kind, sure), count in sorted(Counter((one.kind.value, one.sure) for one in links).items()):
        print(f"{count:>8} {kind} {'sure' if sure else 'proposed'}")


def _memory() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


if __name__ == "__main__":
    main()
