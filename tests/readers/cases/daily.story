By
.
Tom Arden
.
PUBLISHED:
.
12:04 EST, 3 March 2013
.
|
.
UPDATED:
.
12:40 EST, 3 March 2013
.
The bridge opened before noon.

Scroll down for video

Nobody crossed it . . . at first.

@highlight

Bridge opened before noon
