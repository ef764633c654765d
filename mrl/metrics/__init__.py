"""What facts say: every metric as a small pure function, and how metrics add up over repositories.

Importing this package does not import pandas; measuring does.
"""

from mrl.metrics.gaps import not_asked
from mrl.metrics.measuring import Measured, measure
from mrl.metrics.themes import catalogue

__all__ = ["Measured", "catalogue", "measure", "not_asked"]
