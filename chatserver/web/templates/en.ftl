### Words of the pages that the server writes. Plain "key = words" lines only.
### Seeker copy. Reviewed by a professional: not yet (needed before release).

# Title of every page; says nothing about why somebody is here.
title = Chat
# Leaves the page.
exit = Leave now
# Plain sentence of the seeker's page before, or without, the script.
plain = This is a place to talk in writing. You don't need to give a name, number or email.
# Without JavaScript.
no-script = This browser can't open the chat. The help numbers below work all the same.
# The programme takes no new chats.
paused = We can't take new chats at the moment. The help numbers are below.
# Heading above the help lines.
help = Help right now
# There are no help lines.
help-empty = There are no numbers here yet. If there is danger now, go to the nearest adult or neighbour, or to the nearest emergency department.
# When the facts of a line were last checked. $date: day.
checked = Last checked { $date }
# Names of the months, with a space between them.
months = January February March April May June July August September October November December
# Link to the page of a help line; its name follows.
site = Page of
# Heading of the sign-in page.
sign-in = Sign in
# Above the button of the sign-in page.
sign-in-text = This link works once only, on this device.
# Button of the sign-in page.
sign-in-go = Sign in now
# The one-time address was used or is too old.
sign-in-gone = This link was used already or is no longer valid. Ask the coordinator for a new one.
# Without JavaScript on a staff page.
staff-no-script = This page needs JavaScript.
# While a staff page is being opened.
staff-loading = One moment, opening.
