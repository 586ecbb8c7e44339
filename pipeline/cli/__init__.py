"""The command `vanthu`: its top level options and the commands in it."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from pipeline.cli import (
    asking,
    auditing,
    copying,
    counting,
    doubting,
    drawing,
    exporting,
    highlighting,
    reading,
    reviewing,
    serving,
    upkeep,
)
from pipeline.cli import task as task_
from pipeline.cli import tasks as tasks_
from pipeline.cli.shell import Language, Shell, Spoken, utf8_streams

app = typer.Typer(
    name="vanthu",
    cls=Shell,
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)
app.command(cls=Spoken)(reading.ingest)
app.command(cls=Spoken)(reading.extract)
app.command(cls=Spoken)(reading.scan)
app.command(cls=Spoken)(asking.show)
app.command(cls=Spoken)(asking.citations)
app.command(cls=Spoken)(asking.view)
app.command(cls=Spoken)(asking.search)
app.command(cls=Spoken)(drawing.graph)
app.command(cls=Spoken)(highlighting.highlight)
app.command(cls=Spoken)(counting.statistics)
app.command(cls=Spoken)(auditing.audit)
app.command(cls=Spoken)(reviewing.review)
app.command(cls=Spoken)(doubting.doubts)
app.command(cls=Spoken)(tasks_.tasks)
app.command(cls=Spoken)(task_.task)
app.command(cls=Spoken)(exporting.export)
app.command(cls=Spoken)(serving.serve)
app.command(cls=Spoken)(upkeep.resolve)
app.command(cls=Spoken)(copying.copies)
app.add_typer(upkeep.rules)
app.command(cls=Spoken)(upkeep.doctor)
app.command(cls=Spoken)(upkeep.evaluate)


def _version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version

        typer.echo(f"vanthu {version('vanthu')}")
        raise typer.Exit


@app.callback()
def top(
    context: typer.Context,
    lang: Annotated[
        Language | None,
        typer.Option(help="Language of messages; by default that of the system.", envvar="VANTHU_LANG"),
    ] = None,
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version and end.")
    ] = False,
) -> None:
    """Read Vietnamese official documents into one registry, and ask it who cites what.

    Exit codes: 0 done; 1 a check failed; 2 wrong use; 3 REF unknown or ambiguous; 4 done, but some files
    failed; 5 the database cannot be used; 130 interrupted.
    """
    if lang is not None:
        context.obj = lang.value


def main() -> None:
    """Run the command line."""
    utf8_streams(sys.stdout, sys.stderr)
    app(prog_name="vanthu")
