/** From a log to what is shown of it: days, groups of one sender, events, the line above what is new. Pure. */

import { deliveryOf, type Entry, type Log, type Pending } from "../core/logs.ts";
import { dayOf } from "../core/time.ts";

const GROUP_MS = 5 * 60_000; // a pause longer than this begins a new group, so that it gets its own time

export type BubbleState = "received" | "queued" | "sending" | "sent" | "delivered" | "failed";

export interface Message {
  key: string;
  seq: number;
  at: number;
  text: string;
  state: BubbleState;
  /** Since when it is in this state. */
  since: number;
  entry: Entry | undefined;
  pending: Pending | undefined;
}

export interface Group {
  kind: "group";
  key: string;
  isMine: boolean;
  by: string;
  role: string;
  name: string;
  at: number;
  messages: Message[];
}

export type LogItem =
  | Group
  | { kind: "day"; key: string; at: number }
  | { kind: "unread"; key: string }
  | { kind: "event"; key: string; entry: Entry };

export interface ItemOptions {
  /** Person whose words stand on the right. */
  me: string;
  isLive: boolean;
  /** Entries that are not shown at all. */
  hides?(entry: Entry): boolean;
  /** First seq that has not been seen, 0 for none. */
  unreadFrom?: number;
  timeZone?: string;
}

const WORDS = new Set(["message", "whisper", "note"]);

export function buildItems(log: Log, options: ItemOptions): LogItem[] {
  const items: LogItem[] = [];
  let day = "";
  let group: Group | undefined;
  let isUnreadShown = false;

  function begin(at: number): void {
    const today = dayOf(at, options.timeZone);
    if (today === day) return;
    day = today;
    group = undefined;
    items.push({ kind: "day", key: `day-${today}`, at });
  }

  function say(sender: Pick<Group, "isMine" | "by" | "role" | "name">, message: Message): void {
    const last = group?.messages[group.messages.length - 1];
    if (!group || group.by !== sender.by || group.role !== sender.role || !last || message.at - last.at > GROUP_MS) {
      group = { kind: "group", key: `group-${message.key}`, ...sender, at: message.at, messages: [] };
      items.push(group);
    }
    group.messages.push(message);
  }

  for (const entry of log.entries) {
    if (options.hides?.(entry)) continue;
    begin(entry.at);
    const isMine = entry.by !== "" && entry.by === options.me;
    if (options.unreadFrom && entry.seq >= options.unreadFrom && !isMine && !isUnreadShown) {
      isUnreadShown = true;
      group = undefined;
      items.push({ kind: "unread", key: "unread" });
    }
    if (!WORDS.has(entry.kind)) {
      group = undefined;
      items.push({ kind: "event", key: `seq-${entry.seq}`, entry });
      continue;
    }
    say(
      { isMine, by: entry.by, role: entry.role, name: entry.name },
      {
        key: entry.id || `seq-${entry.seq}`,
        seq: entry.seq,
        at: entry.at,
        text: entry.text,
        state: isMine ? deliveryOf(log, entry) : "received",
        since: entry.at,
        entry,
        pending: undefined,
      },
    );
  }
  for (const pending of log.pending) {
    begin(pending.at);
    // A message under way on a dead link waits for the link; the transport sends it again by itself.
    const state = pending.state === "sending" && !options.isLive ? "queued" : pending.state;
    say(
      { isMine: true, by: options.me, role: group?.isMine ? group.role : "", name: "" },
      { key: pending.id, seq: 0, at: pending.at, text: pending.text, state, since: pending.since, entry: undefined, pending },
    );
  }
  return items;
}

/** Whether this bubble shows its state: failed and waiting ones always, of the others only the last own one. */
export function showsState(items: readonly LogItem[], message: Message): boolean {
  if (message.state === "failed" || message.state === "queued") return true;
  if (message.state === "received") return false;
  for (let i = items.length - 1; i >= 0; i--) {
    const item = items[i];
    if (item?.kind === "group" && item.isMine) return item.messages[item.messages.length - 1] === message;
  }
  return false;
}
