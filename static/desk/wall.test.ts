import assert from "node:assert/strict";
import { test } from "node:test";
import { columnOf, countMoves, holdWall, isStale, levelName, mayReopen, readSla, sortWall } from "./wall.ts";
import type { WallCase } from "./wall.ts";

const NOW = 1_000_000;

function card(topic: string, change: Partial<WallCase> = {}): WallCase {
  return {
    topic,
    state: "open",
    level: 3,
    depth: "none",
    opened_at: NOW,
    answer_by: NOW + 60_000,
    ...change,
  };
}
const byTopic = (...cards: WallCase[]): Map<string, WallCase> => new Map(cards.map((one) => [one.topic, one]));

test("a case stands in the column of what is being done about it", () => {
  assert.equal(columnOf({ state: "open", depth: "none" }), "unclaimed");
  assert.equal(columnOf({ state: "claimed", depth: "watching" }), "watched");
  assert.equal(columnOf({ state: "claimed", depth: "joined" }), "helped");
  assert.equal(columnOf({ state: "claimed", depth: "leading" }), "helped");
  assert.equal(columnOf({ state: "resolved", depth: "leading" }), undefined);
});

test("an unknown level counts as the most urgent", () => {
  assert.deepEqual([2, 3, 4, 9].map(levelName), ["pantau", "tinggi", "segera", "segera"]);
});

test("an overdue pantau never stands above a fresh segera", () => {
  const wall = sortWall([
    card("overdue", { level: 2, answer_by: NOW - 500_000 }),
    card("fresh", { level: 4, answer_by: NOW + 30_000 }),
  ]);
  assert.deepEqual(wall.unclaimed, ["fresh", "overdue"]);
});

test("within a level the one with the least time left comes first", () => {
  const wall = sortWall([card("later", { answer_by: NOW + 9 }), card("sooner", { answer_by: NOW + 8 })]);
  assert.deepEqual(wall.unclaimed, ["sooner", "later"]);
});

test("equal cases keep one order whatever way they come", () => {
  assert.deepEqual(sortWall([card("b"), card("a")]), sortWall([card("a"), card("b")]));
});

test("a held wall puts a new card last and says that one would move", () => {
  const old = byTopic(card("a"), card("b"));
  const { wall, changes } = holdWall(sortWall(old.values()), byTopic(...old.values(), card("c", { level: 4 })));
  assert.deepEqual(wall.unclaimed, ["a", "b", "c"]);
  assert.equal(changes, 1);
});

test("a held wall keeps a card that somebody claimed or resolved meanwhile", () => {
  const shown = sortWall([card("a"), card("b"), card("c")]);
  const { wall, changes } = holdWall(
    shown,
    byTopic(card("a", { state: "claimed", depth: "watching" }), card("b", { state: "resolved" }), card("c")),
  );
  assert.deepEqual(wall.unclaimed, ["a", "b", "c"]);
  assert.equal(changes, 2);
});

test("a held wall without changes says so", () => {
  const cases = byTopic(card("a"), card("b", { level: 4 }));
  assert.deepEqual(holdWall(sortWall(cases.values()), cases), { wall: sortWall(cases.values()), changes: 0 });
});

test("one raised card counts once, not with all those it passes", () => {
  const shown = { unclaimed: ["a", "b", "c", "d"], watched: [], helped: [] };
  assert.equal(countMoves(shown, { unclaimed: ["d", "a", "b", "c"], watched: [], helped: [] }), 1);
});

test("the time to answer goes from enough over nearly to over", () => {
  const one = card("a", { answer_by: NOW + 60_000 });
  assert.equal(readSla(one, NOW).state, "enough");
  assert.equal(readSla(one, NOW + 44_999).state, "enough");
  assert.equal(readSla(one, NOW + 45_000).state, "nearly");
  assert.equal(readSla(one, NOW + 60_000).state, "nearly");
  assert.deepEqual(readSla(one, NOW + 73_000), {
    state: "over",
    elapsedMs: 73_000,
    limitMs: 60_000,
    overMs: 13_000,
  });
});

test("a case that was raised late shows as nearly over, not as fresh", () => {
  const raised = card("a", { answer_by: NOW + 270_000 });
  assert.equal(readSla(raised, NOW + 240_000).state, "nearly");
});

test("a clock that runs behind the server shows no negative time", () => {
  assert.equal(readSla(card("a"), NOW - 5_000).elapsedMs, 0);
});

test("the wall is stale after ten seconds of silence", () => {
  assert.equal(isStale(NOW, NOW + 10_000), false);
  assert.equal(isStale(NOW, NOW + 10_001), true);
});

test("a resolved case can be reopened for a day", () => {
  assert.equal(mayReopen({ state: "resolved", resolved_at: NOW }, NOW + 86_400_000), true);
  assert.equal(mayReopen({ state: "resolved", resolved_at: NOW }, NOW + 86_400_001), false);
  assert.equal(mayReopen({ state: "open", resolved_at: NOW }, NOW), false);
});
