import assert from "node:assert/strict";
import { test } from "node:test";
import type { Opened, ServerFrame } from "../core/frames.ts";
import {
  type ConsoleAction,
  type ConsoleState,
  EMPTY_CONSOLE,
  reduceConsole,
  secondsLeft,
  shiftStatus,
} from "./state.ts";

const NOW = 1_000_000;
const TOPIC = "conv:a";

const after = (...actions: (ConsoleAction | ServerFrame)[]): ConsoleState =>
  actions.reduce<ConsoleState>(
    (state, one) => reduceConsole(state, "t" in one ? { type: "frame", frame: one, now: NOW } : one),
    EMPTY_CONSOLE,
  );
const OFFER: ServerFrame = {
  t: "offer",
  offer: "o1",
  expires_at: NOW + 20_000,
  summary: { language: "id", topics: ["school"], waited_s: 40 },
};
const opened = (topic: string, isSeekerHere = true): Opened => ({
  t: "opened",
  topic,
  seq: 1,
  epoch: "e",
  state: "active",
  people: [{ id: "s", role: "seeker", here: isSeekerHere }],
});

test("a shift goes from off over ready and busy to ending", () => {
  assert.equal(shiftStatus(after(), 0), "off");
  assert.equal(shiftStatus(after({ t: "shift", places: 2, free: 1, auto_accept: false }), 1), "ready");
  assert.equal(shiftStatus(after({ t: "shift", places: 2, free: 0, auto_accept: false }), 2), "busy");
  assert.equal(shiftStatus(after({ t: "shift", places: 0, free: 0, auto_accept: false }), 1), "ending");
});

test("a break is a shift without places until places come back", () => {
  const pause: ConsoleAction = { type: "break", on: true };
  const none: ServerFrame = { t: "shift", places: 0, free: 0, auto_accept: false };
  assert.equal(shiftStatus(after(pause, none), 1), "break");
  assert.equal(shiftStatus(after(pause, none, { t: "shift", places: 1, free: 1, auto_accept: false }), 0), "ready");
});

test("two missed offers put the supporter on a break", () => {
  const state = after({ t: "shift", places: 0, free: 0, auto_accept: false, reason: "missed_offers" });
  assert.equal(shiftStatus(state, 0), "break");
});

test("an offer that lapsed leaves a calm line, one's own answer does not", () => {
  assert.equal(after(OFFER, { t: "offer.gone", offer: "o1", reason: "timeout" }).lapsed, "timeout");
  assert.equal(after(OFFER, { t: "offer.gone", offer: "o1", reason: "declined" }).lapsed, undefined);
  assert.equal(after(OFFER, { t: "offer.gone", offer: "o1", reason: "declined" }).offer, undefined);
});

test("an older offer that goes does not take the present one away", () => {
  assert.ok(after(OFFER, { t: "offer.gone", offer: "o0", reason: "timeout" }).offer);
});

test("an offer of an earlier link is not shown as live", () => {
  const you = { id: "p", role: "supporter", programme: "x" } as const;
  const limits = { text: 4000, frame_bytes: 65536, ping_s: 25, topics: 64 };
  assert.equal(after(OFFER, { t: "welcome", you, now: NOW, limits }).offer, undefined);
});

test("the first chat is shown, a later one does not take the place of one that is being written in", () => {
  const state = after(opened("conv:a"), opened("conv:b"), opened("conv:b"));
  assert.deepEqual(state.chats, ["conv:a", "conv:b"]);
  assert.equal(state.shown, "conv:a");
});

test("a whisper log is no chat", () => {
  assert.deepEqual(after(opened("whisper:a")).chats, []);
});

test("leaving a chat shows another one", () => {
  const state = after(opened("conv:a"), opened("conv:b"), { type: "leave", topic: "conv:a" });
  assert.equal(state.shown, "conv:b");
});

test("the seeker's absence counts from when it began", () => {
  const gone: ServerFrame = { t: "presence", topic: TOPIC, by: "s", role: "seeker", here: false };
  const first = after(opened(TOPIC), gone);
  const later = reduceConsole(first, { type: "frame", frame: gone, now: NOW + 9_000 });
  assert.equal(later.seekerGoneAt[TOPIC], NOW);
  const back = reduceConsole(later, { type: "frame", frame: { ...gone, here: true }, now: NOW + 10_000 });
  assert.equal(back.seekerGoneAt[TOPIC], undefined);
});

test("a call goes from sending over sent to claimed", () => {
  const call = (...more: (ConsoleAction | ServerFrame)[]) =>
    after({ type: "calling", topic: TOPIC }, ...more).calls[TOPIC];
  const sent: ServerFrame = { t: "notice", kind: "help_sent", topic: TOPIC, facts: { on_duty: 2 } };
  const claimed: ServerFrame = {
    t: "notice",
    kind: "case_claimed",
    topic: TOPIC,
    facts: { name: "Dewi", depth: "watching" },
  };
  assert.deepEqual(call(), { step: "sending" });
  assert.deepEqual(call(sent), { step: "sent", onDuty: 2 });
  assert.deepEqual(call(sent, claimed), { step: "claimed", name: "Dewi", depth: "watching" });
  assert.deepEqual(call(sent, claimed, { type: "calling", topic: TOPIC }), {
    step: "claimed",
    name: "Dewi",
    depth: "watching",
  });
  assert.deepEqual(call({ type: "call_failed", topic: TOPIC, code: "unavailable" }), {
    step: "unsent",
    code: "unavailable",
  });
});

test("a call without anybody on duty shows the protocol, whichever notice comes first", () => {
  const line = { name: "Line", how: { id: "…" }, source: "…", checked_on: "2026-11-01" };
  const sent: ServerFrame = { t: "notice", kind: "help_sent", topic: TOPIC };
  const nobody: ServerFrame = { t: "notice", kind: "nobody_on_duty", topic: TOPIC, facts: { lines: [line] } };
  for (const order of [
    [sent, nobody],
    [nobody, sent],
  ]) {
    const state = after({ type: "calling", topic: TOPIC }, ...order);
    assert.deepEqual(state.calls[TOPIC], { step: "nobody", lines: [line] });
  }
});

test("a late answer to the call does not undo what is known", () => {
  const state = after(
    { t: "notice", kind: "case_claimed", topic: TOPIC, facts: { name: "Dewi" } },
    { type: "call_failed", topic: TOPIC, code: "error" },
  );
  assert.equal(state.calls[TOPIC]?.step, "claimed");
});

test("a handed over chat names who leads now", () => {
  const state = after({ t: "notice", kind: "handed_over", topic: TOPIC, facts: { name: "Dewi" } });
  assert.equal(state.handedTo[TOPIC], "Dewi");
});

test("seconds left never go below zero", () => {
  if (OFFER.t !== "offer") return;
  assert.equal(secondsLeft(OFFER, NOW), 20);
  assert.equal(secondsLeft(OFFER, NOW + 19_100), 1);
  assert.equal(secondsLeft(OFFER, NOW + 60_000), 0);
});
