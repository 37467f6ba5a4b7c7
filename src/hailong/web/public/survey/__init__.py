"""Answering: by the open link, by a code, at a tablet. No cookie, no name, nothing kept before it is sent."""
