import assert from "node:assert/strict";
import { test } from "node:test";

import { clockTime, dayLabel, timer, waitMinutes } from "./time.ts";

const ZONE = "Asia/Jakarta";
const at = (text: string): number => Date.parse(text);

test("days are those of the reader's time zone", () => {
  const now = at("2026-11-24T18:30:00Z"); // 01:30 on the 25th in Jakarta
  assert.deepEqual(dayLabel(at("2026-11-24T17:05:00Z"), now, "id", ZONE), { kind: "today" });
  assert.deepEqual(dayLabel(at("2026-11-24T16:55:00Z"), now, "id", ZONE), { kind: "yesterday" });
  assert.deepEqual(dayLabel(at("2026-11-20T10:00:00Z"), now, "id", ZONE), { kind: "date", date: "Jumat, 20 November" });
});

test("clock times have two digits each, as the language writes them", () => {
  assert.equal(clockTime(at("2026-11-24T02:05:00Z"), "id", ZONE), "09.05");
  assert.equal(clockTime(at("2026-11-24T14:05:00Z"), "en", ZONE), "21:05");
});

test("a wait never sounds shorter than it may be", () => {
  assert.deepEqual(waitMinutes([20, 45]), { low: 1, high: 1 });
  assert.deepEqual(waitMinutes([61, 200]), { low: 2, high: 4 });
  assert.deepEqual(waitMinutes([0, 0]), { low: 0, high: 1 });
  assert.deepEqual(waitMinutes([300, 120]), { low: 5, high: 5 });
});

test("timers count in minutes and seconds, with hours when there are some", () => {
  assert.equal(timer(41_900), "00:41");
  assert.equal(timer(3_723_000), "1:02:03");
  assert.equal(timer(-5), "00:00");
});
