### Words of the launcher and of every header. Also built into embed.js, so plain "key = words" only.
### Seeker copy. Reviewed by a professional: not yet (needed before release).

# Button that opens the chat.
launcher = Want to talk?
# Heading of the panel and neutral title of the page; says nothing about why somebody is here.
title = Chat
# Opens the help lines. In the header of every screen.
help = Help right now
# Leaves the page at once. In the header of every screen.
exit = Leave now
# Makes the panel small again; the chat goes on.
shrink = Make small
# While the chat is being loaded into the panel.
loading = One moment, opening.
# Link to the page of the chat where the panel can't be opened here.
own-page = Open on its own page
# When the chat could not be loaded here.
load-failed = The chat can't be opened here yet. You can open it on our own page.
# Feedback after the first press of Shift.
exit-once = Press Shift two more times to leave.
# Feedback after the second press of Shift.
exit-twice = Press Shift once more to leave.
# Feedback when the page is being left.
exit-now = Leaving.
