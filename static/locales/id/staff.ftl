# Words of the supporter's console and the professional's desk. Seekers never see this file.
#
# Voice: calm, short, concrete; no exclamation marks, no praise, nothing clinical where a seeker could read it.
# The guidance (keys guide-*) speaks about safety. Reviewed by a professional: not yet; who and when goes here.

## Both faces

# Page title; the number is what waits for this person, 0 for nothing.
staff-title = { $count ->
    [0] { $face }
   *[other] ({ $count }) { $face }
  }
# Name of the supporter's face.
staff-face-console = Konsol pendamping
# Name of the professional's face.
staff-face-desk = Meja profesional
# Heading of the page shown when the sign-in is over or was never there.
staff-signed-out-title = Kamu belum masuk
# How to get a new sign-in address.
staff-signed-out = Alamat masuk berlaku sekali pakai dan habis setelah beberapa jam. Minta alamat masuk yang baru kepada koordinator programmu, lalu buka di peramban ini.
# Second sentence: nothing was lost by it.
staff-signed-out-calm = Percakapan tidak hilang. Orang yang sedang kamu temani tetap tersambung dengan tim.
# Button: try again with the present cookie.
staff-signed-out-retry = Coba lagi
# Heading of the page shown when the server asks this client to stay away.
staff-closed-title = Sambungan ditutup
# Shown instead of the sign-in page when the server asks this client to stay away for another reason.
staff-closed = Halaman ini tidak lagi tersambung. Muat ulang untuk mulai lagi.
# Button.
staff-reload = Muat ulang
# Link state in the top bar, with a dot before it.
staff-link-live = tersambung
# Link state.
staff-link-connecting = menyambung…
# Link state.
staff-link-lost = terputus, mencoba lagi
# Button with the present state; pressing it switches. Sound is on.
staff-sound-on = Suara: nyala
# Button with the present state. Sound is off.
staff-sound-off = Suara: mati
# Banner when the browser does not let the page play a sound.
staff-sound-blocked = Suara diblokir peramban. Tanpa suara, panggilan bisa terlewat.
# Button of that banner.
staff-sound-fix = Nyalakan suara
# Name of the small menu where the person's name is not known yet.
staff-menu = Menu
# Button, in the language that it switches to.
staff-switch-id = Bahasa Indonesia
# Button, in the language that it switches to.
staff-switch-en = English
# Button that signs out.
staff-sign-out = Keluar
# Button that opens the list of keys.
staff-keys = Pintasan
# Heading of the list of keys.
staff-keys-title = Pintasan papan ketik
# Why some keys seem dead.
staff-keys-note = Pintasan satu huruf tidak berlaku saat kamu sedang menulis.
# Switch: single-key shortcuts on or off.
staff-keys-single = Pintasan satu huruf menyala
# What a key does.
staff-keys-next = Berikutnya / sebelumnya dalam daftar
# What a key does.
staff-keys-open = Buka
# What a key does, on the console.
staff-keys-accept = Terima tawaran
# What a key does, on the desk.
staff-keys-claim = Klaim
# What a key does.
staff-keys-whisper = Tulis bisikan
# What a key does.
staff-keys-call = Panggil profesional
# What a key does.
staff-keys-mute = Matikan / nyalakan suara
# What a key does.
staff-keys-evidence = Tanda berikutnya / sebelumnya
# What a key does.
staff-keys-panes = Pindah panel
# What a key does.
staff-keys-send = Kirim
# What a key does.
staff-keys-help = Daftar ini
# What a key does.
staff-keys-leave = Tinggalkan kolom tulis
# Keys that never exist, said so that nobody looks for them.
staff-keys-never = Ambil alih, selesaikan, dan akhiri chat tidak punya pintasan. Itu selalu lewat tombol.
# Button that closes a dialog without doing anything.
dialog-close = Batal
# Button that closes a dialog or a line that was only read.
staff-close = Tutup
# Name of a language.
staff-language-id = Indonesia
# Name of a language.
staff-language-en = Inggris
# Who is meant where a seeker has no name.
staff-seeker = Pencerita
# Role after a name.
staff-role-supporter = pendamping
# Role after a name.
staff-role-professional = profesional
# Role after a name.
staff-role-coordinator = koordinator
# A refusal in words, by code.
staff-error-conflict = Orang lain lebih dulu: { $owner }.
# A refusal in words.
staff-error-wrong_state = Ini tidak bisa dilakukan sekarang. Keadaannya sudah berubah.
# A refusal in words.
staff-error-not_found = Percakapan ini tidak ada lagi untukmu.
# A refusal in words.
staff-error-not_allowed = Peranmu tidak mencakup ini.
# A refusal in words.
staff-error-too_many = Pelan-pelan sebentar, lalu coba lagi.
# A refusal in words.
staff-error-unavailable = Belum tersimpan. Coba lagi sebentar lagi.
# A refusal in words.
staff-error-closed = Program ini sedang tidak menerima chat baru.
# A refusal in words: no answer came.
staff-error-link_closed = Tidak terkirim karena sambungan terputus.
# A refusal in words, for every other code.
staff-error-other = Tidak berhasil. Coba lagi.

