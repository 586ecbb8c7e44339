"""The signs that betray letters of TCVN3 taken for Latin-1: they stand inside no word of Unicode."""

from __future__ import annotations

import re

OLD_SIGN = re.compile(r"(?<=[^\W\d_])[µ¸¶·¹¨»¾¼½ª«¬×÷¦§](?=[^\W\d_]|\s)|®(?=[^\W\d_])")
"""One such sign after a letter, or the small đ before one."""
