"""Evidence: files taken in, kept by their hash, opened again, and looked after."""

from hailong.agency.evidence.adding import add
from hailong.agency.evidence.keeping import open_file, problems, sweep

__all__ = ["add", "open_file", "problems", "sweep"]
