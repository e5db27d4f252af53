"""Tests of bwcrawler: one file per subject."""
