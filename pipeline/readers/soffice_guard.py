"""Runs a command with a time limit: `python soffice_guard.py SECONDS COMMAND…`.

The command and all it started are ended when the time is over, and when the standard input ends: that is how
a caller that was killed is noticed. Stands alone, so that it starts fast.
"""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import threading

TOO_LONG = 124


def main(seconds: float, command: list[str]) -> int:
    """The command's exit code, `TOO_LONG` where it was stopped."""
    process = subprocess.Popen(command, stdin=subprocess.DEVNULL, start_new_session=True)
    threading.Thread(target=_watch, args=(process,), daemon=True).start()
    try:
        return process.wait(seconds)
    except subprocess.TimeoutExpired:
        return TOO_LONG
    finally:
        end(process)


def _watch(process: subprocess.Popen[bytes]) -> None:
    """End the command when the caller is gone."""
    sys.stdin.buffer.read()
    end(process)


def end(process: subprocess.Popen[bytes]) -> None:
    """End a process with its children."""
    if sys.platform == "win32":
        if process.poll() is None:
            kill = ["taskkill", "/F", "/T", "/PID", str(process.pid)]
            subprocess.run(kill, check=False, capture_output=True)
    else:
        # The group outlives its first process where that one only starts others, as LibreOffice's does.
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
    process.wait()


if __name__ == "__main__":
    sys.exit(main(float(sys.argv[1]), sys.argv[2:]))
