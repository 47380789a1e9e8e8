import assert from "node:assert/strict";
import { test } from "node:test";

import { EMPTY, reduceSeeker, waitPhrase } from "./state.ts";

test("an honest wait: a range when there is one, otherwise that it is not known", () => {
  assert.equal(waitPhrase({ t: "queue", open: true, range_s: [60, 180] }, 0), "range");
  assert.equal(waitPhrase({ t: "queue", open: true }, 0), "unknown");
  assert.equal(waitPhrase({ t: "queue", open: false, range_s: [60, 180] }, 0), "unknown");
  assert.equal(waitPhrase(undefined, 0), "unknown");
});

test("longer than usual is said after twice the usual time, and after five minutes in any case", () => {
  assert.equal(waitPhrase({ t: "queue", open: true, range_s: [30, 60] }, 91_000), "long");
  assert.equal(waitPhrase({ t: "queue", open: true, range_s: [60, 600] }, 301_000), "long");
  assert.equal(waitPhrase(undefined, 299_000), "unknown");
  assert.equal(waitPhrase(undefined, 301_000), "long");
});

test("a refused join keeps the person on the page, a closed programme says so", () => {
  const joining = reduceSeeker(EMPTY, { type: "joining", now: 1 });
  assert.equal(reduceSeeker(joining, { type: "join_refused", code: "closed" }).screen, "closed");
  const failed = reduceSeeker(joining, { type: "join_refused", code: "unavailable" });
  assert.deepEqual([failed.screen, failed.join], ["chat", "failed"]);
});

test("an expired chat keeps the draft and the help panel", () => {
  const state = reduceSeeker({ ...EMPTY, topic: "conv:a", screen: "chat", draft: "x", sheet: "help" }, { type: "expired" });
  assert.deepEqual([state.screen, state.topic, state.draft, state.sheet, state.isExpired], ["notice", "", "x", "help", true]);
});

test("a join whose answer was lost is found again with the next welcome", () => {
  const state = reduceSeeker(EMPTY, {
    type: "frame",
    now: 5,
    frame: {
      t: "welcome",
      you: { id: "s", role: "seeker", programme: "demo" },
      now: 5,
      limits: { text: 1, frame_bytes: 1, ping_s: 1, topics: 1 },
      topics: [{ topic: "conv:a", seq: 1, state: "waiting" }],
    },
  });
  assert.deepEqual([state.screen, state.topic], ["chat", "conv:a"]);
});
