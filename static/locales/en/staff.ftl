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
staff-face-console = Supporter console
# Name of the professional's face.
staff-face-desk = Professional desk
# Heading of the page shown when the sign-in is over or was never there.
staff-signed-out-title = You are not signed in
# How to get a new sign-in address.
staff-signed-out = A sign-in address works once and ends after some hours. Ask your programme's coordinator for a new one, then open it in this browser.
# Second sentence: nothing was lost by it.
staff-signed-out-calm = Conversations are not lost. The person you were with stays connected to the team.
# Button: try again with the present cookie.
staff-signed-out-retry = Try again
# Heading of the page shown when the server asks this client to stay away.
staff-closed-title = Connection closed
# Shown instead of the sign-in page when the server asks this client to stay away for another reason.
staff-closed = This page is no longer connected. Load it again to start over.
# Button.
staff-reload = Load again
# Link state in the top bar, with a dot before it.
staff-link-live = connected
# Link state.
staff-link-connecting = connecting…
# Link state.
staff-link-lost = lost, trying again
# Button with the present state; pressing it switches. Sound is on.
staff-sound-on = Sound: on
# Button with the present state. Sound is off.
staff-sound-off = Sound: off
# Banner when the browser does not let the page play a sound.
staff-sound-blocked = The browser blocks sound. Without it a call can be missed.
# Button of that banner.
staff-sound-fix = Turn sound on
# Name of the small menu where the person's name is not known yet.
staff-menu = Menu
# Button, in the language that it switches to.
staff-switch-id = Bahasa Indonesia
# Button, in the language that it switches to.
staff-switch-en = English
# Button that signs out.
staff-sign-out = Sign out
# Button that opens the list of keys.
staff-keys = Shortcuts
# Heading of the list of keys.
staff-keys-title = Keyboard shortcuts
# Why some keys seem dead.
staff-keys-note = Single-letter shortcuts do nothing while you are writing.
# Switch: single-key shortcuts on or off.
staff-keys-single = Single-letter shortcuts are on
# What a key does.
staff-keys-next = Next / previous in the list
# What a key does.
staff-keys-open = Open
# What a key does, on the console.
staff-keys-accept = Accept the offer
# What a key does, on the desk.
staff-keys-claim = Claim
# What a key does.
staff-keys-whisper = Write a whisper
# What a key does.
staff-keys-call = Call a professional
# What a key does.
staff-keys-mute = Sound off / on
# What a key does.
staff-keys-evidence = Next / previous mark
# What a key does.
staff-keys-panes = Move between panes
# What a key does.
staff-keys-send = Send
# What a key does.
staff-keys-help = This list
# What a key does.
staff-keys-leave = Leave the field
# Keys that never exist, said so that nobody looks for them.
staff-keys-never = Take over, resolve and end chat have no shortcut. They always go through a button.
# Button that closes a dialog without doing anything.
dialog-close = Cancel
# Button that closes a dialog or a line that was only read.
staff-close = Close
# Name of a language.
staff-language-id = Indonesian
# Name of a language.
staff-language-en = English
# Who is meant where a seeker has no name.
staff-seeker = Seeker
# Role after a name.
staff-role-supporter = supporter
# Role after a name.
staff-role-professional = professional
# Role after a name.
staff-role-coordinator = coordinator
# A refusal in words, by code.
staff-error-conflict = Somebody else was first: { $owner }.
# A refusal in words.
staff-error-wrong_state = This is not possible now. Things have changed.
# A refusal in words.
staff-error-not_found = This conversation is no longer there for you.
# A refusal in words.
staff-error-not_allowed = Your role does not include this.
# A refusal in words.
staff-error-too_many = Slow down a little, then try again.
# A refusal in words.
staff-error-unavailable = Not stored yet. Try again in a moment.
# A refusal in words.
staff-error-closed = The programme takes no new chats now.
# A refusal in words: no answer came.
staff-error-link_closed = Not sent, because the connection was lost.
# A refusal in words, for every other code.
staff-error-other = That did not work. Try again.

## Whispers: staff only

