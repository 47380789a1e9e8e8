### Words of the components that all faces share (static/ui).
### Seeker copy. Reviewed by a professional: not yet (needed before release).

# Separator above messages of the present day.
day-today = Hari ini
# Separator above messages of the day before.
day-yesterday = Kemarin
# Name above one's own messages, for screen readers.
you = Kamu
# Name of somebody whose name is not known.
someone = Teman bicara
# Line above the first message that has not been seen.
unread-divider = Pesan baru
# Button that leads to unseen messages. $count: how many.
unread-pill = { $count } pesan baru
# Under one's own message while there is no connection.
state-queued = Menunggu sambungan
# Under one's own message while it is under way for longer than a moment.
state-sending = Mengirim…
# Under one's own message: the server has stored it.
state-sent = Terkirim
# Under one's own message: it has arrived at the other side.
state-delivered = Sampai
# Under one's own message that could not be stored.
failed = Belum terkirim. Coba lagi?
# Reason: the text was refused as it is.
failed-invalid = Tulisan ini tidak bisa dikirim seperti ini.
# Reason: the conversation is over or belongs to somebody else by now.
failed-wrong_state = Percakapan ini sudah selesai.
# Reason: one may not write here any more.
failed-not_allowed = Kamu tidak bisa menulis di sini sekarang.
# Reason: the conversation is not there any more.
failed-not_found = Percakapan ini sudah tidak ada.
# Reason: too many messages in a short time.
failed-too_many = Terlalu banyak pesan sekaligus. Tunggu sebentar.
# Reason: the server could not store it.
failed-unavailable = Server kami sedang sulit dihubungi.
# Sends the failed message again.
failed-retry = Coba lagi
# Copies the failed message.
failed-copy = Salin
# After copying.
failed-copied = Tersalin
# Copying was refused by the browser.
failed-copy-refused = Tidak bisa disalin
# Removes the failed message.
failed-discard = Hapus
# Name of the field for writing.
composer-label = Tulis pesan
# Shown in the empty field.
composer-placeholder = Tulis di sini
# How much can still be written. $count: characters.
composer-left = Sisa { $count } karakter
# The text is too long. $count: characters too many.
composer-over = Kelebihan { $count } karakter
# Sends what was written.
send = Kirim
# Somebody is writing. $name: who.
typing = { $name } sedang menulis…
# The connection is lost.
offline = Sambungan terputus. Kami terus mencoba. Tulisanmu masih ada di halaman ini.
# Tries to connect at once.
offline-retry = Coba sekarang
# Link to the page of a help line. $name: its name.
line-site = Halaman { $name }
# When the facts of a help line were last checked. $date: day.
line-checked = Terakhir dicek { $date }
# Read out when one message came. $name: who. $text: the message.
announce-one = { $name }: { $text }
# Read out when several messages came at once. $name: who. $count: how many.
announce-many = { $count } pesan baru dari { $name }
# Opens the help lines after the first ones.
lines-more = Bantuan lain
