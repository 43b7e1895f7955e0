"""The claim-matching engine: a text goes in, the debunks that may answer it come out, ranked, calibrated."""

import os

# The matrices of one check are small: a second thread of the linear algebra library only spins, and a check
# costs three times as much (measured). It reads this when numpy is first imported, so whoever uses the engine
# imports this package before numpy.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