## Whispers: staff only

# Heading and label of the thread between professional and supporter.
whisper-title = Bisik
# Under the heading: who reads this.
whisper-note = Hanya pendamping dan profesional. Pencerita tidak melihatnya.
# Name of the log for screen readers.
whisper-log = Bisikan antara pendamping dan profesional
# Nothing was whispered yet.
whisper-empty = Belum ada bisikan.
# Label of the field where a whisper is written.
whisper-field = Tulis bisikan
# Button.
whisper-send = Bisikkan
# Announced and shown before each whisper, so that it is never taken for a message.
whisper-from = Bisik dari { $name }
# The supporter has no professional to whisper with yet.
whisper-nobody = Bisikan terbuka setelah seorang profesional ikut membaca.

## Supporter: shift

# Heading for screen readers.
shift-title = Giliran
# Shift state in words.
shift-off = Di luar giliran
# Shift state in words.
shift-ready = Siap
# Shift state: n chats of so many.
shift-busy = Penuh, { $taken } dari { $places }
# Shift state.
shift-break = Istirahat
# Shift state: no new offers, chats still open.
shift-ending = Menutup giliran, masih { $chats } chat
# How many chats at once are open, while ready.
shift-taken = { $taken } dari { $places } chat
# Label of the number field.
shift-places = Chat sekaligus
# Switch.
shift-auto = Terima otomatis
# Button.
shift-start = Mulai giliran
# What the button does besides.
shift-start-note = Kamu akan mendengar satu nada uji.
# Button.
shift-break-start = Istirahat
# Button.
shift-break-end = Lanjut
# Button.
shift-end = Akhiri giliran
# Dialog when chats are still open at the end of a shift.
shift-end-title = Akhiri giliran?
# What happens then.
shift-end-text = Kamu masih menemani { $chats } orang. Tawaran baru berhenti sekarang; tutup atau akhiri chat itu baik-baik dulu. Giliran selesai setelah chat terakhir.
# Button of the dialog.
shift-end-confirm = Hentikan tawaran baru
# The server put the supporter on a break.
shift-missed = Dua tawaran lewat tanpa jawaban, jadi kamu kami beri jeda. Tidak apa-apa. Tekan Lanjut kalau sudah siap.
# After the shift ended.
shift-off-text = Kamu sedang di luar giliran, jadi tidak ada tawaran yang datang.
# How many people wait; longest is a duration like 03:12.
shift-queue = { $waiting ->
    [0] Tidak ada yang menunggu
   *[other] { $waiting } orang menunggu, terlama { $longest }
  }

## Supporter: offers

# Heading, also the name of the tab on a phone.
offer-title = Tawaran
# Heading of the one offer on the screen.
offer-heading = Ada yang ingin bercerita
# Announced when an offer arrives.
offer-announced = Tawaran baru. { $topics }. Menunggu { $waited }.
# No offer now, on shift.
offer-none = Belum ada tawaran. Kamu akan mendengar nada kalau ada.
# All places are taken.
offer-busy = Semua tempatmu terisi. Tawaran datang lagi setelah satu chat selesai.
# Term before the topics.
offer-topics = Topik
# No topic was chosen.
offer-no-topics = tidak memilih topik
# Term before the language.
offer-language = Bahasa
# Term before the waiting time.
offer-waited = Sudah menunggu
# The seeker came back with a code.
offer-returned = Pernah ke sini sebelumnya
# How long the offer stands.
offer-left = { $seconds } detik lagi
# Name of the bar of the time left.
offer-bar = Waktu untuk menjawab
# Button.
offer-accept = Terima
# Button.
offer-decline = Lewati
# Skipping is fine.
offer-decline-note = Melewati tidak apa-apa. Orangnya tetap di urutan lamanya.
# The offer moved on by itself.
offer-lapsed-timeout = Tawaran ini sudah diteruskan. Tidak apa-apa.
# Somebody else has it.
offer-lapsed-taken = Tawaran ini sudah diambil teman lain. Tidak apa-apa.
# The seeker left.
offer-lapsed-cancelled = Orangnya pergi sebelum tersambung. Tidak apa-apa.