# Heading and label of the thread between professional and supporter.
whisper-title = Whisper
# Under the heading: who reads this.
whisper-note = Supporter and professional only. The seeker does not see this.
# Name of the log for screen readers.
whisper-log = Whispers between supporter and professional
# Nothing was whispered yet.
whisper-empty = No whispers yet.
# Label of the field where a whisper is written.
whisper-field = Write a whisper
# Button.
whisper-send = Whisper
# Announced and shown before each whisper, so that it is never taken for a message.
whisper-from = Whisper from { $name }
# The supporter has no professional to whisper with yet.
whisper-nobody = Whispers open once a professional reads along.

## Supporter: shift

# Heading for screen readers.
shift-title = Shift
# Shift state in words.
shift-off = Off shift
# Shift state in words.
shift-ready = Ready
# Shift state: n chats of so many.
shift-busy = Full, { $taken } of { $places }
# Shift state.
shift-break = On a break
# Shift state: no new offers, chats still open.
shift-ending = Ending the shift, { $chats ->
    [one] 1 chat still open
   *[other] { $chats } chats still open
  }
# How many chats at once are open, while ready.
shift-taken = { $taken } of { $places } chats
# Label of the number field.
shift-places = Chats at once
# Switch.
shift-auto = Accept automatically
# Button.
shift-start = Start shift
# What the button does besides.
shift-start-note = You will hear one test tone.
# Button.
shift-break-start = Take a break
# Button.
shift-break-end = Continue
# Button.
shift-end = End shift
# Dialog when chats are still open at the end of a shift.
shift-end-title = End the shift?
# What happens then.
shift-end-text = { $chats ->
    [one] You are still with one person.
   *[other] You are still with { $chats } people.
  } New offers stop now; close those chats well first. The shift is over after the last one.
# Button of the dialog.
shift-end-confirm = Stop new offers
# The server put the supporter on a break.
shift-missed = Two offers passed without an answer, so we gave you a pause. That is fine. Press Continue when you are ready.
# After the shift ended.
shift-off-text = You are off shift, so no offers come in.
# How many people wait; longest is a duration like 03:12.
shift-queue = { $waiting ->
    [0] Nobody is waiting
    [one] 1 person waiting, { $longest } so far
   *[other] { $waiting } people waiting, the longest { $longest }
  }

## Supporter: offers

# Heading, also the name of the tab on a phone.
offer-title = Offers
# Heading of the one offer on the screen.
offer-heading = Somebody wants to talk
# Announced when an offer arrives.
offer-announced = New offer. { $topics }. Waiting for { $waited }.
# No offer now, on shift.
offer-none = No offer yet. You will hear a tone when one comes.
# All places are taken.
offer-busy = All your places are taken. Offers come again after a chat has ended.
# Term before the topics.
offer-topics = Topics
# No topic was chosen.
offer-no-topics = no topic chosen
# Term before the language.
offer-language = Language
# Term before the waiting time.
offer-waited = Waiting for
# The seeker came back with a code.
offer-returned = Has been here before
# How long the offer stands.
offer-left = { $seconds ->
    [one] 1 second left
   *[other] { $seconds } seconds left
  }
# Name of the bar of the time left.
offer-bar = Time to answer
# Button.
offer-accept = Accept
# Button.
offer-decline = Pass
# Skipping is fine.
offer-decline-note = Passing is fine. The person keeps their place.
# The offer moved on by itself.
offer-lapsed-timeout = This offer has moved on. That is fine.
# Somebody else has it.
offer-lapsed-taken = Somebody else has taken this offer. That is fine.
# The seeker left.
offer-lapsed-cancelled = The person left before you were connected. That is fine.

## Supporter: chats

