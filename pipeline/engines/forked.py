"""Imported by the process that workers are forked from, to be quiet.

A worker that is just being made when a run is interrupted finds nothing to work on; that is no news for the user.
Workers that could be made say what they have to say themselves.
"""

import sys

sys.excepthook = lambda *_: None
