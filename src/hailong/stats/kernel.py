"""Which engine makes the nation's sums: numba's loops, or the numpy twin where numba is not installed.

`HAILONG_KERNEL=numpy` in the environment chooses the twin, which gives the same numbers (counts exactly, sums to 1e-12)
at several times the cost. The choice is made on import; other statistics do not import this module and start without.
"""

import gc
import os
from typing import Final

from hailong.stats import forms_numpy, kernel_numpy
from hailong.stats.forms_numpy import Sums
from hailong.stats.kernel_numpy import Boundaries, Forms, Moments

__all__ = ["NAME", "Boundaries", "Forms", "Moments", "Sums", "add_rows", "boundaries", "forms", "moments"]

NAME: str = "numpy"
"""The engine in use."""
boundaries, moments = kernel_numpy.boundaries, kernel_numpy.moments
forms, add_rows = forms_numpy.forms, forms_numpy.add_rows
_WANTED: Final = os.environ.get("HAILONG_KERNEL", "numba")

if _WANTED != "numpy":
    _collecting = gc.isenabled()
    gc.disable()  # all that numba makes on import is kept: looking through it for rubbish only slows the start
    try:
        from hailong.stats import forms_numba, kernel_numba
    except ImportError:
        pass
    else:
        NAME = "numba"
        boundaries, moments = kernel_numba.boundaries, kernel_numba.moments
        forms, add_rows = forms_numba.forms, forms_numba.add_rows
    finally:
        if _collecting:
            gc.enable()
