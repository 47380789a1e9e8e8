### Words of the pages that the server writes. Plain "key = words" lines only.
### Seeker copy. Reviewed by a professional: not yet (needed before release).

# Title of every page; says nothing about why somebody is here.
title = Ngobrol
# Leaves the page.
exit = Keluar cepat
# Plain sentence of the seeker's page before, or without, the script.
plain = Ini tempat untuk bercerita lewat tulisan. Kamu tidak perlu memberi nama, nomor, atau email.
# Without JavaScript.
no-script = Peramban ini tidak bisa membuka obrolan. Nomor bantuan di bawah ini tetap bisa dipakai.
# The programme takes no new chats.
paused = Saat ini kami belum bisa menerima percakapan baru. Nomor bantuan ada di bawah ini.
# Heading above the help lines.
help = Bantuan sekarang
# There are no help lines.
help-empty = Belum ada nomor di sini. Kalau ada bahaya sekarang, datangi orang dewasa atau tetangga terdekat, atau unit gawat darurat terdekat.
# When the facts of a line were last checked. $date: day.
checked = Terakhir dicek { $date }
# Names of the months, with a space between them.
months = Januari Februari Maret April Mei Juni Juli Agustus September Oktober November Desember
# Link to the page of a help line; its name follows.
site = Halaman
# Heading of the sign-in page.
sign-in = Masuk
# Above the button of the sign-in page.
sign-in-text = Tautan ini hanya bisa dipakai satu kali, di perangkat ini.
# Button of the sign-in page.
sign-in-go = Masuk sekarang
# The one-time address was used or is too old.
sign-in-gone = Tautan ini sudah dipakai atau sudah tidak berlaku. Minta tautan baru kepada koordinator.
# Without JavaScript on a staff page.
staff-no-script = Halaman ini membutuhkan JavaScript.
# While a staff page is being opened.
staff-loading = Sebentar, sedang dibuka.
