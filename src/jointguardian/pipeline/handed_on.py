"""What the command line and the web need of the rooms below, which they may not enter themselves."""

from ..compute import Progress as Progress
from ..compute import silent as silent
from ..record import Hit as Hit
from ..record import Verification as Verification