# Name of the pane with shift, offers and chats, for screen readers.
rail-title = Shift, offers and chats
# Heading of the rail, also the name of the tab on a phone.
chats-title = My chats
# Name of the tab with the chat on a phone.
chats-tab = Chat
# Nothing in the rail.
chats-none = No chats yet.
# Where the chat would be.
chats-empty = Accept an offer and the chat opens here.
# How many messages were not on the screen yet.
chats-unread = { $count } new
# Name of a chat in the rail: its number and topics.
chats-named = { $number }. { $topics }
# Name of a chat in the rail without a topic.
chats-unnamed = Conversation { $number }
# Chat state in the rail and above the log.
chat-active = going on
# Chat state.
chat-ended = ended
# Chat state.
chat-handed = handed over
# Chat state: the seeker is back in the queue or with somebody else.
chat-left = no longer with you
# Name of the log for screen readers.
chat-log = Conversation with the seeker
# The seeker's connection.
chat-seeker-here = Seeker connected
# The console's own connection is lost.
chat-seeker-unknown = Your connection is lost, the seeker’s is not known
# The seeker's connection is lost; since is a duration in minutes.
chat-seeker-gone = { $minutes ->
    [0] Seeker disconnected just now
    [one] Seeker disconnected for 1 minute
   *[other] Seeker disconnected for { $minutes } minutes
  }
# A professional reads along.
chat-pro-watches = { $name } (professional) reads along
# A professional reads along, name not known.
chat-pro-watches-unnamed = A professional can read along
# A professional writes too.
chat-pro-joined = { $name } (professional) is here too
# Label of the message field.
chat-field = Write a message
# Button.
chat-end = End chat
# Dialog.
chat-end-title = End this conversation?
# What it means for the seeker.
chat-end-text = The seeker will see that the conversation has ended. Say goodbye in your own words first.
# Button of the dialog.
chat-end-confirm = End conversation
# Why it can't be ended now.
chat-end-refused = The conversation can't be ended while a professional is being called or is helping.
# Button: take an ended chat off the rail.
chat-leave = Remove from the list
# Where the composer was.
chat-ended-text = This conversation has ended. Take a breath before the next one.
# Where the composer was: the professional leads now.
chat-handed-text = { $name } is with them now. Thank you for staying until here. Take some time for yourself.
# Where the composer was.
chat-left-text = This conversation is no longer with you. We are connecting the seeker with somebody else.
# Button that opens the guidance drawer between phone and desktop.
chat-guide-open = Guidance
# Button that closes it.
chat-guide-close = Close guidance

## Supporter: calling a professional

# Button above the composer.
call-button = Call a professional
# Opens the field for a reason.
call-reason-open = Add a reason for the professional
# Label of the optional reason.
call-reason = Short reason (may be empty)
# Button that sends the reason after the call.
call-reason-send = Add the reason
# The call is on its way.
call-sending = Calling…
# The call waits for the connection.
call-waiting = Waiting for the connection. The call goes out once it is back.
# The call was not sent; words of the reason follow.
call-unsent = The call was not sent. { $why }
# Button.
call-again = Call again
# The call is on the desk.
call-sent = { $count ->
    [0] The call is sent. No professional is on duty yet.
    [one] The call is sent to 1 professional on duty. Stay with them meanwhile.
   *[other] The call is sent to { $count } professionals on duty. Stay with them meanwhile.
  }
# Somebody has it.
call-claimed = { $name } has it and reads along. You stay with the seeker.
# It was given back.
call-released = The professional has finished reading. Call again whenever you need to.
# Nobody is on duty.
call-nobody = No professional is on duty. Follow the steps below; they are the same as in Guidance, part 7.
# To mentors: a case waits.
call-lead-needed = A conversation is waiting without a professional. If you can, contact the coordinator now.

## Guidance: what the supporter can lean on. Reviewed by a professional: not yet.

