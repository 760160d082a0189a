"""The command for the local web page."""

from __future__ import annotations

from typing import Annotated, Literal

import typer
from rich.markup import escape

from tawatur.cli_build import AllowPrivate
from tawatur.terminal import CaseFile, Lang, out, say


def serve(
    case: CaseFile,
    host: Annotated[
        str, typer.Option("--host", help="Address to listen on; others than this machine's ask for a token.")
    ] = "127.0.0.1",
    port: Annotated[int, typer.Option("--port", min=0, max=65535, help="Port; 0 takes a free one.")] = 8484,
    name: Annotated[
        list[str] | None, typer.Option("--name", metavar="HOST", help="Name by which others reach this machine.")
    ] = None,
    allow_private: AllowPrivate = False,
    interface: Annotated[Literal["ar", "en"], typer.Option("--interface", help="Language it opens in.")] = "ar",
    lang: Lang = "ar",
) -> None:
    """Work with a case in a browser: its views, search, adding pages, corrections. Ctrl-C stops it."""
    from tawatur.serve.run import serve as run

    def ready(address: str, open_to_others: bool) -> None:
        out.print(f"{escape(str(case))} is at {escape(address)}")
        if open_to_others:
            say.print(
                "Others can reach it with this address. The token in it is shown only now; keep it to yourselves."
            )
        say.print("Ctrl-C stops it.")

    run(
        case,
        host=host,
        port=port,
        names=name or (),
        allow_private=allow_private,
        lang=lang,
        interface=interface,
        ready=ready,
    )
