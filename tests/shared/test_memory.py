"""A process gives large blocks of memory back."""

import subprocess
import sys

SCRIPT = """
import gc, resource
{begin}
def resident():
    with open("/proc/self/statm", encoding="ascii") as file:
        return int(file.read().split()[1]) * resource.getpagesize() // 2**20
bytearray(30 * 2**20)  # frees a large block, by which glibc raises its limit
before = resident()
blocks = [bytearray(b"x" * 2**23) for _ in range(12)]
last = bytearray(b"x" * 2**20)  # lies above them, so that the heap cannot shrink
blocks.clear()
gc.collect()
print(resident() - before)
"""
GIVE_BACK = "from naober.shared.memory import give_back_large_blocks; give_back_large_blocks()"


def kept(begin: str) -> int:
    """Return megabytes that a process still holds after it freed 96."""
    script = SCRIPT.format(begin=begin)
    run = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    return int(run.stdout)


def test_what_is_freed_is_given_back_to_the_system() -> None:
    assert kept(GIVE_BACK) < 10
    assert kept("") > 10, "the guard is not needed any more"