# Name of the panel, also of the tab on a phone.
guide-title = Guidance
# Name of the phase strip for screen readers.
guide-phases = Phase of the conversation
# Phase.
guide-phase-greet = Greet
# Phase.
guide-phase-listen = Listen
# Phase.
guide-phase-understand = Understand
# Phase.
guide-phase-plan = Plan
# Phase.
guide-phase-close = Close
# What the phase is about, one sentence.
guide-about-greet = Give a sense of welcome, and time.
# What the phase is about.
guide-about-listen = Let the story come out. One question, then wait.
# What the phase is about.
guide-about-understand = Find out what it means to them, not to us.
# What the phase is about.
guide-about-plan = One small step that feels possible, from themselves.
# What the phase is about.
guide-about-close = Close slowly; the door stays open.
# Suggested phrase; the supporter edits it before sending.
guide-greet-1 = Hi, thank you for coming here. Where would you like to start?
# Suggested phrase.
guide-greet-2 = I'm here and not in a hurry. Tell it slowly, from any part you like.
# Suggested phrase.
guide-greet-3 = Before we start, is there anything you'd like to know about me or this place?
# Suggested phrase.
guide-listen-1 = What feels heaviest for you today?
# Suggested phrase.
guide-listen-2 = Would you tell me more about that part?
# Suggested phrase.
guide-listen-3 = When that happened, what did you feel?
# Suggested phrase.
guide-understand-1 = Of all this, which part weighs on you most?
# Suggested phrase.
guide-understand-2 = How long has it felt like this, and what has changed lately?
# Suggested phrase.
guide-understand-3 = Who knows about this already? What was it like to tell them?
# Suggested phrase.
guide-plan-1 = What is one small thing that feels possible tonight?
# Suggested phrase.
guide-plan-2 = When it was this heavy before, what helped a little?
# Suggested phrase.
guide-plan-3 = Who is one person you could let know after this?
# Suggested phrase.
guide-close-1 = Before we close, how does it feel now compared with before?
# Suggested phrase.
guide-close-2 = What would you like to take with you from this talk?
# Suggested phrase.
guide-close-3 = Whenever it gets heavy again, you can come back. Is there anything you still want to say?
# Button: puts the phrase into the message field, sends nothing.
guide-use = Use
# The same for a screen reader, with the phrase.
guide-use-label = Use: { $text }
# Announced after it.
guide-used = The sentence is in the message field. It is not sent yet.
# Heading of part 3.
guide-safety-title = 3. Asking directly about safety
# Why asking is fine.
guide-safety-note = Asking does not plant the idea. Use plain words, stay calm, then wait for the answer.
# A question to ask.
guide-safety-ask-1 = Sometimes when everything is this heavy, people think about suicide. Do you too?
# A question to ask.
guide-safety-ask-2 = Are you safe right now, where you are?
# The seeker's answer.
guide-safety-yes = If the answer is yes
# What to do then.
guide-safety-yes-do = Thank them for being honest, just that first. Press Call a professional. Stay here; ask whether they are safe and who is near. Don't ask about the way.
# The seeker's answer.
guide-safety-unsure = If they are unsure or “don't know”
# What to do then.
guide-safety-unsure-do = Treat it like a yes. Call a professional and stay with them.
# The seeker's answer.
guide-safety-no = If the answer is no
# What to do then.
guide-safety-no-do = Say that they can tell you if that changes, then go on talking.
# The seeker's answer.
guide-safety-silent = If they don't answer
# What to do then.
guide-safety-silent-do = Say it's okay not to answer yet. Ask once more later. If you are worried, call a professional; you don't need to be sure first.
# Heading of part 4.
guide-habits-title = 4. Do and avoid
# Column.
guide-habits-do = Do
# Column.
guide-habits-avoid = Avoid
# Pair 1.
guide-do-1 = Ask one thing, then wait.
# Pair 1.
guide-avoid-1 = Asking one question after another.
# Pair 2.
guide-do-2 = Say that it is hard.
# Pair 2.
guide-avoid-2 = Comparing with other people.
# Pair 3.
guide-do-3 = Ask before you give advice.
# Pair 3.
guide-avoid-3 = Advising or lecturing at once.
# Pair 4.
guide-do-4 = Say so when you don't know.
# Pair 4.
guide-avoid-4 = Promising that all will be well.
# Heading of part 5.
guide-lines-title = 5. Help lines
# No help lines in this programme.
guide-lines-none = This programme has no help lines yet. Tell your coordinator.
# Heading of part 6.
guide-limits-title = 6. Boundaries
# Boundary.
guide-limit-1 = No swapping of numbers, accounts or addresses, and no meeting outside.
# Boundary.
guide-limit-2 = No promise of secrecy. Who reads: you, and a professional on our team if something is worrying.
# Boundary.
guide-limit-3 = No finding out who they are. Name and school are not needed.
# Boundary.
guide-limit-4 = You don't save anybody alone. Asking for help early is always fine.
# Heading of part 7.
guide-nobody-title = 7. If there is no professional yet
# Step.
guide-nobody-1 = Stay here. Don't end the chat.
# Step.
guide-nobody-2 = Say it as it is.
# Phrase of the step.
guide-nobody-2-say = Our professional can't join yet. I am staying here with you.
# Step.
guide-nobody-3 = Ask who is near them.
# Phrase of the step.
guide-nobody-3-say = Is there somebody near who can be with you now?
# Step.
guide-nobody-4 = Suggest contacting one of the help lines below. Ask whether they want to do it while still talking with you.
# Step.
guide-nobody-5 = If there is something that could hurt them, ask whether it can be put away or given to somebody first.
# Step.
guide-nobody-6 = Your call goes on. The system keeps calling mentors and on-call professionals.

