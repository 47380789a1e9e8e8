### Words of the components that all faces share (static/ui).
### Seeker copy. Reviewed by a professional: not yet (needed before release).

# Separator above messages of the present day.
day-today = Today
# Separator above messages of the day before.
day-yesterday = Yesterday
# Name above one's own messages, for screen readers.
you = You
# Name of somebody whose name is not known.
someone = The person with you
# Line above the first message that has not been seen.
unread-divider = New messages
# Button that leads to unseen messages. $count: how many.
unread-pill = { $count ->
    [one] { $count } new message
   *[other] { $count } new messages
}
# Under one's own message while there is no connection.
state-queued = Waiting for a connection
# Under one's own message while it is under way for longer than a moment.
state-sending = Sending…
# Under one's own message: the server has stored it.
state-sent = Sent
# Under one's own message: it has arrived at the other side.
state-delivered = Delivered
# Under one's own message that could not be stored.
failed = Not sent yet. Try again?
# Reason: the text was refused as it is.
failed-invalid = This text can't be sent as it is.
# Reason: the conversation is over or belongs to somebody else by now.
failed-wrong_state = This chat has ended.
# Reason: one may not write here any more.
failed-not_allowed = You can't write here now.
# Reason: the conversation is not there any more.
failed-not_found = This chat is no longer there.
# Reason: too many messages in a short time.
failed-too_many = Too many messages at once. Please wait a moment.
# Reason: the server could not store it.
failed-unavailable = Our server is hard to reach right now.
# Sends the failed message again.
failed-retry = Try again
# Copies the failed message.
failed-copy = Copy
# After copying.
failed-copied = Copied
# Copying was refused by the browser.
failed-copy-refused = Can't be copied
# Removes the failed message.
failed-discard = Delete
# Name of the field for writing.
composer-label = Write a message
# Shown in the empty field.
composer-placeholder = Write here
# How much can still be written. $count: characters.
composer-left = { $count } characters left
# The text is too long. $count: characters too many.
composer-over = { $count } characters too many
# Sends what was written.
send = Send
# Somebody is writing. $name: who.
typing = { $name } is writing…
# The connection is lost.
offline = Connection lost. We keep trying. What you wrote is still on this page.
# Tries to connect at once.
offline-retry = Try now
# Link to the page of a help line. $name: its name.
line-site = Page of { $name }
# When the facts of a help line were last checked. $date: day.
line-checked = Last checked { $date }
# Read out when one message came. $name: who. $text: the message.
announce-one = { $name }: { $text }
# Read out when several messages came at once. $name: who. $count: how many.
announce-many = { $count } new messages from { $name }
# Opens the help lines after the first ones.
lines-more = More help
