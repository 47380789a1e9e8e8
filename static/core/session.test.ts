import assert from "node:assert/strict";
import { test } from "node:test";

import { fakeWorld, type FakeWorld, settled, WELCOME } from "./fake.ts";
import type { ServerFrame, Welcome } from "./frames.ts";
import { createSession, type Session } from "./session.ts";

const T = "conv:a";

function newSession(): { world: FakeWorld; session: Session } {
  const world = fakeWorld();
  const session = createSession({ url: "ws://test/ws", environment: world, hello: () => ({ programme: "demo" }) });
  session.transport.start();
  return { world, session };
}
function greet(world: FakeWorld, topics: Welcome["topics"] = []): void {
  world.socket().accept();
  world.socket().says({ ...(WELCOME as Welcome), topics });
}
const opened = (seq: number): ServerFrame => ({ t: "opened", topic: T, seq, epoch: "e", state: "active", people: [] });
const said = (seq: number, by: string, id = ""): ServerFrame => ({
  t: "event",
  topic: T,
  seq,
  at: seq,
  entry: { kind: "message", by, text: `m${seq}`, id },
});
const sent = (world: FakeWorld, type: string): Record<string, unknown>[] =>
  world.socket().sent.filter((frame) => frame.t === type);

test("words are sent in order, one at a time, and survive a loss without being doubled", async () => {
  const { world, session } = newSession();
  greet(world);
  world.socket().says(opened(0));
  const first = session.write(T, "satu");
  session.write(T, "dua");
  assert.equal(sent(world, "message.send").length, 1);
  world.socket().closes(1006); // the server had stored it, the ok was lost
  await world.pass(5_000);
  greet(world);
  assert.deepEqual(sent(world, "message.send").map((frame) => frame.id), [first]);
  world.socket().says(opened(1));
  world.socket().says(said(1, "s1", first));
  world.socket().says({ t: "ok", id: first, seq: 1 });
  await settled();
  assert.deepEqual(sent(world, "message.send").map((frame) => frame.text), ["satu", "dua"]);
  const log = session.store.get().logs[T];
  assert.deepEqual([log?.entries.length, log?.pending.length], [1, 1]);
});

test("hello names what is held, so that the rest follows", async () => {
  const { world } = newSession();
  greet(world);
  world.socket().says(opened(0));
  world.socket().says(said(1, "p"));
  world.socket().closes(1012);
  await world.pass(5_000);
  world.socket().accept();
  assert.deepEqual(sent(world, "hello")[0]?.topics, [{ topic: T, since: 1, epoch: "e" }]);
});

test("an own conversation that hello did not name is opened", () => {
  const { world } = newSession();
  greet(world, [{ topic: T, seq: 3, state: "active" }]);
  assert.deepEqual(sent(world, "topic.open").map((frame) => frame.topic), [T]);
});

test("a gap is asked for once", () => {
  const { world, session } = newSession();
  greet(world);
  world.socket().says(opened(0));
  world.socket().says(said(1, "p"));
  world.socket().says(said(4, "p"));
  world.socket().says(said(5, "p"));
  assert.deepEqual(sent(world, "topic.open").map((frame) => [frame.since, frame.epoch]), [[1, "e"]]);
  world.socket().says({ t: "error", id: String(sent(world, "topic.open")[0]?.id), code: "not_found", message: "" });
  return settled().then(() => assert.equal(session.store.get().logs[T]?.isBroken, true));
});

test("what the other side said is marked as held, one's own is not", () => {
  const { world } = newSession();
  greet(world);
  world.socket().says(opened(0));
  world.socket().says(said(1, "s1"));
  assert.equal(sent(world, "read").length, 0);
  world.socket().says(said(2, "p"));
  assert.deepEqual(sent(world, "read").map((frame) => frame.seq), [2]);
});

test("typing is said at most every three seconds", async () => {
  const { world, session } = newSession();
  greet(world);
  session.typing(T, true);
  session.typing(T, true);
  await world.pass(3_000);
  session.typing(T, true);
  session.typing(T, false);
  session.typing(T, false);
  assert.deepEqual(sent(world, "typing").map((frame) => frame.on), [true, true, false]);
});
