"""The machine a bench ran on, and what a write that lasts costs on its disk."""

from __future__ import annotations

import os
import platform
import statistics
import time
from pathlib import Path


def fsync_milliseconds(folder: Path, times: int = 300) -> tuple[float, float]:
    """Median and 99th percentile of writing 8 kB and waiting until they are on stable storage."""
    taken = []
    place = folder / "fsync"
    with place.open("wb") as file:
        for _ in range(times):
            file.write(bytes(8192))
            file.flush()
            began = time.perf_counter()
            os.fdatasync(file.fileno())
            taken.append(time.perf_counter() - began)
    place.unlink()
    return statistics.median(taken) * 1000, sorted(taken)[int(times * 0.99)] * 1000


def busy_seconds(root: int) -> float:
    """Processor time of a process and all its descendants, dead ones that were waited for included."""
    parents: dict[int, list[int]] = {}
    spent: dict[int, float] = {}
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit():
            try:
                fields = (folder / "stat").read_text("utf-8").rpartition(")")[2].split()
            except OSError:
                continue
            parents.setdefault(int(fields[1]), []).append(int(folder.name))
            spent[int(folder.name)] = sum(map(int, fields[11:15])) / os.sysconf("SC_CLK_TCK")
    waiting, total = [root], 0.0
    while waiting:
        process = waiting.pop()
        total += spent.get(process, 0.0)
        waiting += parents.get(process, [])
    return total


def description() -> str:
    """Cores, processor, memory, kernel, Python and how busy it is with other things."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    kernel = ".".join(platform.release().split(".")[:2])
    return (
        f"{os.cpu_count()} cores {platform.machine()}{_processor()}, {memory:.0f} GiB, "
        f"{platform.system()} {kernel}, Python {platform.python_version()}, load {os.getloadavg()[0]:.1f}"
    )


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text("utf-8").splitlines()
    except OSError:
        return ""
    names = {line.partition(":")[2].strip() for line in lines if line.startswith("model name")}
    virtual = ", virtual" if any(" hypervisor" in line for line in lines) else ""
    return f" ({', '.join(sorted(names))}{virtual})"
