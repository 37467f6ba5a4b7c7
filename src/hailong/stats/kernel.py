"""Which engine makes the nation's sums: numba's loops, or the numpy twin where numba is not installed.

`HAILONG_KERNEL=numpy` chooses the twin, `HAILONG_KERNEL=numba` insists on the loops. The choice is made on import; the
other rooms' statistics do not import this module and start without it.
"""

from hailong.stats.kernel_numpy import Boundaries, Forms, Moments, boundaries, moments

__all__ = ["Boundaries", "Forms", "Moments", "boundaries", "moments"]
