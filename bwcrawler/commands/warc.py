"""`scrapy warc`: the page that a record came from, out of the WARC files."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from scrapy.commands import ScrapyCommand
from scrapy.exceptions import UsageError

from bwcrawler.commands.archives import archives
from bwcrawler.download.codings import CODINGS, Damaged, decode
from bwcrawler.ledger.captures import of_article, of_record, of_url
from bwcrawler.ledger.ledger import LEDGER, LedgerError
from bwcrawler.ledger.reading import reading
from bwcrawler.publish.verdict import Verdict
from bwcrawler.publish.warc import whereabouts
from bwcrawler.urls import canonical, edition_of
from bwcrawler.warc import MISSING, is_installed
from bwcrawler.warc.files import FOLDER

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator

    from sqlalchemy import Connection

    from bwcrawler.warc.lookup import Answer


class Command(ScrapyCommand):
    """Exit codes: 0 printed, 2 no such page, 8 its record or the ledger cannot be read."""

    requires_crawler_process = False

    def syntax(self) -> str:
        """As `scrapy --help` lists it."""
        return "[options] <post id or URL>"

    def short_desc(self) -> str:
        """As `scrapy --help` lists it."""
        return "Print the very page that a record came from, out of the WARC files"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """Which archive, what of the page, and where to."""
        super().add_options(parser)
        parser.add_argument("--edition", metavar="CODE", help="of a post id that several have")
        parser.add_argument(
            "--raw", action="store_true", help="status line, headers and body as they were received"
        )
        parser.add_argument("-o", "--output", metavar="FILE", help="save it instead of printing it")

    def process_options(self, args: list[str], opts: argparse.Namespace) -> None:
        """Find the archives."""
        super().process_options(args, opts)
        assert self.settings is not None
        if not is_installed():
            raise UsageError(MISSING, print_help=False)
        if len(args) != 1:
            raise UsageError("give one post id or URL", print_help=False)
        self._key: int | str = int(args[0]) if args[0].isdecimal() else canonical(args[0])
        edition = edition_of(str(self._key))
        codes = [opts.edition] if opts.edition else [edition.code] if edition else []
        self._folders = archives(Path(self.settings["OUTPUT_DIR"]), codes)

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        """Print the page."""
        from bwcrawler.warc.lookup import BadRecord

        try:
            found = [answer for folder in self._folders for answer in _find(folder, self._key)]
            pages = [one.head + one.body if opts.raw else _decoded(one) for one in found]
        except Damaged as error:
            print(f"The body is damaged ({error}): --raw prints it as it came.", file=sys.stderr)
            self.exitcode = Verdict.DAMAGED
            return
        except (BadRecord, LedgerError, OSError) as error:
            print(error, file=sys.stderr)
            self.exitcode = Verdict.DAMAGED
            return
        if len(pages) != 1:
            print(_sentence(args[0], len(pages)), file=sys.stderr)
            self.exitcode = Verdict.USAGE
            return
        self._put(pages[0], opts.output)

    def _put(self, page: bytes, file: str | None) -> None:
        if file is None:
            sys.stdout.buffer.write(page)
            return
        try:
            Path(file).write_bytes(page)
        except OSError as error:
            print(f"{file} cannot be written: {error.strerror}.", file=sys.stderr)
            self.exitcode = Verdict.UNEXPECTED


def _find(folder: Path, key: int | str) -> Iterator[Answer]:
    """The page of an article's record; of any other address, the answer that came last."""
    from bwcrawler.warc.lookup import read_answer

    with reading(folder / LEDGER) as connection:
        url, position = of_article(connection, key) or (str(key), None)
        if position is not None and position.file:
            answer = read_answer(whereabouts(folder / position.file), position.offset)
        else:
            captures = of_url(connection, url)
            if not captures:
                return
            if position is not None:
                said = f"The record of {url} came from a run that kept no WARC"
                print(f"{said}; this is an earlier page.", file=sys.stderr)
            last = captures[-1]
            answer = read_answer(whereabouts(folder / FOLDER / last.file), last.offset)
        yield _whole(connection, folder, answer)


def _whole(connection: Connection, folder: Path, answer: Answer) -> Answer:
    """The answer with the body that it left to an earlier record."""
    from bwcrawler.warc.lookup import BadRecord, read_answer

    if not answer.refers_to:
        return answer
    one = of_record(connection, answer.refers_to)
    if one is None:
        raise BadRecord(f"The record {answer.refers_to}, which has the page, is not in {folder}.")
    original = read_answer(whereabouts(folder / FOLDER / one.file), one.offset)
    return replace(answer, body=original.body)


def _decoded(answer: Answer) -> bytes:
    """The body without its content codings, as far as these are known."""
    headers = (value for name, value in answer.headers if name.lower() == b"content-encoding")
    codings = b",".join(headers).decode("latin-1").lower().split(",")
    body = answer.body
    for coding in reversed([one.strip() for one in codings]):
        if coding not in CODINGS:
            break
        body = b"".join(decode(body, coding))
    return body


def _sentence(key: str, number: int) -> str:
    if number:
        return f"Several editions have {key}: give one of them with --edition."
    return f"No WARC file has {key}: it was not asked for, or by runs that kept none (-a warc=yes)."
