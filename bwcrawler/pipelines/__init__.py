"""What is kept of an item: a file by its content, all else cleaned, validated and recorded."""
