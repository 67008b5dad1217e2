"""What a long command did: the time, the processor and the memory of every step, in a table at its end."""

import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Step:
    name: str
    seconds: float
    processor: float
    peak_gb: float


class Steps:
    """Steps in order. The peak is that of the step alone, where the kernel lets it be reset (Linux)."""

    def __init__(self) -> None:
        self.done: list[Step] = []

    @contextmanager
    def step(self, name: str) -> Iterator[None]:
        with suppress(OSError):
            Path("/proc/self/clear_refs").write_text("5")
        clock, processor = time.perf_counter(), time.process_time()
        yield
        self.done.append(Step(name, time.perf_counter() - clock, time.process_time() - processor, peak_gb()))

    def table(self) -> str:
        rows = [f"{'steg':28}{'sekunder':>10}{'prosessor':>11}{'minne':>10}"]
        total = Step(
            "i alt",
            sum(step.seconds for step in self.done),
            sum(step.processor for step in self.done),
            max((step.peak_gb for step in self.done), default=0.0),
        )
        rows += [f"{s.name:28}{s.seconds:10.1f}{s.processor:11.1f}{s.peak_gb:7.2f} GB" for s in (*self.done, total)]
        return "\n".join(rows)


def peak_gb() -> float:
    """The most memory this process has had since the last reset; 0 where the kernel does not say."""
    try:
        status = Path("/proc/self/status").read_text()
    except OSError:
        return 0.0
    return int(status.split("VmHWM:")[1].split()[0]) * 1024 / 1e9