## Supporter: chats

# Name of the pane with shift, offers and chats, for screen readers.
rail-title = Giliran, tawaran, dan chat
# Heading of the rail, also the name of the tab on a phone.
chats-title = Chatku
# Name of the tab with the chat on a phone.
chats-tab = Chat
# Nothing in the rail.
chats-none = Belum ada chat.
# Where the chat would be.
chats-empty = Terima tawaran, lalu chatnya terbuka di sini.
# How many messages were not on the screen yet.
chats-unread = { $count } baru
# Name of a chat in the rail: its number and topics.
chats-named = { $number }. { $topics }
# Name of a chat in the rail without a topic.
chats-unnamed = Percakapan { $number }
# Chat state in the rail and above the log.
chat-active = berjalan
# Chat state.
chat-ended = selesai
# Chat state.
chat-handed = diserahkan
# Chat state: the seeker is back in the queue or with somebody else.
chat-left = tidak lagi denganmu
# Name of the log for screen readers.
chat-log = Percakapan dengan pencerita
# The seeker's connection.
chat-seeker-here = Pencerita tersambung
# The console's own connection is lost.
chat-seeker-unknown = Sambunganmu terputus, keadaan pencerita belum diketahui
# The seeker's connection is lost; since is a duration in minutes.
chat-seeker-gone = { $minutes ->
    [0] Pencerita terputus, baru saja
   *[other] Pencerita terputus sejak { $minutes } menit
  }
# A professional reads along.
chat-pro-watches = { $name } (profesional) ikut membaca
# A professional reads along, name not known.
chat-pro-watches-unnamed = Seorang profesional bisa ikut membaca
# A professional writes too.
chat-pro-joined = { $name } (profesional) ikut menemani
# Label of the message field.
chat-field = Tulis pesan
# Button.
chat-end = Akhiri chat
# Dialog.
chat-end-title = Akhiri percakapan ini?
# What it means for the seeker.
chat-end-text = Pencerita akan melihat bahwa percakapan selesai. Pamit dulu dengan kata-katamu sendiri.
# Button of the dialog.
chat-end-confirm = Akhiri percakapan
# Why it can't be ended now.
chat-end-refused = Percakapan belum bisa diakhiri selama profesional masih dipanggil atau sedang membantu.
# Button: take an ended chat off the rail.
chat-leave = Hapus dari daftar
# Where the composer was.
chat-ended-text = Percakapan ini sudah selesai. Ambil napas sebentar sebelum yang berikutnya.
# Where the composer was: the professional leads now.
chat-handed-text = { $name } sekarang yang menemani. Terima kasih sudah menjaganya sampai di sini. Ambil waktu untuk dirimu sendiri.
# Where the composer was.
chat-left-text = Percakapan ini tidak lagi denganmu. Pencerita kami sambungkan dengan teman lain.
# Button that opens the guidance drawer between phone and desktop.
chat-guide-open = Panduan
# Button that closes it.
chat-guide-close = Tutup panduan

## Supporter: calling a professional

# Button above the composer.
call-button = Panggil profesional
# Opens the field for a reason.
call-reason-open = Tambahkan alasan untuk profesional
# Label of the optional reason.
call-reason = Alasan singkat (boleh kosong)
# Button that sends the reason after the call.
call-reason-send = Tambahkan alasan
# The call is on its way.
call-sending = Memanggil…
# The call waits for the connection.
call-waiting = Menunggu sambungan. Panggilan terkirim begitu tersambung lagi.
# The call was not sent; words of the reason follow.
call-unsent = Panggilan belum terkirim. { $why }
# Button.
call-again = Panggil lagi
# The call is on the desk.
call-sent = { $count ->
    [0] Panggilan terkirim. Belum ada profesional bertugas.
   *[other] Panggilan terkirim ke { $count } profesional bertugas. Tetap temani dulu.
  }
