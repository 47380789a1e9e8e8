import assert from "node:assert/strict";
import { test } from "node:test";
import type { CaseCard } from "../core/frames.ts";
import { type AlertMemory, planAlerts } from "./alerts.ts";

const NOW = 1_000_000;
const NONE: AlertMemory = new Map();

function card(change: Partial<CaseCard> = {}): CaseCard {
  return {
    t: "case",
    topic: "conv:a",
    state: "open",
    level: 4,
    word: "segera",
    category: "suicide",
    causes: ["screening"],
    opened_at: NOW,
    raised_at: NOW,
    answer_by: NOW + 30_000,
    deadline_at: NOW + 15_000,
    step: "offered",
    depth: "none",
    conversation: "active",
    language: "id",
    topics: [],
    pool: "minor",
    ...change,
  };
}

test("a new unclaimed segera is said once and sounds", () => {
  const first = planAlerts(NONE, [card()], NOW);
  assert.deepEqual(first.say, [{ kind: "new", topic: "conv:a" }]);
  assert.equal(first.sound, "alarm");
  const second = planAlerts(first.memory, [card()], NOW + 1_000);
  assert.deepEqual(second.say, []);
  assert.equal(second.sound, undefined);
});

test("it sounds every ten seconds, six times at most", () => {
  let memory = NONE;
  let rings = 0;
  for (let second = 0; second < 120; second++) {
    const alerts = planAlerts(memory, [card({ answer_by: NOW + 900_000 })], NOW + second * 1_000);
    memory = alerts.memory;
    if (alerts.sound) rings++;
  }
  assert.equal(rings, 6);
});

test("its lewat is said once", () => {
  const first = planAlerts(NONE, [card()], NOW);
  const over = planAlerts(first.memory, [card()], NOW + 30_001);
  assert.deepEqual(over.say, [{ kind: "over", topic: "conv:a" }]);
  assert.deepEqual(planAlerts(over.memory, [card()], NOW + 31_000).say, []);
});

test("a claimed case is silent, and new again when it was given back", () => {
  const first = planAlerts(NONE, [card()], NOW);
  const claimed = planAlerts(first.memory, [card({ state: "claimed", depth: "watching" })], NOW + 1_000);
  assert.deepEqual(claimed.say, []);
  assert.equal(claimed.sound, undefined);
  assert.equal(planAlerts(claimed.memory, [card()], NOW + 2_000).say.length, 1);
});

test("other levels sound softly, once, and are not said", () => {
  const first = planAlerts(NONE, [card({ level: 3 })], NOW);
  assert.equal(first.sound, "request");
  assert.deepEqual(first.say, []);
  assert.equal(planAlerts(first.memory, [card({ level: 3 })], NOW + 60_000).sound, undefined);
});

test("a case that rises to segera is said then", () => {
  const first = planAlerts(NONE, [card({ level: 3 })], NOW);
  assert.deepEqual(planAlerts(first.memory, [card()], NOW + 5_000).say, [{ kind: "new", topic: "conv:a" }]);
});
