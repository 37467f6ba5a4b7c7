"""The officials' pages: a document is dropped, read, corrected and taken away."""