# Somebody has it.
call-claimed = { $name } menangani dan ikut membaca. Kamu tetap menemani.
# It was given back.
call-released = Profesional sudah selesai membaca. Panggil lagi kapan pun perlu.
# Nobody is on duty.
call-nobody = Belum ada profesional bertugas. Ikuti langkah di bawah ini; isinya sama dengan Panduan, bagian 7.
# To mentors: a case waits.
call-lead-needed = Ada percakapan yang menunggu tanpa profesional. Kalau kamu bisa, hubungi koordinator sekarang.

## Guidance: what the supporter can lean on. Reviewed by a professional: not yet.

# Name of the panel, also of the tab on a phone.
guide-title = Panduan
# Name of the phase strip for screen readers.
guide-phases = Tahap percakapan
# Phase.
guide-phase-greet = Sapa
# Phase.
guide-phase-listen = Dengarkan
# Phase.
guide-phase-understand = Pahami
# Phase.
guide-phase-plan = Rencanakan
# Phase.
guide-phase-close = Tutup
# What the phase is about, one sentence.
guide-about-greet = Beri rasa disambut dan waktu.
# What the phase is about.
guide-about-listen = Biarkan ceritanya keluar. Satu pertanyaan, lalu tunggu.
# What the phase is about.
guide-about-understand = Cari tahu apa artinya buat dia, bukan buat kita.
# What the phase is about.
guide-about-plan = Satu langkah kecil yang terasa mungkin, dari dia sendiri.
# What the phase is about.
guide-about-close = Tutup pelan-pelan, pintu tetap terbuka.
# Suggested phrase; the supporter edits it before sending.
guide-greet-1 = Hai, terima kasih sudah datang ke sini. Mau mulai dari mana?
# Suggested phrase.
guide-greet-2 = Aku di sini dan tidak buru-buru. Cerita pelan-pelan saja, dari bagian mana pun.
# Suggested phrase.
guide-greet-3 = Sebelum mulai, ada yang ingin kamu tahu dulu tentang aku atau tempat ini?
# Suggested phrase.
guide-listen-1 = Apa yang paling berat buat kamu hari ini?
# Suggested phrase.
guide-listen-2 = Boleh ceritakan lebih banyak soal bagian itu?
# Suggested phrase.
guide-listen-3 = Waktu itu terjadi, apa yang kamu rasakan?
# Suggested phrase.
guide-understand-1 = Dari semua itu, bagian mana yang paling mengganjal buat kamu?
# Suggested phrase.
guide-understand-2 = Sudah berapa lama rasanya begini, dan apa yang berubah belakangan ini?
# Suggested phrase.
guide-understand-3 = Siapa yang sudah tahu soal ini? Bagaimana rasanya waktu bercerita ke mereka?
# Suggested phrase.
guide-plan-1 = Apa satu hal kecil yang terasa mungkin kamu lakukan malam ini?
# Suggested phrase.
guide-plan-2 = Dulu waktu pernah seberat ini, apa yang sedikit membantu?
# Suggested phrase.
guide-plan-3 = Siapa satu orang yang bisa kamu kabari setelah ini?
# Suggested phrase.
guide-close-1 = Sebelum kita tutup, bagaimana rasanya sekarang dibanding tadi?
# Suggested phrase.
guide-close-2 = Apa yang ingin kamu bawa dari obrolan ini?
# Suggested phrase.
guide-close-3 = Kapan pun terasa berat lagi, kamu boleh kembali. Ada yang masih ingin kamu sampaikan?
# Button: puts the phrase into the message field, sends nothing.
guide-use = Pakai
# The same for a screen reader, with the phrase.
guide-use-label = Pakai: { $text }
# Announced after it.
guide-used = Kalimat masuk ke kolom pesan. Belum terkirim.
# Heading of part 3.
guide-safety-title = 3. Bertanya langsung soal keselamatan
# Why asking is fine.
guide-safety-note = Bertanya tidak menanam ide. Pakai kata biasa, tenang, lalu tunggu jawabannya.
# A question to ask.
guide-safety-ask-1 = Kadang kalau semuanya seberat ini, orang terpikir untuk bunuh diri. Apa kamu juga begitu?
# A question to ask.
guide-safety-ask-2 = Apa kamu aman sekarang, di tempat kamu berada?
# The seeker's answer.
guide-safety-yes = Kalau jawabannya ya
# What to do then.
guide-safety-yes-do = Terima kasih sudah jujur, begitu saja dulu. Tekan Panggil profesional. Tetap di sini, tanya apakah ia aman dan siapa yang ada di dekatnya. Jangan tanya soal cara.
# The seeker's answer.
guide-safety-unsure = Kalau ragu atau “tidak tahu”
# What to do then.
guide-safety-unsure-do = Perlakukan seperti ya. Panggil profesional dan temani.
# The seeker's answer.
guide-safety-no = Kalau jawabannya tidak
# What to do then.
guide-safety-no-do = Bilang bahwa ia boleh cerita kalau itu berubah, lalu lanjutkan obrolan.
# The seeker's answer.
guide-safety-silent = Kalau tidak dijawab
# What to do then.
guide-safety-silent-do = Bilang tidak apa-apa belum menjawab. Tanya sekali lagi nanti. Kalau kamu khawatir, panggil profesional; kamu tidak perlu yakin dulu.
# Heading of part 4.
guide-habits-title = 4. Lakukan dan hindari
# Column.
guide-habits-do = Lakukan
# Column.
guide-habits-avoid = Hindari
# Pair 1.
guide-do-1 = Tanya satu hal, lalu tunggu.
# Pair 1.
guide-avoid-1 = Bertanya beruntun.
# Pair 2.
guide-do-2 = Akui bahwa itu berat.
# Pair 2.
guide-avoid-2 = Membandingkan dengan orang lain.
# Pair 3.
guide-do-3 = Tanya dulu sebelum memberi saran.
# Pair 3.
guide-avoid-3 = Langsung menasihati atau menceramahi.
# Pair 4.
guide-do-4 = Bilang apa adanya kalau kamu tidak tahu.
# Pair 4.
guide-avoid-4 = Menjanjikan semuanya akan baik-baik saja.
# Heading of part 5.
guide-lines-title = 5. Nomor bantuan
# No help lines in this programme.
guide-lines-none = Program ini belum punya nomor bantuan. Beri tahu koordinatormu.
# Heading of part 6.
guide-limits-title = 6. Batas
# Boundary.
guide-limit-1 = Tidak bertukar nomor, akun, atau alamat, dan tidak bertemu di luar.
# Boundary.
guide-limit-2 = Tidak menjanjikan rahasia. Yang membaca: kamu, dan profesional di tim kita kalau ada yang mengkhawatirkan.
# Boundary.
guide-limit-3 = Tidak mencari tahu siapa dia. Nama dan sekolah tidak perlu.
# Boundary.
guide-limit-4 = Kamu tidak menyelamatkan siapa pun sendirian. Minta bantuan lebih awal selalu boleh.
# Heading of part 7.
guide-nobody-title = 7. Kalau belum ada profesional
# Step.
guide-nobody-1 = Tetap di sini. Jangan akhiri chat.
# Step.
guide-nobody-2 = Bilang apa adanya.
# Phrase of the step.
guide-nobody-2-say = Profesional kami belum bisa bergabung. Aku tetap di sini menemanimu.
# Step.
guide-nobody-3 = Tanya siapa yang ada di dekatnya.
# Phrase of the step.
guide-nobody-3-say = Apa ada orang di dekatmu yang bisa menemani sekarang?
# Step.
guide-nobody-4 = Ajak menghubungi nomor bantuan di bawah. Tanya apakah mau sambil tetap mengobrol denganmu.
# Step.
guide-nobody-5 = Kalau ada benda yang bisa melukai, tanya apakah bisa dijauhkan atau dititipkan dulu.
# Step.
guide-nobody-6 = Panggilanmu tetap berjalan. Sistem terus memanggil pembina dan profesional cadangan.

