### Words of the launcher and of every header. Also built into embed.js, so plain "key = words" only.
### Seeker copy. Reviewed by a professional: not yet (needed before release).

# Button that opens the chat.
launcher = Mau cerita?
# Heading of the panel and neutral title of the page; says nothing about why somebody is here.
title = Ngobrol
# Opens the help lines. In the header of every screen.
help = Bantuan sekarang
# Leaves the page at once. In the header of every screen.
exit = Keluar cepat
# Makes the panel small again; the chat goes on.
shrink = Kecilkan
# While the chat is being loaded into the panel.
loading = Sebentar, sedang dibuka.
# Link to the page of the chat where the panel can't be opened here.
own-page = Buka di halaman sendiri
# When the chat could not be loaded here.
load-failed = Obrolan belum bisa dibuka di sini. Kamu bisa membukanya di halaman kami sendiri.
# Feedback after the first press of Shift.
exit-once = Tekan Shift dua kali lagi untuk keluar.
# Feedback after the second press of Shift.
exit-twice = Tekan Shift sekali lagi untuk keluar.
# Feedback when the page is being left.
exit-now = Keluar.
