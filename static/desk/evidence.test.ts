import assert from "node:assert/strict";
import { test } from "node:test";
import type { Entry } from "../core/logs.ts";
import { nextEvidence, mergeMarkers, readEvidence } from "./evidence.ts";

const entry = (seq: number, change: Partial<Entry>): Entry => ({
  seq,
  at: seq * 1_000,
  kind: "message",
  by: "",
  role: "",
  name: "",
  text: "",
  facts: {},
  id: "",
  ...change,
});

test("verdicts on one message add up and keep the highest level", () => {
  const evidence = readEvidence([
    entry(1, { kind: "verdict", facts: { seq: 4, level: 3, category: "suicide", spans: [[0, 3, "a", 3, "suicide"]] } }),
    entry(2, { kind: "note", text: "…" }),
    entry(3, { kind: "verdict", facts: { seq: 4, level: 2, category: "abuse", spans: [[5, 8, "b", 2, "abuse"]] } }),
  ]);
  assert.deepEqual([...evidence.keys()], [4]);
  assert.equal(evidence.get(4)?.level, 3);
  assert.equal(evidence.get(4)?.category, "suicide");
  assert.equal(evidence.get(4)?.spans.length, 2);
});

test("steps of the case stand between the messages by time", () => {
  const entries = [entry(1, {}), entry(2, {}), entry(3, {})];
  const merged = mergeMarkers(entries, [
    entry(1, { kind: "case", at: 2_500, facts: { event: "claim", name: "Dewi" } }),
    entry(2, { kind: "case", at: 9_000, facts: { event: "resolve" } }),
    entry(3, { kind: "case", at: 9_000, facts: { event: "step" } }),
  ]);
  assert.deepEqual(
    merged.map((one) => one.seq),
    [1, 2, -1, 3, -2],
  );
});

test("a step of the same moment comes after the message that caused it", () => {
  const merged = mergeMarkers([entry(1, {})], [entry(1, { kind: "case", at: 1_000, facts: { event: "opened" } })]);
  assert.deepEqual(
    merged.map((one) => one.kind),
    ["message", "case"],
  );
});

test("the next evidence goes round at the ends", () => {
  assert.equal(nextEvidence([9, 4, 6], undefined, 1), 4);
  assert.equal(nextEvidence([9, 4, 6], 4, 1), 6);
  assert.equal(nextEvidence([9, 4, 6], 9, 1), 4);
  assert.equal(nextEvidence([9, 4, 6], 4, -1), 9);
  assert.equal(nextEvidence([9, 4, 6], undefined, -1), 9);
  assert.equal(nextEvidence([], 3, 1), undefined);
});
