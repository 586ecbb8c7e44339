"""What surrounds every command: language, errors as one sentence and an exit code, broken pipes, Ctrl-C."""

from __future__ import annotations

import contextlib
import errno
import io
import os
import sys
from collections.abc import Sequence
from enum import StrEnum
from typing import Any, NoReturn

import typer
from typer.core import TyperCommand, TyperGroup

from pipeline.cli.wording import fault, framed, reword
from pipeline.errors import VanthuError
from pipeline.messages import LANGUAGES, default_language, say

UsageError: type[Exception] = typer.BadParameter.__mro__[1]
INTERRUPTED = 130
SOME_FILES_FAILED = 4


class Language(StrEnum):
    """A language of messages."""

    VI = "vi"
    EN = "en"


class Spoken(TyperCommand):
    """A command whose help is in the language of this run."""

    def get_help(self, ctx: Any) -> str:
        """The text of `--help`."""
        return framed(super().get_help(ctx), language(ctx))


class SpokenGroup(TyperGroup):
    """A group of commands whose help is in the language of this run."""

    def get_help(self, ctx: Any) -> str:
        """The text of `--help`."""
        return framed(super().get_help(ctx), language(ctx))

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        """The command of that name, None if there is none."""
        command = super().get_command(ctx, cmd_name)
        if command is not None:
            reword(command, language(ctx))
        return command


class Shell(SpokenGroup):
    """The group of all commands; turns what they raise into one sentence on standard error."""

    def make_context(self, info_name: str | None, args: list[str], parent: Any = None, **extra: Any) -> Any:
        """The context of a run, which knows its language before anything is read or refused."""
        lang = _asked_language(args)
        reword(self, lang)
        try:
            return super().make_context(info_name, args, parent, obj=lang, **extra)
        except UsageError as error:
            _leave(fault(error, lang), VanthuError.exit_code)

    def invoke(self, ctx: Any) -> Any:
        """Run the command and leave with its exit code."""
        try:
            result = super().invoke(ctx)
            sys.stdout.flush()
        except UsageError as error:
            _leave(fault(error, ctx.obj), VanthuError.exit_code)
        except VanthuError as error:
            _leave(error.sentence(ctx.obj), error.exit_code)
        except KeyboardInterrupt:
            _leave(say("interrupted", ctx.obj), INTERRUPTED)
        except OSError as error:
            if not _reader_gone(error):
                _discard_output()
                from pipeline.output import write_reason

                reason = write_reason(error)[ctx.obj == "vi"]
                _leave(say("output_failed", ctx.obj, reason=reason), VanthuError.exit_code)
            _discard_output()
            raise typer.Exit(0) from None
        return result


def _asked_language(args: Sequence[str]) -> str:
    """The language that the options before the command ask for, else the environment, else the system."""
    asked = os.environ.get("VANTHU_LANG", "")
    for word, following in zip(args, [*args[1:], ""], strict=False):
        if word == "--lang":
            asked = following
        elif word.startswith("--lang="):
            asked = word.removeprefix("--lang=")
        elif not word.startswith("-") and word not in LANGUAGES:
            break
    return asked if asked in LANGUAGES else default_language()


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
