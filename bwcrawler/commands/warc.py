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
from bwcrawler.publish.warc import page_list, whereabouts
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
        return "[options] <post id or URL> | --pages"

    def short_desc(self) -> str:
        """As `scrapy --help` lists it."""
        return "Print the very page that a record came from, out of the WARC files"

    def long_desc(self) -> str:
        """As `scrapy warc --help` says it."""
        return f"{self.short_desc()}. Example: scrapy warc 12345 -o page.html"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """Which archive, what of the page, and where to."""
        super().add_options(parser)
        parser.add_argument("--edition", metavar="CODE", help="where several have it")
        parser.add_argument(
            "--raw", action="store_true", help="status line, headers and body as they were received"
        )
        parser.add_argument(
            "--pages", action="store_true", help="the articles, as `wacz create --pages` wants them"
        )
        parser.add_argument("-o", "--output", metavar="FILE", help="save it instead of printing it")

    def process_options(self, args: list[str], opts: argparse.Namespace) -> None:
        """Find the archives."""
        super().process_options(args, opts)
        assert self.settings is not None
        if not is_installed():
            raise UsageError(MISSING, print_help=False)
        if len(args) != (0 if opts.pages else 1):
            raise UsageError("give one post id or URL, or --pages", print_help=False)
        key = "" if opts.pages else args[0]
        self._key: int | str = int(key) if key.isdecimal() else canonical(key)
        edition = edition_of(key)
        codes = [opts.edition] if opts.edition else [edition.code] if edition else []
        self._folders = archives(Path(self.settings["OUTPUT_DIR"]), codes)

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        """Print the page."""
        from bwcrawler.warc.lookup import BadRecord

        what = _page_list if opts.pages else _raw if opts.raw else _body
        try:
            found = [page for folder in self._folders for page in what(folder, self._key)]
        except Damaged as error:
            print(f"The body is damaged ({error}): --raw prints it as it came.", file=sys.stderr)
            self.exitcode = Verdict.DAMAGED
        except OSError as error:
            print(f"{error.filename} cannot be read: {error.strerror}.", file=sys.stderr)
            self.exitcode = Verdict.DAMAGED
        except (BadRecord, LedgerError) as error:
            print(error, file=sys.stderr)
            self.exitcode = Verdict.DAMAGED
        else:
            if len(found) == 1:
                self._put(found[0], opts.output)
            else:
                print(_sentence("".join(args), len(found)), file=sys.stderr)
                self.exitcode = Verdict.USAGE

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


def _page_list(folder: Path, _key: int | str) -> Iterator[bytes]:
    with reading(folder / LEDGER) as connection:
        yield b"".join(page_list(connection))


def _raw(folder: Path, key: int | str) -> Iterator[bytes]:
    return (answer.head + answer.body for answer in _find(folder, key))


def _body(folder: Path, key: int | str) -> Iterator[bytes]:
    return map(_decoded, _find(folder, key))


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
        return f"Several editions have {key or 'articles'}: give one of them with --edition."
    return f"No WARC file has {key}: it was not asked for, or by runs that kept none (-a warc=yes)."
