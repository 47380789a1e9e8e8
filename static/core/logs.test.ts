import assert from "node:assert/strict";
import { test } from "node:test";

import type { ServerFrame, WireEntry } from "./frames.ts";
import { deliveryOf, type LogAction, type Logs, nextToSend, reduceLogs, sinceOf } from "./logs.ts";

const T = "conv:a";
const frame = (given: ServerFrame): LogAction => ({ type: "frame", frame: given, now: 1 });
const opened = (seq: number, more: object = {}): LogAction =>
  frame({ t: "opened", topic: T, seq, epoch: "e1", state: "active", people: [], ...more });
const event = (seq: number, entry: Partial<WireEntry> = {}): LogAction =>
  frame({ t: "event", topic: T, seq, at: seq, entry: { kind: "message", by: "p", text: `m${seq}`, ...entry } });
const written = (id: string): LogAction => ({ type: "written", topic: T, id, text: id, now: 1 });

function play(...actions: LogAction[]): Logs {
  return actions.reduce<Logs>(reduceLogs, {});
}
function log(...actions: LogAction[]): Logs[string] {
  const found = play(...actions)[T];
  assert.ok(found);
  return found;
}
const seqs = (held: Logs[string] | undefined): number[] => (held?.entries ?? []).map((entry) => entry.seq);

test("entries follow each other by seq", () => {
  const held = log(opened(0), event(1), event(2));
  assert.deepEqual(seqs(held), [1, 2]);
  assert.equal(held?.isBehind, false);
  assert.deepEqual(held && sinceOf(held), { topic: T, since: 2, epoch: "e1" });
});

test("a duplicate is dropped and changes nothing", () => {
  const before = play(opened(0), event(1), event(2));
  assert.equal(reduceLogs(before, event(2)), before);
  assert.equal(reduceLogs(before, event(1)), before);
});

test("a jump is a gap: the entry is not held, and the log asks for what is missing", () => {
  const gap = log(opened(0), event(1), event(4));
  assert.deepEqual(seqs(gap), [1]);
  assert.equal(gap?.isBehind, true);
  const filled = log(opened(0), event(1), event(4), { type: "asked", topic: T }, opened(4), event(2), event(3), event(4));
  assert.deepEqual(seqs(filled), [1, 2, 3, 4]);
  assert.deepEqual([filled?.isBehind, filled?.asked, filled?.isBroken], [false, false, false]);
});

test("a pong that names a higher seq shows a gap", () => {
  const held = log(opened(0), event(1), frame({ t: "pong", now: 1, seqs: { [T]: 3 } }));
  assert.equal(held?.isBehind, true);
  assert.equal(log(opened(0), event(1), frame({ t: "pong", now: 1, seqs: { [T]: 1 } }))?.isBehind, false);
});

test("a gap that can't be filled is said", () => {
  const held = log(opened(0), event(3), { type: "asked", topic: T }, { type: "ask_failed", topic: T });
  assert.equal(held?.isBroken, true);
});

test("a reset drops what is held and begins with what comes, whatever its seq", () => {
  const held = log(opened(0), event(1), written("a"), opened(9, { reset: true, epoch: "e2" }), event(8), event(9));
  assert.deepEqual(seqs(held), [8, 9]);
  assert.equal(held?.epoch, "e2");
  assert.equal(held?.pending.length, 1);
});

test("another epoch is another history, also without the word reset", () => {
  assert.deepEqual(seqs(log(opened(0), event(1), opened(1, { epoch: "e2" }), event(1))), [1]);
  const welcome: ServerFrame = {
    t: "welcome",
    you: { id: "s", role: "seeker", programme: "demo" },
    now: 1,
    limits: { text: 1, frame_bytes: 1, ping_s: 1, topics: 1 },
    topics: [{ topic: T, seq: 5, epoch: "e2", reset: true }],
  };
  assert.deepEqual(seqs(log(opened(0), event(1), frame(welcome))), []);
});

