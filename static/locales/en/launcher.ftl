### Words of the launcher only. Built into embed.js, so plain "key = words" only.
### Seeker copy. Reviewed by a professional: not yet (needed before release).

# Button that opens the chat.
launcher = Want to talk?
# While the chat is being loaded into the panel.
loading = One moment, opening.
# Link to the page of the chat where the panel can't be opened here.
own-page = Open on its own page
# When the chat could not be loaded here.
load-failed = The chat can't be opened here yet. You can open it on our own page.
