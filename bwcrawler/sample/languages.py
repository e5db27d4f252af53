"""The vocabularies of all editions."""

from __future__ import annotations

from bwcrawler.sample.words import ENGLISH, Words

WORDS: dict[str, Words] = {code: ENGLISH for code in ("en","it","fr","es","de","zh","ko","jp")}
