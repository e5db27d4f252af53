"""The vocabulary of every edition, by its code."""

from __future__ import annotations

from bwcrawler.sample.words import ENGLISH, Words
from bwcrawler.sample.words_cjk import CHINESE, JAPANESE, KOREAN
from bwcrawler.sample.words_latin import FRENCH, GERMAN, ITALIAN, SPANISH

WORDS: dict[str, Words] = {
    "en": ENGLISH,
    "it": ITALIAN,
    "fr": FRENCH,
    "es": SPANISH,
    "de": GERMAN,
    "zh": CHINESE,
    "ko": KOREAN,
    "jp": JAPANESE,
}
