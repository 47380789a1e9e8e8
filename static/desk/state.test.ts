import assert from "node:assert/strict";
import { test } from "node:test";
import type { CaseCard, ServerFrame } from "../core/frames.ts";
import { actsOn, besides, countCases, type DeskState, EMPTY_DESK, mayWrite, reduceDesk } from "./state.ts";

const NOW = 1_000_000;

const after = (...frames: ServerFrame[]): DeskState =>
  frames.reduce((state, frame) => reduceDesk(state, { type: "frame", frame, now: NOW }), EMPTY_DESK);

function card(topic: string, change: Partial<CaseCard> = {}): CaseCard {
  return {
    t: "case",
    topic,
    state: "open",
    level: 3,
    word: "tinggi",
    category: "suicide",
    causes: ["screening"],
    opened_at: NOW,
    raised_at: NOW,
    answer_by: NOW + 60_000,
    deadline_at: NOW + 30_000,
    step: "offered",
    depth: "none",
    conversation: "active",
    language: "id",
    topics: [],
    pool: "minor",
    ...change,
  };
}
const WELCOME: ServerFrame = {
  t: "welcome",
  you: { id: "p1", role: "professional", programme: "demo" },
  now: NOW,
  limits: { text: 4000, frame_bytes: 65536, ping_s: 25, topics: 64 },
};
const PONG: ServerFrame = { t: "pong", now: NOW };

test("the newest state of a case is held", () => {
  const state = after(card("conv:a"), card("conv:a", { state: "claimed", owner: "p1" }));
  assert.equal(state.cases.get("conv:a")?.state, "claimed");
  assert.equal(state.cases.size, 1);
});

test("after a reconnection the wall stays until it is confirmed, then loses what is gone", () => {
  const again = after(card("conv:a"), card("conv:b"), WELCOME);
  assert.equal(again.cases.size, 2);
  const settled = after(card("conv:a"), card("conv:b"), WELCOME, card("conv:b"), PONG);
  assert.deepEqual([...settled.cases.keys()], ["conv:b"]);
});

test("a resolved case is kept over a reconnection, so that it can be opened again", () => {
  const state = after(card("conv:a", { state: "resolved", resolved_at: NOW }), WELCOME, PONG);
  assert.ok(state.cases.has("conv:a"));
});

test("every frame is a sign of life", () => {
  const state = reduceDesk(EMPTY_DESK, { type: "frame", frame: PONG, now: NOW + 7 });
  assert.equal(state.heardAt, NOW + 7);
});

test("a lost lease leaves a message", () => {
  const state = after({ t: "notice", kind: "lease_lost", topic: "conv:a" });
  assert.deepEqual(state.message, { kind: "lease_lost", topic: "conv:a" });
});

test("opening another case takes the old message away", () => {
  const told = reduceDesk(EMPTY_DESK, {
    type: "message",
    message: { kind: "conflict", topic: "conv:a", owner: "Dewi" },
  });
  assert.equal(reduceDesk(told, { type: "open", topic: "conv:b" }).message, undefined);
});

test("only the owner of a case has more than claim and reopen", () => {
  assert.deepEqual(actsOn(card("a"), "p1", false), ["claim"]);
  assert.deepEqual(actsOn(card("a", { state: "claimed", owner: "p2", depth: "watching" }), "p1", false), []);
  assert.deepEqual(actsOn(card("a", { state: "resolved" }), "p1", true), ["reopen"]);
});

test("who leads can no longer join, whisper or take over", () => {
  const mine = { state: "claimed", owner: "p1" } as const;
  assert.deepEqual(actsOn(card("a", { ...mine, depth: "leading" }), "p1", false), ["release", "resolve"]);
  assert.ok(actsOn(card("a", { ...mine, depth: "watching" }), "p1", false).includes("join"));
  assert.ok(!actsOn(card("a", { ...mine, depth: "joined" }), "p1", false).includes("join"));
});

test("writing to the seeker needs ownership and depth", () => {
  const mine = { state: "claimed", owner: "p1" } as const;
  assert.equal(mayWrite(card("a", { ...mine, depth: "watching" }), "p1"), false);
  assert.equal(mayWrite(card("a", { ...mine, depth: "joined" }), "p1"), true);
  assert.equal(mayWrite(card("a", { ...mine, depth: "leading" }), "p2"), false);
  assert.equal(mayWrite(undefined, "p1"), false);
});

test("the logs of a case are named after its conversation", () => {
  assert.equal(besides("conv:a1", "notes"), "notes:a1");
});

test("resolved cases count neither as waiting nor as running", () => {
  const cases = [card("a"), card("b", { state: "claimed" }), card("c", { state: "resolved" })];
  assert.deepEqual(countCases(cases), { unclaimed: 1, running: 1 });
});
