/**
 * The logs that a client holds, one per topic, and what it is about to add to them. Pure.
 *
 * A log grows only by the entry whose seq follows the last one; a duplicate is dropped, a jump is a gap that
 * makes the log `isBehind` until `topic.open` has filled it. One's own words stand in `pending` until their
 * entry arrives (matched by the id of the command), whether the `ok` came, came late, or was lost.
 */

import type {
  ConversationState,
  EntryKind,
  ErrorCode,
  Facts,
  Person,
  Role,
  ServerFrame,
  Since,
  WireEntry,
} from "./frames.ts";

export interface Entry {
  seq: number;
  at: number;
  kind: EntryKind;
  by: string;
  role: Role | "";
  name: string;
  text: string;
  facts: Facts;
  id: string;
}

/** `sent`: the server has it, its entry is on the way. */
export type PendingState = "queued" | "sending" | "sent" | "failed";

export interface Pending {
  id: string;
  text: string;
  at: number;
  state: PendingState;
  /** Since when it is in this state ("Mengirim…" shows after 600 ms). */
  since: number;
  /** Why it failed. */
  code?: ErrorCode;
}

export interface Log {
  topic: string;
  epoch: string;
  /** Last seq held without a gap. */
  seq: number;
  entries: readonly Entry[];
  pending: readonly Pending[];
  /** Highest seq that is known to exist. */
  known: number;
  /** The server sends this log on the present link. */
  isOpen: boolean;
  /** After a reset the first entry that comes is the beginning, whatever its seq. */
  isAnchored: boolean;
  /** Something is missing and has to be asked for with `topic.open`; `asked` while that is under way. */
  isBehind: boolean;
  asked: boolean;
  /** Asking failed: some entries may be missing. */
  isBroken: boolean;
  state: ConversationState | "";
  people: readonly Person[];
  fence: number;
  language: string;
  topics: readonly string[];
  /** Person → highest seq that their client holds. */
  reads: Readonly<Record<string, number>>;
  /** Person who writes now → when they said so; shown for 6 s. */
  typing: Readonly<Record<string, number>>;
}

export type Logs = Readonly<Record<string, Log>>;

export type LogAction =
  | { type: "frame"; frame: ServerFrame; now: number }
  /** The link is gone: nothing is open on it, nobody types. */
  | { type: "link_lost" }
  | { type: "written"; topic: string; id: string; text: string; now: number }
  | { type: "sending"; topic: string; id: string; now: number }
  | { type: "stored"; topic: string; id: string; now: number }
  | { type: "refused"; topic: string; id: string; code: ErrorCode; now: number }
  /** Try a failed one again, or put one that was under way back in the queue. */
  | { type: "queued"; topic: string; id: string; now: number }
  | { type: "removed"; topic: string; id: string }
  | { type: "asked"; topic: string }
  | { type: "ask_failed"; topic: string }
  /** What was kept over a reload. */
  | { type: "restored"; topic: string; epoch: string; seq: number; entries: Entry[]; pending: Pending[] }
  | { type: "dropped"; topic: string };

export function emptyLog(topic: string): Log {
  return {
    topic,
    epoch: "",
    seq: 0,
    entries: [],
    pending: [],
    known: 0,
    isOpen: false,
    isAnchored: true,
    isBehind: false,
    asked: false,
    isBroken: false,
    state: "",
    people: [],
    fence: 0,
    language: "",
    topics: [],
    reads: {},
    typing: {},
  };
}

export function reduceLogs(logs: Logs, action: LogAction): Logs {
  switch (action.type) {
    case "frame":
      return takeFrame(logs, action.frame, action.now);
    case "link_lost":
      return mapLogs(logs, (log) =>
        log.isOpen || log.asked || Object.keys(log.typing).length
          ? { ...log, isOpen: false, asked: false, isBehind: false, typing: {} }
          : log,
      );
    case "written": {
      const { id, text, now } = action;
      return change(logs, action.topic, (log) => ({
        ...log,
        pending: [...log.pending, { id, text, at: now, state: "queued", since: now }],
      }));
    }
    case "sending":
      return changePending(logs, action.topic, action.id, { state: "sending", since: action.now });
    case "stored":
      return changePending(logs, action.topic, action.id, { state: "sent", since: action.now });
    case "refused":
      return changePending(logs, action.topic, action.id, { state: "failed", code: action.code, since: action.now });
    case "queued":
      return changePending(logs, action.topic, action.id, { state: "queued", since: action.now });
    case "removed":
      return change(logs, action.topic, (log) => withoutPending(log, action.id));
    case "asked":
      return change(logs, action.topic, (log) => ({ ...log, asked: true, isBroken: false }));
    case "ask_failed":
      return change(logs, action.topic, (log) => ({ ...log, asked: false, isBehind: false, isBroken: true }));
    case "restored": {
      const { topic, epoch, seq, entries, pending } = action;
      return { ...logs, [topic]: { ...emptyLog(topic), epoch, seq, known: seq, entries, pending } };
    }
    case "dropped": {
      const { [action.topic]: _, ...rest } = logs;
      return rest;
    }
  }
}

/** What `hello` or `topic.open` says of a log: everything after this is wanted. */
export function sinceOf(log: Log): Since {
  return log.epoch ? { topic: log.topic, since: log.seq, epoch: log.epoch } : { topic: log.topic, since: log.seq };
}

/**
 * The one pending message that may go out now: the first that the server does not have. Nothing while one is
 * under way or has failed, so that words arrive in the order in which they were written.
 */
export function nextToSend(log: Log): Pending | undefined {
  const first = log.pending.find((one) => one.state !== "sent");
  return first?.state === "queued" ? first : undefined;
}

