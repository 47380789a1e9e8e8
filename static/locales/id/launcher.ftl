### Words of the launcher only. Built into embed.js, so plain "key = words" only.
### Seeker copy. Reviewed by a professional: not yet (needed before release).

# Button that opens the chat.
launcher = Mau cerita?
# While the chat is being loaded into the panel.
loading = Sebentar, sedang dibuka.
# Link to the page of the chat where the panel can't be opened here.
own-page = Buka di halaman sendiri
# When the chat could not be loaded here.
load-failed = Obrolan belum bisa dibuka di sini. Kamu bisa membukanya di halaman kami sendiri.
