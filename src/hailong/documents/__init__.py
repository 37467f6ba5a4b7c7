"""Văn bản: what official documents are made of, read and written."""
