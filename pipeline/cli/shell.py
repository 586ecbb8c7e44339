"""What surrounds every command: language, errors as one sentence and an exit code, broken pipes, Ctrl-C."""

from __future__ import annotations

import contextlib
import errno
import io
import os
import sys
from enum import StrEnum
from typing import Any, NoReturn

import typer
from typer.core import TyperGroup

from pipeline.errors import VanthuError
from pipeline.messages import default_language, say

INTERRUPTED = 130
SOME_FILES_FAILED = 4


class Language(StrEnum):
    """A language of messages."""

    VI = "vi"
    EN = "en"


class Shell(TyperGroup):
    """The group of all commands; turns what they raise into one sentence on standard error."""

    def invoke(self, ctx: Any) -> Any:
        """Run the command and leave with its exit code."""
        if ctx.obj is None:
            ctx.obj = default_language()
        try:
            result = super().invoke(ctx)
            sys.stdout.flush()
        except VanthuError as error:
            _leave(error.sentence(ctx.obj), error.exit_code)
        except KeyboardInterrupt:
            _leave(say("interrupted", ctx.obj), INTERRUPTED)
        except OSError as error:
            if not _reader_gone(error):
                _discard_output()
                _leave(say("output_failed", ctx.obj, reason=error.strerror or error), VanthuError.exit_code)
            _discard_output()
            raise typer.Exit(0) from None
        return result


def language(context: typer.Context) -> str:
    """The language of this run, "vi" or "en"."""
    return str(context.obj)


def note(sentence: str) -> None:
    """Tell the user something beside the output."""
    sys.stdout.flush()
    typer.echo(sentence, err=True)


def utf8_streams(*streams: Any) -> None:
    """Make the streams write UTF-8, so that a console with another encoding does not end the program."""
    for stream in streams:
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def _leave(sentence: str, code: int) -> NoReturn:
    with contextlib.suppress(BrokenPipeError):
        note(sentence)
    raise typer.Exit(code) from None


def _reader_gone(error: OSError) -> bool:
    # Windows reports a closed pipe as EINVAL
    return isinstance(error, BrokenPipeError) or (os.name == "nt" and error.errno == errno.EINVAL)


def _discard_output() -> None:
    """Send what is still buffered to nowhere: the interpreter would fail on it once more when it ends."""
    with contextlib.suppress(OSError, ValueError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
        os.close(nowhere)
