"""What published articles are exported to: tables, texts and citations."""
