/**
 * Every frame of the wire protocol `chat.v1` as a type. Mirrors chatserver/protocol/{client,server}.py and
 * PROTOCOL.md; `tests/contract/frames.json` holds one golden frame of each.
 *
 * The server may leave out fields that hold their default (empty text, empty list, 0, false, absent), so those
 * are optional here. Times are milliseconds since 1970 UTC.
 */

// ---- shared -------------------------------------------------------------------------------------------------

export type Role = "seeker" | "supporter" | "professional" | "coordinator";
export type AgeBand = "under_13" | "13_15" | "16_17" | "18_plus" | "unsaid";
export type ConversationState = "waiting" | "offered" | "active" | "ended" | "left";
export type Outcome = "safe_now" | "plan_made" | "handed_out" | "supporter_continues" | "left" | "false_alarm";

/** A log that the client holds up to `since` (0: nothing), of the history `epoch`. */
export interface Since {
  topic: string;
  since: number;
  epoch?: string;
}

/** A help line of the programme; `how`, `audience`, `hours` and `note` map a language to words. */
export interface HelpLine {
  name: string;
  how: Record<string, string>;
  source: string;
  checked_on: string;
  tel?: string;
  url?: string;
  audience?: Record<string, string>;
  hours?: Record<string, string>;
  note?: Record<string, string>;
  tested_on?: string;
  is_emergency?: boolean;
}

// ---- client to server ---------------------------------------------------------------------------------------

export interface Hello {
  t: "hello";
  programme: string;
  token?: string;
  role?: Exclude<Role, "seeker">;
  topics?: Since[];
}
export interface Ping {
  t: "ping";
}
export interface Typing {
  t: "typing";
  topic: string;
  on: boolean;
}

interface OnTopic {
  topic: string;
}

/** Commands without their id; the transport adds it. Each gets exactly one `ok` or `error`. */
export type Command =
  | { t: "seek.join"; language: string; topics: string[]; age_band: AgeBand; safe_now?: boolean; distress?: number }
  | { t: "seek.cancel" }
  | { t: "availability.set"; places: number; auto_accept: boolean }
  | { t: "offer.accept"; offer: string }
  | { t: "offer.decline"; offer: string }
  | ({ t: "topic.open" } & Since)
  | ({ t: "topic.close" } & OnTopic)
  | ({ t: "message.send"; text: string } & OnTopic)
  | ({ t: "read"; seq: number } & OnTopic)
  | ({ t: "help.now"; reason?: string } & OnTopic)
  | ({ t: "report"; seq: number; reason?: string } & OnTopic)
  | ({ t: "conversation.end" } & OnTopic)
  | ({ t: "conversation.erase" } & OnTopic)
  | ({ t: "case.claim" } & OnTopic)
  | ({ t: "case.watch" } & OnTopic)
  | ({ t: "case.whisper"; text: string } & OnTopic)
  | ({ t: "case.join" } & OnTopic)
  | ({ t: "case.take_over" } & OnTopic)
  | ({ t: "case.release" } & OnTopic)
  | ({ t: "case.resolve"; outcome: Outcome; note: string; ends: boolean } & OnTopic)
  | ({ t: "case.reopen" } & OnTopic)
  | ({ t: "case.note"; text: string } & OnTopic);

export type ClientFrame = Hello | Ping | Typing | (Command & { id: string });

// ---- server to client ---------------------------------------------------------------------------------------

export interface You {
  id: string;
  role: Role;
  programme: string;
  alias?: string;
}
export interface Limits {
  text: number;
  frame_bytes: number;
  ping_s: number;
  topics: number;
}
export interface Person {
  id: string;
  role: Role;
  here: boolean;
  alias?: string;
}
export interface TopicState {
  topic: string;
  seq: number;
  epoch?: string;
  reset?: boolean;
  state?: ConversationState | "";
}
export interface Welcome {
  t: "welcome";
  you: You;
  now: number;
  limits: Limits;
  topics?: TopicState[];
  token?: string;
}
export interface Pong {
  t: "pong";
  now: number;
  seqs?: Record<string, number>;
}
export interface Queue {
  t: "queue";
  open: boolean;
  range_s?: [number, number] | null;
  waiting?: number | null;
  longest_s?: number | null;
}
export interface OfferSummary {
  language: string;
  topics: string[];
  waited_s: number;
  returned?: boolean;
}
export interface Offer {
  t: "offer";
  offer: string;
  expires_at: number;
  summary: OfferSummary;
}
export interface OfferGone {
  t: "offer.gone";
  offer: string;
  reason: "accepted" | "declined" | "timeout" | "cancelled" | "taken";
}
export interface Opened {
  t: "opened";
  topic: string;
  seq: number;
  epoch: string;
  state: ConversationState;
  people: Person[];
  reset?: boolean;
  fence?: number;
  language?: string;
  topics?: string[];
}