## Professional: top bar

# Who is on duty.
desk-duty = On duty: { $professionals ->
    [one] 1 professional
   *[other] { $professionals } professionals
  } · { $supporters ->
    [one] 1 supporter
   *[other] { $supporters } supporters
  } · { $chats ->
    [one] 1 chat
   *[other] { $chats } chats
  }
# Before the first answer of the server.
desk-duty-unknown = On duty: not known yet
# How many people wait; longest is a duration like 03:12.
desk-queue = { $waiting ->
    [0] queue empty
   *[other] queue { $waiting } (longest { $longest })
  }
# Switch: this professional is on duty.
desk-on-duty = I am on duty
# Nobody is on duty.
desk-nobody-on-duty = No professional is on duty. New cases go straight to the fall-back.

## Professional: the wall

# Heading.
wall-title = Case wall
# Column, with the number of its cards.
wall-column-unclaimed = Unclaimed ({ $count })
# Column.
wall-column-watched = Watched ({ $count })
# Column.
wall-column-helped = Being helped ({ $count })
# Nothing in one column.
wall-column-empty = Empty.
# Nothing on the wall; time is a clock time.
wall-empty = { $chats ->
    [0] No case is waiting. No chats are going on.
    [one] No case is waiting. 1 chat is going on.
   *[other] No case is waiting. { $chats } chats are going on.
  }
# When the wall was last heard of.
wall-updated = Last updated { $time }.
# Cards stand elsewhere than they would; the button sorts.
wall-sort = { $count ->
    [one] 1 change — sort
   *[other] { $count } changes — sort
  }
# Announced once when the wall has become old.
wall-stale-announced = No word from the server.
# Banner: the wall is old. The duration is like 00:14.
wall-stale = Not updated for { $age }. This wall may not be true.
# Button of the banner.
wall-reconnect = Connect again
# List of resolved cases.
wall-resolved = Recently resolved ({ $count })
# A level in words, with its shape beside it.
level-pantau = Watch
# A level in words.
level-tinggi = High
# A level in words.
level-segera = Urgent
# SLA state in words.
sla-enough = enough time
# SLA state in words.
sla-nearly = nearly over
# SLA state in words.
sla-over = overdue by { $over }
# Name of the SLA bar.
sla-bar = Time to claim
# Elapsed of limit; both like 00:41.
sla-time = { $elapsed } / { $limit }
# How far the fall-back has gone, in words.
step-offered = everybody on duty was called
# Fall-back step.
step-widened = coordinators are called too
# Fall-back step.
step-unattended_1 = seeker and supporter were told
# Fall-back step.
step-unattended_2 = on-call professionals were paged
# Fall-back step.
step-unattended_3 = peer leads have been called again
# Fall-back step.
step-unattended_4 = help lines sent again, calls repeated
# Name of a card for screen readers.
case-label = { $level } case, { $supporter }
# When the case was opened.
card-opened = opened { $time }
# No words: a person asked.
card-no-quote = No quote. A person asked for help.
# Reasons.
cause-screening = the words
# Reason.
cause-trajectory = getting heavier over time
# Reason.
cause-review = second look
# Reason.
cause-supporter = supporter asked for help
# Reason.
cause-not_safe = seeker said they are not safe
# Reason.
cause-report = a report
# Reason.
cause-reopened = reopened
# Subject.
category-suicide = suicide
# Subject.
category-self_harm = self-harm
# Subject.
category-abuse = abuse
# Subject.
category-harm_to_others = danger to others
# Subject.
category-medical = medical
# Label before the reasons.
card-reasons = Reasons
# A fact of the card.
card-supporter = supporter: { $name }
# A fact of the card: nobody holds the conversation.
card-no-supporter = no supporter
# A fact of the card.
card-owner = { $name } has it
# A fact of the card: it is one's own.
card-owner-you = you have it
# A fact of the card.
card-pool-minor = under 18 or age not said
# A fact of the card.
card-pool-adult = 18 or older
# How long somebody has had it.
card-claimed-since = since { $time }
# A resolved card, with its outcome.
card-resolved = resolved: { $outcome }
# State of the owner's depth.
depth-watching = reading
# State of the owner's depth.
depth-joined = joined
# State of the owner's depth.
depth-leading = leading
# Conversation state.
conversation-waiting = still waiting for a supporter
# Conversation state.
conversation-offered = being offered to a supporter
# Conversation state.
conversation-active = going on
# Conversation state.
conversation-ended = ended
# Button: read it, without owning it.
card-open = Open
# Button: own it.
card-claim = Claim
# Button label with the case, for screen readers.
card-open-label = Open { $level } case, { $supporter }
# Button label with the case.
card-claim-label = Claim { $level } case, { $supporter }
# Announced at once.
alert-new = New urgent case, unclaimed.
# Announced at once.
alert-over = Urgent case overdue, unclaimed.
# Somebody else was first.
desk-conflict = { $owner } was first to claim this case. You can still read it.
# The case was given back for you.
desk-lease-lost = One of your cases was given back, because nothing happened or the connection was lost. Claim it again if you still have it in hand.
# Button of that message.
desk-show-case = Show the case

