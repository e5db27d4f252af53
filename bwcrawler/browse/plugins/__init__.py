"""Datasette loads every module of this folder."""
