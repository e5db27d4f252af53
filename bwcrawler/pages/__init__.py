"""What a page of the magazine says: pure functions of a document, without network or settings."""
