"""Archives to read in a browser, with Datasette (extra `browse`)."""