export type EntryKind =
  | "message"
  | "waiting"
  | "paired"
  | "pro_watches"
  | "pro_joins"
  | "pro_leads"
  | "pro_leaves"
  | "care"
  | "no_pro"
  | "idle"
  | "ended"
  | "whisper"
  | "note"
  | "verdict"
  | "case";
export type EndedWhy = "seeker" | "supporter" | "professional" | "idle" | "lost" | "cancelled" | "erased";

/** Facts of an entry; PROTOCOL.md says which kind has which. Spans of a verdict: [start, end, rule, level, category]. */
export interface Facts {
  why?: string;
  id?: string;
  name?: string;
  peer?: string;
  on?: boolean;
  lines?: HelpLine[];
  ends_at?: number;
  step?: string | number;
  seq?: number;
  level?: number;
  category?: string;
  spans?: [number, number, string, number, string][];
  version?: string;
  event?: string;
  cause?: string;
  outcome?: string;
  effects?: unknown;
  reason?: string;
}
export interface WireEntry {
  kind: EntryKind;
  by?: string;
  role?: Role | "";
  name?: string;
  text?: string;
  facts?: Facts;
  id?: string;
}
export interface EventFrame {
  t: "event";
  topic: string;
  seq: number;
  at: number;
  entry: WireEntry;
}
export interface StateFrame {
  t: "state";
  topic: string;
  state: ConversationState;
  people?: Person[];
  fence?: number;
}
export interface Ok {
  t: "ok";
  id: string;
  topic?: string;
  seq?: number;
  at?: number;
  offer?: string;
}
export interface TypingNow {
  t: "typing";
  topic: string;
  by: string;
  on: boolean;
}
export interface ReadUpTo {
  t: "read";
  topic: string;
  by: string;
  seq: number;
}
export interface Presence {
  t: "presence";
  topic: string;
  by: string;
  role: Role;
  here: boolean;
}
export type NoticeKind =
  | "help_sent"
  | "nobody_on_duty"
  | "case_claimed"
  | "case_released"
  | "lead_needed"
  | "handed_over"
  | "lease_lost"
  | "restarting";
export interface NoticeFacts {
  on_duty?: number;
  owner_name?: string;
  lines?: HelpLine[];
  name?: string;
  depth?: string;
  step?: string;
  in_ms?: number;
}
export interface Notice {
  t: "notice";
  kind: NoticeKind;
  topic?: string;
  facts?: NoticeFacts;
}
/** A case on the wall; staff only. `spans` are [start, end) in code points of `quote`. */
export interface CaseCard {
  t: "case";
  topic: string;
  state: "open" | "claimed" | "resolved";
  level: number;
  word: string;
  category: string;
  causes: string[];
  opened_at: number;
  raised_at: number;
  answer_by: number;
  deadline_at: number;
  step: string;
  depth: string;
  conversation: string;
  language: string;
  topics: string[];
  pool: string;
  owner?: string;
  owner_name?: string;
  supporter?: string;
  quote?: string;
  quote_seq?: number;
  spans?: [number, number][];
  outcome?: Outcome | "";
  resolved_at?: number;
  claimed_at?: number;
}
export interface Desk {
  t: "desk";
  professionals: number;
  supporters: number;
  chats: number;
  on_duty?: boolean;
}
export interface Shift {
  t: "shift";
  places: number;
  free: number;
  auto_accept: boolean;
  reason?: string;
}

export type ServerErrorCode =
  | "bad_frame"
  | "unknown_type"
  | "invalid"
  | "not_signed_in"
  | "not_allowed"
  | "not_found"
  | "wrong_state"
  | "conflict"
  | "closed"
  | "id_reused"
  | "too_many"
  | "unavailable"
  | "error";
/** `link_closed` is made here: the transport was stopped, or told to stay away, before an answer came. */
export type ErrorCode = ServerErrorCode | "link_closed";
export interface ErrorFrame {
  t: "error";
  code: ErrorCode;
  message: string;
  id?: string;
  retry?: boolean;
  retry_ms?: number;
  owner?: string;
}

export type ServerFrame =
  | Welcome
  | Pong
  | Queue
  | Offer
  | OfferGone
  | Opened
  | EventFrame
  | StateFrame
  | Ok
  | TypingNow
  | ReadUpTo
  | Presence
  | Notice
  | CaseCard
  | Desk
  | Shift
  | ErrorFrame;

/** Parse one text frame; undefined for anything that is not an object with a type. Unknown types pass through. */
export function parseFrame(text: string): ServerFrame | undefined {
  try {
    const frame: unknown = JSON.parse(text);
    if (typeof frame === "object" && frame !== null && typeof (frame as { t?: unknown }).t === "string") {
      return frame as ServerFrame;
    }
  } catch {
    return undefined; // not JSON: the transport counts it as a sign of life and ignores it
  }
  return undefined;
}