/** "delivered" when the client of somebody else holds the entry, else "sent". Seekers never see who read. */
export function deliveryOf(log: Log, entry: Entry): "sent" | "delivered" {
  return Object.entries(log.reads).some(([person, seq]) => person !== entry.by && seq >= entry.seq)
    ? "delivered"
    : "sent";
}

function takeFrame(logs: Logs, frame: ServerFrame, now: number): Logs {
  switch (frame.t) {
    case "welcome":
      return (frame.topics ?? []).reduce(
        (all, topic) =>
          change(all, topic.topic, (log) => {
            const base = isOtherHistory(log, topic.epoch ?? "", topic.reset) ? restart(log, topic.epoch ?? "") : log;
            return {
              ...base,
              known: Math.max(base.known, topic.seq),
              state: topic.state || base.state,
            };
          }),
        logs,
      );
    case "opened":
      return change(logs, frame.topic, (log) => {
        const base = isOtherHistory(log, frame.epoch, frame.reset) ? restart(log, frame.epoch) : log;
        return {
          ...base,
          epoch: frame.epoch,
          known: Math.max(base.known, frame.seq),
          isOpen: true,
          isBehind: false,
          asked: false,
          isBroken: false,
          state: frame.state,
          people: frame.people,
          fence: frame.fence ?? 0,
          language: frame.language ?? base.language,
          topics: frame.topics ?? base.topics,
        };
      });
    case "event": {
      const { topic, seq, at, entry } = frame;
      return change(logs, topic, (log) => append(log, seq, at, entry));
    }
    case "pong":
      return Object.entries(frame.seqs ?? {}).reduce(
        (all, [topic, seq]) =>
          all[topic] && seq > all[topic].seq ? change(all, topic, (log) => behind(log, seq)) : all,
        logs,
      );
    case "state":
      if (!logs[frame.topic]) return logs;
      return change(logs, frame.topic, (log) => ({
        ...log,
        state: frame.state,
        people: frame.people ?? (frame.state === "left" ? [] : log.people),
        fence: frame.fence ?? log.fence,
        isOpen: log.isOpen && frame.state !== "left",
        typing: {},
      }));
    case "presence":
      if (!logs[frame.topic]) return logs;
      return change(logs, frame.topic, (log) => ({
        ...log,
        people: log.people.map((one) => (one.id === frame.by ? { ...one, here: frame.here } : one)),
        typing: frame.here ? log.typing : without(log.typing, frame.by),
      }));
    case "typing":
      if (!logs[frame.topic]) return logs;
      return change(logs, frame.topic, (log) => ({
        ...log,
        typing: frame.on ? { ...log.typing, [frame.by]: now } : without(log.typing, frame.by),
      }));
    case "read":
      if (!logs[frame.topic]) return logs;
      return change(logs, frame.topic, (log) =>
        (log.reads[frame.by] ?? 0) >= frame.seq ? log : { ...log, reads: { ...log.reads, [frame.by]: frame.seq } },
      );
    default:
      return logs;
  }
}

function append(log: Log, seq: number, at: number, entry: WireEntry): Log {
  if (log.isAnchored ? seq <= log.seq : false) return log;
  if (log.isAnchored && seq > log.seq + 1) return behind(log, seq);
  const id = entry.id ?? "";
  const added: Entry = {
    seq,
    at,
    kind: entry.kind,
    by: entry.by ?? "",
    role: entry.role ?? "",
    name: entry.name ?? "",
    text: entry.text ?? "",
    facts: entry.facts ?? {},
    id,
  };
  const known = Math.max(log.known, seq);
  return {
    ...(id ? withoutPending(log, id) : log),
    seq,
    known,
    isAnchored: true,
    isBehind: log.isBehind && seq < known,
    entries: [...log.entries, added],
    typing: without(log.typing, added.by),
  };
}

/** There is an entry `seq` that can't be held yet. */
function behind(log: Log, seq: number): Log {
  return { ...log, known: Math.max(log.known, seq), isBehind: true };
}

function isOtherHistory(log: Log, epoch: string, reset: boolean | undefined): boolean {
  return Boolean(reset) || (log.epoch !== "" && epoch !== "" && log.epoch !== epoch);
}

/** Forget what is held; what is still to be sent stays. */
function restart(log: Log, epoch: string): Log {
  return { ...log, epoch, seq: 0, known: 0, entries: [], isAnchored: false, isBehind: false, reads: {}, typing: {} };
}

function change(logs: Logs, topic: string, act: (log: Log) => Log): Logs {
  const before = logs[topic] ?? emptyLog(topic);
  const after = act(before);
  return after === logs[topic] ? logs : { ...logs, [topic]: after };
}

function mapLogs(logs: Logs, act: (log: Log) => Log): Logs {
  return Object.keys(logs).reduce((all, topic) => change(all, topic, act), logs);
}

/** An id that is no longer pending has its entry already: a late answer changes nothing. */
function changePending(logs: Logs, topic: string, id: string, what: Partial<Pending>): Logs {
  const log = logs[topic];
  if (!log?.pending.some((one) => one.id === id)) return logs;
  return change(logs, topic, () => ({
    ...log,
    pending: log.pending.map((one) => (one.id === id ? { ...one, ...what } : one)),
  }));
}

function withoutPending(log: Log, id: string): Log {
  return log.pending.some((one) => one.id === id)
    ? { ...log, pending: log.pending.filter((one) => one.id !== id) }
    : log;
}

function without<T>(record: Readonly<Record<string, T>>, key: string): Readonly<Record<string, T>> {
  if (!(key in record)) return record;
  const { [key]: _, ...rest } = record;
  return rest;
}