test("own words go from queued over sending and sent to their entry", () => {
  const steps: [LogAction, string | undefined][] = [
    [written("a"), "queued"],
    [{ type: "sending", topic: T, id: "a", now: 2 }, "sending"],
    [{ type: "stored", topic: T, id: "a", now: 3 }, "sent"],
    [event(1, { by: "me", id: "a" }), undefined],
  ];
  let logs = play(opened(0));
  for (const [action, state] of steps) {
    logs = reduceLogs(logs, action);
    assert.equal(logs[T]?.pending[0]?.state, state);
  }
  assert.deepEqual(seqs(logs[T]), [1]);
});

test("a lost ok does not double a bubble, and a late one changes nothing", () => {
  const logs = play(opened(0), written("a"), { type: "sending", topic: T, id: "a", now: 2 }, event(1, { by: "me", id: "a" }));
  assert.equal(logs[T]?.pending.length, 0);
  assert.equal(reduceLogs(logs, { type: "stored", topic: T, id: "a", now: 3 }), logs);
  assert.equal(reduceLogs(logs, { type: "refused", topic: T, id: "a", code: "error", now: 3 }), logs);
});

test("the entry that comes before its ok takes the place of the pending words too", () => {
  const held = log(opened(0), written("a"), event(1, { by: "me", id: "a" }), { type: "stored", topic: T, id: "a", now: 3 });
  assert.equal(held?.pending.length, 0);
  assert.equal(held?.entries.length, 1);
});

test("words go out one after the other, and wait behind a failed one until it is tried again or given up", () => {
  let logs = play(opened(0), written("a"), written("b"));
  const next = (): string | undefined => (logs[T] ? nextToSend(logs[T])?.id : undefined);
  assert.equal(next(), "a");
  logs = reduceLogs(logs, { type: "sending", topic: T, id: "a", now: 2 });
  assert.equal(next(), undefined);
  logs = reduceLogs(logs, { type: "refused", topic: T, id: "a", code: "unavailable", now: 3 });
  assert.equal(next(), undefined);
  assert.equal(reduceLogs(logs, { type: "queued", topic: T, id: "a", now: 4 })[T]?.pending[0]?.state, "queued");
  logs = reduceLogs(logs, { type: "removed", topic: T, id: "a" });
  assert.equal(next(), "b");
});

test("delivered is what somebody else's client holds", () => {
  const held = log(
    opened(0),
    event(1, { by: "me" }),
    event(2, { by: "me" }),
    frame({ t: "read", topic: T, by: "p", seq: 1 }),
    frame({ t: "read", topic: T, by: "me", seq: 2 }),
  );
  assert.ok(held?.entries[0] && held.entries[1]);
  assert.equal(deliveryOf(held, held.entries[0]), "delivered");
  assert.equal(deliveryOf(held, held.entries[1]), "sent");
});

test("a lost link closes the log and ends every typing sign; the words stay", () => {
  const held = log(opened(0), event(1), frame({ t: "typing", topic: T, by: "p", on: true }), written("a"), {
    type: "link_lost",
  });
  assert.deepEqual([held?.isOpen, held?.typing, held?.entries.length, held?.pending.length], [false, {}, 1, 1]);
});

test("typing ends with the message of the one who typed, and with their going", () => {
  const typing = frame({ t: "typing", topic: T, by: "p", on: true });
  assert.deepEqual(log(opened(0), typing)?.typing, { p: 1 });
  assert.deepEqual(log(opened(0), typing, event(1))?.typing, {});
  assert.deepEqual(log(opened(0), typing, frame({ t: "presence", topic: T, by: "p", role: "supporter", here: false }))?.typing, {});
});

test("state and presence change the people; 'left' closes the log", () => {
  const people = [{ id: "p", role: "supporter" as const, here: true }];
  const gone = log(opened(0, { people }), frame({ t: "presence", topic: T, by: "p", role: "supporter", here: false }));
  assert.equal(gone?.people[0]?.here, false);
  const left = log(opened(0, { people }), frame({ t: "state", topic: T, state: "left" }));
  assert.deepEqual([left?.state, left?.people, left?.isOpen], ["left", [], false]);
});

test("frames of topics that are not held make none", () => {
  assert.deepEqual(play(frame({ t: "typing", topic: T, by: "p", on: true }), frame({ t: "state", topic: T, state: "ended" })), {});
});
