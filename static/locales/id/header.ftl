### Words of the header that every seeker's screen has. Also built into embed.js, so plain "key = words" only.
### Seeker copy. Reviewed by a professional: not yet (needed before release).

# Heading of the panel and neutral title of the page; says nothing about why somebody is here.
title = Ngobrol
# Opens the help lines. In the header of every screen.
help = Bantuan sekarang
# Leaves the page at once. In the header of every screen.
exit = Keluar cepat
# Makes the panel small again; the chat goes on.
shrink = Kecilkan
# Feedback after the first press of Shift.
exit-once = Tekan Shift dua kali lagi untuk keluar.
# Feedback after the second press of Shift.
exit-twice = Tekan Shift sekali lagi untuk keluar.
# Feedback when the page is being left.
exit-now = Keluar.