## Professional: top bar

# Who is on duty.
desk-duty = Piket: { $professionals } profesional · { $supporters } pendamping · { $chats } chat
# Before the first answer of the server.
desk-duty-unknown = Piket: belum diketahui
# How many people wait; longest is a duration like 03:12.
desk-queue = { $waiting ->
    [0] antrean kosong
   *[other] antrean { $waiting } (terlama { $longest })
  }
# Switch: this professional is on duty.
desk-on-duty = Aku bertugas
# Nobody is on duty.
desk-nobody-on-duty = Tidak ada profesional bertugas. Kasus baru langsung ke jalur cadangan.

## Professional: the wall

# Heading.
wall-title = Dinding kasus
# Column, with the number of its cards.
wall-column-unclaimed = Belum diklaim ({ $count })
# Column.
wall-column-watched = Dipantau ({ $count })
# Column.
wall-column-helped = Sedang dibantu ({ $count })
# Nothing in one column.
wall-column-empty = Kosong.
# Nothing on the wall; time is a clock time.
wall-empty = Tidak ada kasus yang menunggu. { $chats } chat berjalan.
# When the wall was last heard of.
wall-updated = Terakhir diperbarui { $time }.
# Cards stand elsewhere than they would; the button sorts.
wall-sort = { $count } perubahan — urutkan
# Announced once when the wall has become old.
wall-stale-announced = Sambungan ke server tidak ada kabar.
# Banner: the wall is old. The duration is like 00:14.
wall-stale = Data sudah { $age } tidak diperbarui. Dinding ini belum tentu benar.
# Button of the banner.
wall-reconnect = Sambungkan lagi
# List of resolved cases.
wall-resolved = Baru selesai ({ $count })
# A level in words, with its shape beside it.
level-pantau = Pantau
# A level in words.
level-tinggi = Tinggi
# A level in words.
level-segera = Segera
# SLA state in words.
sla-enough = cukup waktu
# SLA state in words.
sla-nearly = hampir habis
# SLA state in words.
sla-over = lewat { $over }
# Name of the SLA bar.
sla-bar = Waktu untuk mengklaim
# Elapsed of limit; both like 00:41.
sla-time = { $elapsed } / { $limit }
# How far the fall-back has gone, in words.
step-offered = semua yang bertugas sudah dipanggil
# Fall-back step.
step-widened = koordinator ikut dipanggil
# Fall-back step.
step-unattended_1 = pencerita dan pendamping sudah diberi tahu
# Fall-back step.
step-unattended_2 = profesional cadangan sudah dipanggil
# Fall-back step.
step-unattended_3 = pembina dipanggil lagi
# Fall-back step.
step-unattended_4 = nomor bantuan dikirim lagi, panggilan diulang
# Name of a card for screen readers.
case-label = Kasus { $level }, { $supporter }
# When the case was opened.
card-opened = dibuka { $time }
# No words: a person asked.
card-no-quote = Tidak ada kutipan. Permintaan datang dari orang.
# Reasons.
cause-screening = kata-katanya
# Reason.
cause-trajectory = makin berat dari waktu ke waktu
# Reason.
cause-review = pembacaan kedua
# Reason.
cause-supporter = pendamping minta bantuan
# Reason.
cause-not_safe = pencerita bilang tidak aman
# Reason.
cause-report = ada laporan
# Reason.
cause-reopened = dibuka lagi
# Subject.
category-suicide = bunuh diri
# Subject.
category-self_harm = melukai diri
# Subject.
category-abuse = kekerasan
# Subject.
category-harm_to_others = bahaya bagi orang lain
# Subject.
category-medical = medis
# Label before the reasons.
card-reasons = Alasan
# A fact of the card.
card-supporter = pendamping: { $name }
# A fact of the card: nobody holds the conversation.
card-no-supporter = tanpa pendamping
# A fact of the card.
card-owner = ditangani { $name }
# A fact of the card: it is one's own.
card-owner-you = kamu yang menangani
# A fact of the card.
card-pool-minor = di bawah 18 atau tidak bilang umur
# A fact of the card.
card-pool-adult = 18 ke atas
# How long somebody has had it.
card-claimed-since = sejak { $time }
# A resolved card, with its outcome.
card-resolved = selesai: { $outcome }
# State of the owner's depth.
depth-watching = membaca
# State of the owner's depth.
depth-joined = ikut menemani
# State of the owner's depth.
depth-leading = memimpin
# Conversation state.
conversation-waiting = masih menunggu pendamping
# Conversation state.
conversation-offered = sedang ditawarkan ke pendamping
# Conversation state.
conversation-active = sedang berjalan
# Conversation state.
conversation-ended = sudah selesai
# Button: read it, without owning it.
card-open = Buka
# Button: own it.
card-claim = Klaim
# Button label with the case, for screen readers.
card-open-label = Buka kasus { $level }, { $supporter }
# Button label with the case.
card-claim-label = Klaim kasus { $level }, { $supporter }
# Announced at once.
alert-new = Kasus segera baru, belum diklaim.
# Announced at once.
alert-over = Kasus segera lewat batas, belum diklaim.
# Somebody else was first.
desk-conflict = { $owner } lebih dulu mengklaim kasus ini. Kamu tetap bisa membacanya.
# The case was given back for you.
desk-lease-lost = Satu kasusmu dikembalikan karena tidak ada kegiatan atau sambungan terputus. Klaim lagi kalau kamu masih menanganinya.
# Button of that message.
desk-show-case = Lihat kasusnya

