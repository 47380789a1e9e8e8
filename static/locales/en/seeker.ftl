### Words of the seeker's screens (static/widget).
### Seeker copy. Reviewed by a professional: not yet (needed before release).

# Heading of the notice before the first chat.
limits-title = Before you start
# Notice: nothing about the person is asked.
limits-name = You don't need to give a name, number or email.
# Notice: who reads.
limits-read = A trained supporter reads your messages. A professional on our team may read too if something is worrying.
# Notice: limits of confidentiality.
limits-safety = If you or someone else seems to be in danger, we may get help. We will talk to you about it first whenever we can.
# Notice: automation.
limits-auto = Our system helps point out messages that may need quick attention. People decide.
# Notice: how long chats are kept. $days: number.
limits-keep = Chats are kept for { $days } days, then deleted.
# Notice in the element of another site. $host: its name.
limits-host = You opened this on { $host }. That site could technically see this page. Move to our own page?
# What leaving quickly does and does not do.
exit-note = This page closes and another site opens. This device's history may still list your visit.
# How to leave with the keyboard.
exit-keys = You can also press the Shift key three times.
# Accepts the notice.
start = I understand, start
# Leaves the notice without starting.
not-now = Not now
# After "not now".
not-now-done = That's fine. You can come back any time. The help numbers stay here.
# Opens "who can read".
readers = Who can read this
# Name of the language switch.
language-label = Language
# Name of Indonesian, in Indonesian.
language-id = Bahasa Indonesia
# Name of English, in English.
language-en = English
# Heading of the optional questions.
about-title = May we ask a little?
# Nothing here is mandatory.
about-optional = You can skip all of it.
# Question: topics.
about-topics = What would you like to talk about?
# Question: age band.
about-age = Your age?
# Why the age is asked.
about-age-why = So that we find a supporter who suits you.
# Age band.
age-under_13 = Under 13
# Age band.
age-13_15 = 13–15
# Age band.
age-16_17 = 16–17
# Age band.
age-18_plus = 18 or over
# Age band: does not say.
age-unsaid = I'd rather not say
# Question: safety, right now.
about-safe = Are you safe right now?
# Why safety is asked.
about-safe-why = If not, a professional on our team is told at once.
# Answer: safe.
safe-yes = I'm safe
# Answer: not safe.
safe-no = I'm not safe
# Answer: does not say.
safe-unsaid = I don't know
# Starts the chat with the answers.
about-go = Continue
# Starts the chat without answers.
about-skip = Start right away
# While the chat is being started.
joining = Getting ready.
# The chat could not be started.
join-failed = Could not start yet. Try again?
# Tries again.
try-again = Try again
# Heading: no new chats.
closed-title = Closed right now
# The programme takes no new chats.
closed-text = We can't take new chats at the moment. The help numbers are below.
# Heading: the server refuses this page.
away-title = The chat can't be opened
# The server refuses this page.
away-text = This page is no longer connected. Reload to try again. The help numbers are below.
# Loads the page, or what is missing, again.
reload = Reload
# The chat of before can't be opened any more.
expired = The earlier chat can't be opened any more. You can start a new one.
# The browser refuses storage.
no-storage = This browser stores nothing. If the page is reloaded, this chat can't be continued.
# Name of the list of messages.
log-label = Chat
# Waiting, with a range. $range: words.
waiting = We're finding someone to talk with you. It usually takes { $range }. You can start writing.
# Waiting, nothing is known.
waiting-unknown = We don't know yet how long. If you'd rather not wait, there is other help below.
# Waiting longer than usual.
waiting-long = Sorry, this is taking longer than usual. It's fine to wait, and fine to go.
# Leaves the queue.
waiting-leave = Stop waiting
# Range: up to a minute.
range-one = less than a minute
# Range: about so many minutes. $high: number.
range-same = about { $high } minutes
# Range. $low, $high: minutes.
range-between = { $low }–{ $high } minutes
# Opens the breathing exercise.
breathe-title = A breathing exercise while you wait
# The breathing exercise.
breathe-text = Breathe in slowly through your nose and count to four. Hold for a moment. Breathe out slowly through your mouth and count to six. Repeat a few times.
# Heading above help lines.
lines-title = Who you can reach
# Role of a supporter.
role-supporter = peer supporter
# Role of a professional.
role-professional = professional
# Role of a coordinator.
role-coordinator = coordinator
# Role of oneself in "who can read".
role-seeker = you
# A supporter has joined. $name: who.
joined = { $name } has joined. They are a peer supporter, not a professional.
# The supporter's link is lost. $name: who.
lost = { $name }'s connection was lost. We're finding somebody else for you.
# Somebody else is being found.
searching = We're finding somebody else to talk with you. You can keep writing.
# The other side is connected. $name: who.
present = With { $name }
# The other side is not connected. $name: who.
absent = { $name } is not connected right now
# Card with help lines, worded as care.
care-card = Thank you for being honest. If you don't feel safe right now, these people can be reached. A professional on our team may read along too.
# A professional joins. $name, $role; $peer: the supporter.
pro-joins = { $name }, a { $role } on our team, is joining. { $peer } is still here.
# A professional joins, no supporter is there. $name, $role.
pro-joins-alone = { $name }, a { $role } on our team, is joining.
# A professional leads. $name; $peer: the supporter who left.
pro-takes = From now on { $name } is with you. { $peer } has said goodbye and wishes you well.
# A professional leads, no supporter was there. $name, $role.
pro-takes-alone = From now on { $name }, a { $role } on our team, is with you.
# A professional has left again. $name.
pro-leaves = { $name } has left this chat.
# No professional can join yet. $peer: the supporter. $number: whom to call.
no-pro = Our professional can't join yet. { $peer } is staying with you. If you are in danger now, call { $number }.
# No professional can join yet, and there is no supporter yet. $number: whom to call.
no-pro-alone = Our professional can't join yet. If you are in danger now, call { $number }.
# Some messages are missing.
gap = Some messages may not be showing yet.
# Nothing was written for long. $time: until when it stays open.
idle = Still there? It's okay to take time. The chat stays open until { $time }.
# The chat is over.
ended = The chat has ended. Thank you for coming.
# Why: silence.
ended-idle = This chat was closed because nothing was written for a long time. You can start again any time.
# Why: the connection was lost for long.
ended-lost = This chat was closed because the connection was lost for a long time. You can start again any time.
# Starts a new chat.
again = Talk again
# Ends and erases.
erase = Close and delete from this device
# Ends the chat.
end = End chat
# Asks whether to end.
end-ask = End this chat?
# Ends it.
end-yes = Yes, end it
# Goes on.
end-no = Keep talking
# Ending was refused.
end-failed = Could not end it yet. Try again?
# Quick reply.
quick-moment = I need a moment
# Quick reply.
quick-here = I'm still here
# Quick reply.
quick-where = I don't know where to start
# Name of the quick replies.
quick-label = Quick replies
# Above the help lines.
help-text = You can call these numbers. Pressing one opens the phone app.
# There are no help lines in this programme.
help-empty = There are no numbers here yet. If there is danger now, go to the nearest adult or neighbour, or to the nearest emergency department.
# Suggests somebody near.
help-near = If you can, go to one person you trust who is near you now.
# Opens the grounding text.
help-ground-title = If everything feels too much
# The grounding text.
help-ground = Slowly name five things you see, four you can touch, three you hear, two you smell, one you taste.
# Calls a professional.
unsafe = I'm not safe right now
# What the button does.
unsafe-why = A professional on our team is told at once and may read along.
# The call is under way.
unsafe-sending = We're passing it on.
# The call waits for the connection.
unsafe-waiting = Waiting for a connection. If you are in danger, call a number above.
# The call has arrived.
unsafe-sent = We have passed it on to our team. You can keep writing in the chat.
# The call was refused.
unsafe-failed = It has not been passed on yet. Try again, or call a number above.
# Closes a sheet.
back = Back
# Heading: who is in the chat now.
readers-now = Can read now
# Heading: who may read.
readers-may = May also read if needed
# Who may read.
readers-may-text = A professional on our team, if something is worrying. Our system reads every message to point out those that may need quick attention.
# What is stored.
readers-stored = The chat is stored on our server for { $days } days, then deleted. If there was danger, the record may be kept longer.
# Nobody is in the chat yet.
readers-nobody = Nobody but you is in this chat yet.
# After closing and deleting on this device.
gone-closed = It is closed. This chat is no longer on this page. This device's history may still list your visit.
# After erasing the chat on the server.
gone-erased = The chat has been deleted. If there was danger, a record for our professional may be kept.
# Erases the chat on the server.
erase-all = Delete the whole chat
# Asks whether to erase.
erase-ask = The chat ends at once and its words are deleted. This can't be undone.
# Erases it.
erase-yes = Yes, delete
# Erasing was refused.
erase-failed = Could not delete it yet. Try again?
# A supporter has joined whose name is not known.
joined-unnamed = A supporter has joined. They are a peer supporter, not a professional.
# Moves to the page of our own.
switch-own = Move to our own page
