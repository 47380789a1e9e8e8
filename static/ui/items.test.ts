import assert from "node:assert/strict";
import { test } from "node:test";

import { emptyLog, type Entry, type Log, type Pending } from "../core/logs.ts";
import { buildItems, showsState } from "./items.ts";

const START = Date.parse("2026-11-24T03:00:00Z");
const options = { me: "me", isLive: true, timeZone: "Asia/Jakarta" };

function entry(seq: number, by: string, minutes: number, more: Partial<Entry> = {}): Entry {
  const at = START + minutes * 60_000;
  return { seq, at, kind: "message", by, role: "seeker", name: "", text: `m${seq}`, facts: {}, id: "", ...more };
}
function logOf(entries: Entry[], pending: Pending[] = []): Log {
  return { ...emptyLog("conv:a"), entries, pending };
}
const shape = (log: Log, more: object = {}): string[] =>
  buildItems(log, { ...options, ...more }).map((item) =>
    item.kind === "group" ? `${item.isMine ? "me" : item.by}:${item.messages.map((one) => one.text).join("+")}` : item.kind,
  );

test("messages of one sender stand together until a pause, a day or an event", () => {
  const log = logOf([
    entry(1, "p", 0),
    entry(2, "p", 1),
    entry(3, "me", 2),
    entry(4, "p", 3),
    entry(5, "p", 20),
    entry(6, "", 21, { kind: "paired" }),
    entry(7, "p", 22),
    entry(8, "p", 60 * 24),
  ]);
  assert.deepEqual(shape(log), ["day", "p:m1+m2", "me:m3", "p:m4", "p:m5", "event", "p:m7", "day", "p:m8"]);
});

test("hidden entries leave nothing, the unread line stands once above the first new one of somebody else", () => {
  const log = logOf([entry(1, "p", 0), entry(2, "", 1, { kind: "pro_watches" }), entry(3, "me", 2), entry(4, "p", 3), entry(5, "p", 4)]);
  const hides = (one: Entry): boolean => one.kind === "pro_watches";
  assert.deepEqual(shape(log, { hides, unreadFrom: 3 }), ["day", "p:m1", "me:m3", "unread", "p:m4+m5"]);
});

test("what is under way waits for the link while there is none", () => {
  const pending: Pending = { id: "a", text: "x", at: START, state: "sending", since: START };
  const state = (isLive: boolean): string | undefined => {
    const group = buildItems(logOf([], [pending]), { ...options, isLive })[1];
    return group?.kind === "group" ? group.messages[0]?.state : undefined;
  };
  assert.equal(state(true), "sending");
  assert.equal(state(false), "queued");
});

test("only the last own bubble shows that it was sent; one that failed always says so", () => {
  const failed: Pending = { id: "f", text: "x", at: START + 180_000, state: "failed", since: 0, code: "unavailable" };
  const items = buildItems(logOf([entry(1, "me", 0), entry(2, "me", 1)], [failed]), options);
  const messages = items.flatMap((item) => (item.kind === "group" ? item.messages : []));
  assert.deepEqual(messages.map((one) => showsState(items, one)), [false, false, true]);
  const sent = buildItems(logOf([entry(1, "me", 0), entry(2, "me", 1)]), options);
  const both = sent.flatMap((item) => (item.kind === "group" ? item.messages : []));
  assert.deepEqual(both.map((one) => showsState(sent, one)), [false, true]);
});
