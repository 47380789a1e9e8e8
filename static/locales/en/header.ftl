### Words of the header that every seeker's screen has. Also built into embed.js, so plain "key = words" only.
### Seeker copy. Reviewed by a professional: not yet (needed before release).

# Heading of the panel and neutral title of the page; says nothing about why somebody is here.
title = Chat
# Opens the help lines. In the header of every screen.
help = Help right now
# Leaves the page at once. In the header of every screen.
exit = Leave now
# Makes the panel small again; the chat goes on.
shrink = Make small
# Feedback after the first press of Shift.
exit-once = Press Shift two more times to leave.
# Feedback after the second press of Shift.
exit-twice = Press Shift once more to leave.
# Feedback when the page is being left.
exit-now = Leaving.