## Professional: the opened case

# Button back to the wall.
case-back = Dinding
# How many wait meanwhile, beside the button.
case-waiting = { $count ->
    [0] tidak ada yang menunggu
   *[other] { $count } belum diklaim
  }
# Name of the tabs of the panes on a phone.
case-panes = Bagian kasus
# Why the professional can't whisper: there is no supporter.
case-whisper-alone = Tidak ada pendamping di percakapan ini.
# Why the professional can't whisper: it is not their case.
case-whisper-locked = Klaim dulu untuk berbisik ke pendamping.
# Why nobody can whisper: the case is resolved.
case-whisper-over = Kasus sudah selesai. Bisikan lama tetap bisa dibaca.
# Heading of the case for screen readers.
case-title = Kasus { $level }
# Pane.
case-transcript = Percakapan
# Pane.
case-notes = Catatan
# Pane for a professional: notes of the case.
case-notes-note = Hanya untuk profesional.
# Name of the log.
case-transcript-log = Percakapan pencerita dan pendamping
# Name of the log.
case-notes-log = Catatan dan langkah kasus
# Nothing in the notes.
case-notes-empty = Belum ada catatan.
# Label of the field.
case-note-field = Tulis catatan
# Button.
case-note-send = Simpan catatan
# Switch for the evidence marks.
case-marks = Tanda bukti
# How many messages carry evidence; the present one of them.
case-marks-count = { $at } dari { $count }
# No evidence.
case-marks-none = tidak ada tanda
# Button.
case-mark-next = Tanda berikutnya
# Button.
case-mark-previous = Tanda sebelumnya
# Marker in the transcript and line in the notes: the case was opened.
event-opened = Kasus dibuka: { $level }, { $cause }
# A step of the case.
event-raised = Alasan atau tingkat bertambah: { $level }, { $cause }
# A step of the case.
event-claim = { $name } mengklaim
# A step of the case.
event-watch = { $name } membuka untuk membaca
# A step of the case.
event-join = { $name } ikut menemani
# A step of the case.
event-take_over = { $name } mengambil alih
# A step of the case.
event-release = { $name } melepas
# A step of the case.
event-lapse = Kasus dikembalikan, pemiliknya tidak aktif
# A step of the case.
event-resolve = { $name } menyelesaikan: { $outcome }
# A step of the case.
event-reopen = { $name } membuka lagi
# A step of the case: the fall-back went on; the words of the step follow.
event-step = Jalur cadangan: { $step }
# A step that this client does not know.
event-other = Langkah kasus: { $event }
# What screening found, in the notes: level and subject, and the time of the message.
verdict-line = Penyaringan: { $found }, pada pesan pukul { $time }
# The same without a known message.
verdict-line-bare = Penyaringan: { $found }
# What decided, in small print.
verdict-version = penyaring { $version }
# Below level 2.
level-low = rendah
# Kinds of things in the transcript.
entry-waiting-joined = Masuk antrean
# Entry.
entry-waiting-declined = Kembali ke antrean, tawaran dilewati
# Entry.
entry-waiting-timeout = Kembali ke antrean, tawaran tidak dijawab
# Entry.
entry-waiting-supporter_lost = Sambungan pendamping terputus, kembali ke depan antrean
# Entry.
entry-waiting-no_reply = Belum ada balasan pertama, kembali ke depan antrean
# Entry.
entry-waiting-released = Kembali ke depan antrean
# Entry.
entry-paired = { $name } bergabung
# Entry.
entry-pro_watches-on = Seorang profesional bisa ikut membaca
# Entry.
entry-pro_watches-off = Profesional tidak lagi ikut membaca
# Entry.
entry-pro_joins = { $name } (profesional) ikut menemani
# Entry.
entry-pro_leads = { $name } (profesional) mulai memimpin, pendamping pamit
# Entry: there was no supporter.
entry-pro_leads-alone = { $name } (profesional) mulai memimpin
# Entry.
entry-pro_leaves = { $name } (profesional) pamit
# Entry.
entry-care = Pencerita melihat nomor bantuan
# Entry.
entry-no_pro = Pencerita diberi tahu: profesional belum bisa bergabung, dengan nomor bantuan
# Entry.
entry-idle = Pencerita ditanya apakah masih di sana
# Entry.
entry-ended-seeker = Diakhiri pencerita
# Entry.
entry-ended-supporter = Diakhiri pendamping
# Entry.
entry-ended-professional = Diakhiri profesional
# Entry.
entry-ended-idle = Selesai karena lama tidak ada kabar
# Entry.
entry-ended-lost = Selesai karena sambungan pencerita hilang
# Entry.
entry-ended-cancelled = Pencerita membatalkan
# Entry.
entry-ended-erased = Dihapus oleh pencerita
# Actions.
act-claim = Klaim
# Action: jumps to the whisper field.
act-whisper = Bisik
# Action.
act-join = Gabung
# Action.
act-take_over = Ambil alih
# Action.
act-release = Lepas
# Action.
act-resolve = Selesaikan
# Action.
act-false = Keliru
# Action.
act-reopen = Buka lagi
# Who has it, where actions are not possible.
case-owned-by = { $name } menangani kasus ini. Kamu membaca saja.
# Nobody has it.
case-unowned = Belum ada yang menangani. Kamu membaca tanpa mengambil kasusnya; ini tercatat.
# Label of the field to the seeker.
case-field = Tulis ke pencerita
# Where the field would be.
case-field-locked = Klaim lalu Gabung atau Ambil alih untuk menulis ke pencerita.
# Dialog.
join-title = Gabung ke percakapan?
# Dialog.
take_over-title = Ambil alih percakapan?
# Before the sentence.
preview-label = Pencerita akan membaca kalimat ini:
# What joining means.
join-note = Pendamping tetap di sana dan tetap bisa menulis.
# What taking over means.
take_over-note = Pendamping berhenti menulis saat itu juga.
# Button of the dialog.
join-confirm = Gabung
# Button of the dialog.
take_over-confirm = Ambil alih
# Dialog.
release-title = Lepas kasus ini?
# What it means.
release-note = Kasus kembali ke Belum diklaim dan semua yang bertugas dipanggil lagi.
# Button of the dialog.
release-confirm = Lepas
# Dialog.
resolve-title = Selesaikan kasus
# Dialog for a false alarm.
false-title = Tandai keliru
# What it feeds.
false-note = Tanda ini dipakai untuk menilai penyaring. Kasus selesai, percakapan berlanjut.
# Legend.
resolve-outcome = Hasil
# Outcome.
outcome-safe_now = aman untuk sekarang
# Outcome.
outcome-plan_made = ada rencana
# Outcome.
outcome-handed_out = diteruskan ke bantuan lain
# Outcome.
outcome-supporter_continues = pendamping melanjutkan
# Outcome.
outcome-left = pencerita pergi
# Outcome.
outcome-false_alarm = tanda keliru
# Label of the note, required.
resolve-note = Catatan: apa yang dilakukan, dan siapa yang diberi tahu
# Said when no outcome was chosen.
resolve-outcome-missing = Pilih hasilnya dulu.
# Said when the note is missing.
resolve-note-missing = Tulis catatan singkat dulu.
# Checkbox.
resolve-ends = Akhiri percakapan juga
# What happens to a led conversation that goes on.
resolve-returns = Kalau tidak diakhiri, pencerita kembali ke depan antrean pendamping.
# Button of the dialog.
resolve-confirm = Selesaikan
# Button of the dialog.
false-confirm = Tandai keliru
# The log may miss something.
case-broken = Sebagian isi mungkin belum tampil.