## Professional: the opened case

# Button back to the wall.
case-back = Wall
# How many wait meanwhile, beside the button.
case-waiting = { $count ->
    [0] nobody is waiting
   *[other] { $count } unclaimed
  }
# Name of the tabs of the panes on a phone.
case-panes = Parts of the case
# Why the professional can't whisper: there is no supporter.
case-whisper-alone = There is no supporter in this conversation.
# Why the professional can't whisper: it is not their case.
case-whisper-locked = Claim the case first to whisper to the supporter.
# Why nobody can whisper: the case is resolved.
case-whisper-over = The case is resolved. Earlier whispers can still be read.
# Heading of the case for screen readers.
case-title = { $level } case
# Pane.
case-transcript = Conversation
# Pane.
case-notes = Notes
# Pane for a professional: notes of the case.
case-notes-note = Professionals only.
# Name of the log.
case-transcript-log = Conversation of seeker and supporter
# Name of the log.
case-notes-log = Notes and steps of the case
# Nothing in the notes.
case-notes-empty = No notes yet.
# Label of the field.
case-note-field = Write a note
# Button.
case-note-send = Save note
# Switch for the evidence marks.
case-marks = Evidence
# How many messages carry evidence; the present one of them.
case-marks-count = { $at } of { $count }
# No evidence.
case-marks-none = no marks
# Button.
case-mark-next = Next mark
# Button.
case-mark-previous = Previous mark
# Marker in the transcript and line in the notes: the case was opened.
event-opened = Case opened: { $level }, { $cause }
# A step of the case.
event-raised = Reason or level added: { $level }, { $cause }
# A step of the case.
event-claim = { $name } claimed it
# A step of the case.
event-watch = { $name } opened it to read
# A step of the case.
event-join = { $name } joined
# A step of the case.
event-take_over = { $name } took over
# A step of the case.
event-release = { $name } released it
# A step of the case.
event-lapse = Case given back, its owner was inactive
# A step of the case.
event-resolve = { $name } resolved it: { $outcome }
# A step of the case.
event-reopen = { $name } opened it again
# A step of the case: the fall-back went on; the words of the step follow.
event-step = Fall-back: { $step }
# A step that this client does not know.
event-other = Step of the case: { $event }
# What screening found, in the notes: level and subject, and the time of the message.
verdict-line = Screening: { $found }, in the message of { $time }
# The same without a known message.
verdict-line-bare = Screening: { $found }
# What decided, in small print.
verdict-version = screening { $version }
# Below level 2.
level-low = low
# Kinds of things in the transcript.
entry-waiting-joined = Joined the queue
# Entry.
entry-waiting-declined = Back in the queue, the offer was passed on
# Entry.
entry-waiting-timeout = Back in the queue, the offer was not answered
# Entry.
entry-waiting-supporter_lost = The supporter's connection was lost, back to the front of the queue
# Entry.
entry-waiting-no_reply = No first reply yet, back to the front of the queue
# Entry.
entry-waiting-released = Back to the front of the queue
# Entry.
entry-paired = { $name } joined
# Entry.
entry-pro_watches-on = A professional can read along
# Entry.
entry-pro_watches-off = The professional no longer reads along
# Entry.
entry-pro_joins = { $name } (professional) joined
# Entry.
entry-pro_leads = { $name } (professional) leads now, the supporter said goodbye
# Entry: there was no supporter.
entry-pro_leads-alone = { $name } (professional) leads now
# Entry.
entry-pro_leaves = { $name } (professional) left
# Entry.
entry-care = The seeker sees help lines
# Entry.
entry-no_pro = The seeker was told: no professional can join yet, with help lines
# Entry.
entry-idle = The seeker was asked whether they are still there
# Entry.
entry-ended-seeker = Ended by the seeker
# Entry.
entry-ended-supporter = Ended by the supporter
# Entry.
entry-ended-professional = Ended by the professional
# Entry.
entry-ended-idle = Ended after a long silence
# Entry.
entry-ended-lost = Ended because the seeker's connection was lost
# Entry.
entry-ended-cancelled = The seeker cancelled
# Entry.
entry-ended-erased = Erased by the seeker
# Actions.
act-claim = Claim
# Action: jumps to the whisper field.
act-whisper = Whisper
# Action.
act-join = Join
# Action.
act-take_over = Take over
# Action.
act-release = Release
# Action.
act-resolve = Resolve
# Action.
act-false = False alarm
# Action.
act-reopen = Reopen
# Who has it, where actions are not possible.
case-owned-by = { $name } has this case. You are only reading.
# Nobody has it.
case-unowned = Nobody has it. You read without taking the case; this is recorded.
# Label of the field to the seeker.
case-field = Write to the seeker
# Where the field would be.
case-field-locked = Claim, then Join or Take over, to write to the seeker.
# Dialog.
join-title = Join the conversation?
# Dialog.
take_over-title = Take over the conversation?
# Before the sentence.
preview-label = The seeker will read this sentence:
# What joining means.
join-note = The supporter stays and can still write.
# What taking over means.
take_over-note = The supporter can no longer write from that moment.
# Button of the dialog.
join-confirm = Join
# Button of the dialog.
take_over-confirm = Take over
# Dialog.
release-title = Release this case?
# What it means.
release-note = The case goes back to Unclaimed and everybody on duty is called again.
# Button of the dialog.
release-confirm = Release
# Dialog.
resolve-title = Resolve the case
# Dialog for a false alarm.
false-title = Mark as false alarm
# What it feeds.
false-note = This is used to judge the screening. The case is resolved, the conversation goes on.
# Legend.
resolve-outcome = Outcome
# Outcome.
outcome-safe_now = safe for now
# Outcome.
outcome-plan_made = a plan is made
# Outcome.
outcome-handed_out = handed on to other help
# Outcome.
outcome-supporter_continues = the supporter continues
# Outcome.
outcome-left = the seeker left
# Outcome.
outcome-false_alarm = false alarm
# Label of the note, required.
resolve-note = Note: what was done, and who was told
# Said when no outcome was chosen.
resolve-outcome-missing = Choose the outcome first.
# Said when the note is missing.
resolve-note-missing = Write a short note first.
# Checkbox.
resolve-ends = End the conversation too
# What happens to a led conversation that goes on.
resolve-returns = If it is not ended, the seeker goes back to the front of the queue for a supporter.
# Button of the dialog.
resolve-confirm = Resolve
# Button of the dialog.
false-confirm = Mark as false alarm
# The log may miss something.
case-broken = Some of it may not be showing yet.
