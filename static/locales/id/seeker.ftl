### Words of the seeker's screens (static/widget).
### Seeker copy. Reviewed by a professional: not yet (needed before release).

# Heading of the notice before the first chat.
limits-title = Sebelum mulai
# Notice: nothing about the person is asked.
limits-name = Kamu tidak perlu memberi nama, nomor, atau email.
# Notice: who reads.
limits-read = Yang membaca pesanmu adalah pendamping terlatih. Profesional di tim kami bisa ikut membaca kalau ada yang mengkhawatirkan.
# Notice: limits of confidentiality.
limits-safety = Kalau kamu atau orang lain tampak dalam bahaya, kami bisa mencari bantuan. Sebisa mungkin kami bicarakan dulu denganmu.
# Notice: automation.
limits-auto = Sistem kami membantu menandai pesan yang mungkin perlu perhatian cepat. Manusia yang memutuskan.
# Notice: how long chats are kept. $days: number.
limits-keep = Percakapan disimpan { $days } hari, lalu dihapus.
# Notice in the element of another site. $host: its name.
limits-host = Kamu membukanya dari situs { $host }. Situs itu secara teknis bisa melihat isi halaman ini. Mau pindah ke halaman kami sendiri?
# What leaving quickly does and does not do.
exit-note = Halaman ini ditutup dan diganti situs lain. Riwayat di perangkat ini mungkin masih mencatat kunjunganmu.
# How to leave with the keyboard.
exit-keys = Bisa juga dengan menekan tombol Shift tiga kali.
# Accepts the notice.
start = Aku paham, mulai
# Leaves the notice without starting.
not-now = Jangan dulu
# After "not now".
not-now-done = Tidak apa-apa. Kamu bisa kembali kapan saja. Nomor bantuan tetap ada di sini.
# Opens "who can read".
readers = Siapa yang bisa membaca
# Name of the language switch.
language-label = Bahasa
# Name of Indonesian, in Indonesian.
language-id = Bahasa Indonesia
# Name of English, in English.
language-en = English
# Heading of the optional questions.
about-title = Boleh tahu sedikit?
# Nothing here is mandatory.
about-optional = Semua boleh dilewati.
# Question: topics.
about-topics = Mau cerita tentang apa?
# Question: age band.
about-age = Umurmu?
# Why the age is asked.
about-age-why = Supaya kami carikan pendamping yang sesuai.
# Age band.
age-under_13 = Di bawah 13
# Age band.
age-13_15 = 13–15
# Age band.
age-16_17 = 16–17
# Age band.
age-18_plus = 18 ke atas
# Age band: does not say.
age-unsaid = Tidak mau bilang
# Question: safety, right now.
about-safe = Sekarang ini, kamu merasa aman?
# Why safety is asked.
about-safe-why = Kalau tidak, profesional di tim kami langsung diberi tahu.
# Answer: safe.
safe-yes = Aman
# Answer: not safe.
safe-no = Tidak aman
# Answer: does not say.
safe-unsaid = Belum tahu
# Starts the chat with the answers.
about-go = Lanjut
# Starts the chat without answers.
about-skip = Langsung saja
# While the chat is being started.
joining = Sedang disiapkan.
# The chat could not be started.
join-failed = Belum bisa dimulai. Coba lagi?
# Tries again.
try-again = Coba lagi
# Heading: no new chats.
closed-title = Sedang tutup
# The programme takes no new chats.
closed-text = Saat ini kami belum bisa menerima percakapan baru. Nomor bantuan ada di bawah ini.
# Heading: the server refuses this page.
away-title = Obrolan tidak bisa dibuka
# The server refuses this page.
away-text = Halaman ini tidak tersambung lagi. Muat ulang untuk mencoba. Nomor bantuan ada di bawah ini.
# Loads the page, or what is missing, again.
reload = Muat ulang
# The chat of before can't be opened any more.
expired = Percakapan sebelumnya sudah tidak bisa dibuka. Kamu bisa mulai yang baru.
# The browser refuses storage.
no-storage = Peramban ini tidak menyimpan apa pun. Kalau halaman dimuat ulang, percakapan ini tidak bisa dilanjutkan.
# Name of the list of messages.
log-label = Percakapan
# Waiting, with a range. $range: words.
waiting = Kami sedang mencarikan teman bicara. Biasanya { $range }. Kamu boleh mulai menulis.
# Waiting, nothing is known.
waiting-unknown = Kami belum tahu berapa lama. Kalau tidak ingin menunggu, ada bantuan lain di bawah.
# Waiting longer than usual.
waiting-long = Maaf, ini lebih lama dari biasanya. Tidak apa-apa kalau mau menunggu, tidak apa-apa kalau mau pergi.
# Leaves the queue.
waiting-leave = Berhenti menunggu
# Range: up to a minute.
range-one = kurang dari 1 menit
# Range: about so many minutes. $high: number.
range-same = sekitar { $high } menit
# Range. $low, $high: minutes.
range-between = { $low }–{ $high } menit
# Opens the breathing exercise.
breathe-title = Latihan napas sambil menunggu
# The breathing exercise.
breathe-text = Tarik napas pelan lewat hidung, hitung sampai empat. Tahan sebentar. Embuskan pelan lewat mulut, hitung sampai enam. Ulangi beberapa kali.
# Heading above help lines.
lines-title = Yang bisa dihubungi
# Role of a supporter.
role-supporter = pendamping sebaya
# Role of a professional.
role-professional = profesional
# Role of a coordinator.
role-coordinator = koordinator
# Role of oneself in "who can read".
role-seeker = kamu
# A supporter has joined. $name: who.
joined = { $name } bergabung. Ia pendamping sebaya, bukan tenaga profesional.
# The supporter's link is lost. $name: who.
lost = Sambungan { $name } terputus, kami carikan teman lain.
# Somebody else is being found.
searching = Kami carikan teman bicara lain. Kamu boleh tetap menulis.
# The other side is connected. $name: who.
present = Bersama { $name }
# The other side is not connected. $name: who.
absent = { $name } sedang tidak tersambung
# Card with help lines, worded as care.
care-card = Terima kasih sudah jujur. Kalau sekarang kamu merasa tidak aman, orang-orang ini bisa dihubungi. Profesional di tim kami juga bisa ikut membaca.
# A professional joins. $name, $role; $peer: the supporter.
pro-joins = { $name }, { $role } di tim kami, ikut menemani. { $peer } tetap di sini.
# A professional joins, no supporter is there. $name, $role.
pro-joins-alone = { $name }, { $role } di tim kami, ikut menemani.
# A professional leads. $name; $peer: the supporter who left.
pro-takes = Mulai sekarang { $name } yang menemanimu. { $peer } pamit dan titip salam baik.
# A professional leads, no supporter was there. $name, $role.
pro-takes-alone = Mulai sekarang { $name }, { $role } di tim kami, yang menemanimu.
# A professional has left again. $name.
pro-leaves = { $name } sudah meninggalkan percakapan ini.
# No professional can join yet. $peer: the supporter. $number: whom to call.
no-pro = Profesional kami belum bisa bergabung. { $peer } tetap menemanimu. Kalau kamu dalam bahaya sekarang, hubungi { $number }.
# No professional can join yet, and there is no supporter yet. $number: whom to call.
no-pro-alone = Profesional kami belum bisa bergabung. Kalau kamu dalam bahaya sekarang, hubungi { $number }.
# Some messages are missing.
gap = Sebagian pesan mungkin belum tampil.
# Nothing was written for long. $time: until when it stays open.
idle = Masih di sana? Tidak apa-apa kalau butuh waktu. Percakapan tetap terbuka sampai { $time }.
# The chat is over.
ended = Percakapan selesai. Terima kasih sudah datang.
# Why: silence.
ended-idle = Percakapan ini ditutup karena lama tidak ada tulisan. Kamu boleh mulai lagi kapan saja.
# Why: the connection was lost for long.
ended-lost = Percakapan ini ditutup karena sambungan lama terputus. Kamu boleh mulai lagi kapan saja.
# Starts a new chat.
again = Ngobrol lagi
# Ends and erases.
erase = Tutup dan hapus dari perangkat ini
# Ends the chat.
end = Selesai
# Asks whether to end.
end-ask = Selesaikan percakapan ini?
# Ends it.
end-yes = Ya, selesai
# Goes on.
end-no = Lanjut ngobrol
# Ending was refused.
end-failed = Belum bisa diselesaikan. Coba lagi?
# Quick reply.
quick-moment = Aku butuh waktu sebentar
# Quick reply.
quick-here = Aku masih di sini
# Quick reply.
quick-where = Aku bingung mau mulai dari mana
# Name of the quick replies.
quick-label = Balasan cepat
# Above the help lines.
help-text = Nomor-nomor ini bisa kamu hubungi. Menekan nomor akan membuka aplikasi telepon.
# There are no help lines in this programme.
help-empty = Belum ada nomor di sini. Kalau ada bahaya sekarang, datangi orang dewasa atau tetangga terdekat, atau unit gawat darurat terdekat.
# Suggests somebody near.
help-near = Kalau bisa, temui satu orang yang kamu percaya dan ada di dekatmu sekarang.
# Opens the grounding text.
help-ground-title = Kalau semuanya terasa terlalu banyak
# The grounding text.
help-ground = Sebutkan pelan-pelan lima hal yang kamu lihat, empat yang bisa kamu sentuh, tiga yang kamu dengar, dua yang kamu cium, satu yang kamu rasakan di mulut.
# Calls a professional.
unsafe = Aku sedang tidak aman
# What the button does.
unsafe-why = Profesional di tim kami langsung diberi tahu dan bisa ikut membaca.
# The call is under way.
unsafe-sending = Sedang kami sampaikan.
# The call waits for the connection.
unsafe-waiting = Menunggu sambungan. Kalau kamu dalam bahaya, hubungi nomor di atas.
# The call has arrived.
unsafe-sent = Sudah kami sampaikan ke tim kami. Kamu boleh tetap menulis di percakapan.
# The call was refused.
unsafe-failed = Belum tersampaikan. Coba lagi, atau hubungi nomor di atas.
# Closes a sheet.
back = Kembali
# Heading: who is in the chat now.
readers-now = Sekarang bisa membaca
# Heading: who may read.
readers-may = Juga bisa membaca bila perlu
# Who may read.
readers-may-text = Profesional di tim kami, kalau ada yang mengkhawatirkan. Sistem kami membaca setiap pesan untuk menandai yang mungkin perlu perhatian cepat.
# What is stored.
readers-stored = Isi percakapan disimpan di server kami selama { $days } hari, lalu dihapus. Kalau ada bahaya, catatannya bisa disimpan lebih lama.
# Nobody is in the chat yet.
readers-nobody = Belum ada orang di percakapan ini selain kamu.
# After closing and deleting on this device.
gone-closed = Sudah ditutup. Percakapan ini tidak lagi ada di halaman ini. Riwayat di perangkat ini mungkin masih mencatat kunjunganmu.
# After erasing the chat on the server.
gone-erased = Percakapan sudah dihapus. Kalau tadi ada bahaya, catatan untuk profesional kami bisa tetap disimpan.
# Erases the chat on the server.
erase-all = Hapus seluruh percakapan
# Asks whether to erase.
erase-ask = Percakapan langsung selesai dan isinya dihapus. Ini tidak bisa dibatalkan.
# Erases it.
erase-yes = Ya, hapus
# Erasing was refused.
erase-failed = Belum bisa dihapus. Coba lagi?
# A supporter has joined whose name is not known.
joined-unnamed = Seorang pendamping bergabung. Ia pendamping sebaya, bukan tenaga profesional.
# Moves to the page of our own.
switch-own = Pindah ke halaman sendiri
