import assert from "node:assert/strict";
import { test } from "node:test";

import { fakeWorld, type FakeWorld, settled, WELCOME } from "./fake.ts";
import type { ErrorFrame, ServerFrame } from "./frames.ts";
import { backOff, comesBack, createTransport, type Transport } from "./transport.ts";

function newTransport(): { world: FakeWorld; transport: Transport; heard: ServerFrame[]; statuses: string[] } {
  const world = fakeWorld();
  const heard: ServerFrame[] = [];
  const statuses: string[] = [];
  const transport = createTransport({
    url: "ws://test/ws",
    environment: world,
    hello: () => ({ programme: "demo" }),
    onFrame: (frame) => heard.push(frame),
    onLink: (link) => {
      if (statuses[statuses.length - 1] !== link.status) statuses.push(link.status);
    },
  });
  return { world, transport, heard, statuses };
}

function live(): ReturnType<typeof newTransport> {
  const all = newTransport();
  all.transport.start();
  all.world.socket().accept();
  all.world.socket().says(WELCOME);
  return all;
}

const END = { t: "conversation.end", topic: "conv:a" } as const;
const types = (world: FakeWorld): unknown[] => world.socket().sent.map((frame) => frame.t);

test("hello is the first frame and nothing else goes before the welcome", () => {
  const { world, transport } = newTransport();
  transport.start();
  void transport.command(END);
  world.socket().accept();
  assert.deepEqual(types(world), ["hello"]);
  world.socket().says(WELCOME);
  assert.deepEqual(types(world), ["hello", "conversation.end"]);
  assert.equal(transport.link.status, "live");
});

test("a command resolves with its ok and rejects with its error", async () => {
  const { world, transport } = live();
  const good = transport.command(END, "good");
  const bad = transport.command(END, "bad");
  world.socket().says({ t: "ok", id: "good", seq: 7 });
  world.socket().says({ t: "error", id: "bad", code: "not_found", message: "" });
  assert.equal((await good).seq, 7);
  await assert.rejects(bad, (error: ErrorFrame) => error.code === "not_found");
});

test("an unanswered command is sent again with the same id after a loss, an answered one is not", async () => {
  const { world, transport } = live();
  const first = transport.command(END, "a");
  const second = transport.command(END, "b");
  world.socket().says({ t: "ok", id: "a" });
  await first;
  world.socket().closes(1006);
  await world.pass(30_000);
  world.socket().accept();
  world.socket().says(WELCOME);
  assert.deepEqual(
    world.socket().sent.slice(1),
    [{ ...END, id: "b" }],
  );
  world.socket().says({ t: "ok", id: "b" });
  await second;
});

test("a refusal that may be repeated is repeated after retry_ms, three tries in all", async () => {
  const { world, transport } = live();
  world.chance = 0;
  const sent = transport.command(END, "a");
  const refusal: ServerFrame = { t: "error", id: "a", code: "too_many", message: "", retry: true, retry_ms: 1_000 };
  const failed = assert.rejects(sent, (error: ErrorFrame) => error.code === "too_many");
  for (let tries = 1; tries <= 3; tries++) {
    assert.equal(types(world).filter((t) => t === "conversation.end").length, tries);
    world.socket().says(refusal);
    await world.pass(999);
    assert.equal(types(world).filter((t) => t === "conversation.end").length, tries);
    await world.pass(1);
  }
  await failed;
});

test("a refusal that may not be repeated is not", async () => {
  const { world, transport, heard } = live();
  const failed = assert.rejects(transport.command(END, "a"));
  world.socket().says({ t: "error", id: "a", code: "conflict", message: "", owner: "Sari" });
  await failed;
  await world.pass(20_000);
  assert.equal(types(world).filter((t) => t === "conversation.end").length, 1);
  assert.equal(heard.filter((frame) => frame.t === "error").length, 1);
});

test("pings go out every 25 s and a link without an answer is given up after 10 s", async () => {
  const { world, transport, statuses } = live();
  await world.pass(25_000);
  assert.deepEqual(types(world), ["hello", "ping"]);
  world.socket().says({ t: "pong", now: 0 });
  await world.pass(25_000);
  assert.equal(transport.link.status, "live");
  await world.pass(10_000);
  assert.equal(transport.link.status, "reconnecting");
  assert.deepEqual(statuses, ["connecting", "live", "reconnecting"]);
});

test("a dead socket that still speaks is not heard", async () => {
  const { world, transport, heard } = live();
  const old = world.socket();
  await world.pass(35_000);
  await world.pass(30_000);
  const count = heard.length;
  old.says({ t: "queue", open: true });
  old.closes(1006);
  assert.equal(heard.length, count);
  assert.notEqual(transport.link.status, "closed");
});

test("the wait before coming back grows with full jitter up to 30 s", () => {
  assert.equal(backOff(0, 0.999), 999);
  assert.equal(backOff(3, 0.5), 4_000);
  assert.equal(backOff(20, 0.5), 15_000);
  assert.equal(backOff(20, 0), 0);
});

test("failures in a row wait longer and longer, and a steady link starts anew", async () => {
  const { world, transport } = live();
  await world.pass(20_000);
  for (const wait of [500, 1_000, 2_000]) {
    const dialled = world.sockets.length;
    world.socket().closes(1006);
    await world.pass(wait - 1);
    assert.equal(world.sockets.length, dialled);
    await world.pass(1);
    assert.equal(world.sockets.length, dialled + 1);
  }
  world.socket().accept();
  world.socket().says(WELCOME);
  await world.pass(11_000);
  world.socket().closes(4000);
  assert.equal(transport.link.attempts, 1);
});

test("waking up connects at once", async () => {
  const { world, transport } = live();
  world.socket().closes(1006);
  const dialled = world.sockets.length;
  world.wake();
  assert.equal(world.sockets.length, dialled + 1);
  assert.equal(transport.link.status, "reconnecting");
});

test("waking up with a link that seems to live asks whether it does", () => {
  const { world } = live();
  world.wake();
  assert.deepEqual(types(world), ["hello", "ping"]);
});

test("4500 to 4999 stay away and reject what waits; everything else comes back", async () => {
  const { world, transport } = live();
  const failed = assert.rejects(transport.command(END), (error: ErrorFrame) => error.code === "link_closed");
  world.socket().closes(4501);
  await failed;
  await world.pass(120_000);
  assert.equal(world.sockets.length, 1);
  assert.deepEqual(transport.link.status, "closed");
  assert.equal(transport.link.code, 4501);
  assert.ok([1000, 1006, 1012, 4000, 4001, 4499, 5000].every(comesBack));
  assert.ok(![4500, 4503, 4999].some(comesBack));
});

test("a welcome that never comes is not waited for longer than 15 s", async () => {
  const { world, transport } = newTransport();
  transport.start();
  await world.pass(15_000);
  assert.equal(transport.link.status, "reconnecting");
  assert.ok(world.sockets[0]?.isClosed);
});

test("a hello that is refused for now is said again", async () => {
  const { world, transport } = newTransport();
  transport.start();
  world.socket().accept();
  world.socket().says({ t: "error", code: "unavailable", message: "", retry: true, retry_ms: 500 });
  await world.pass(500);
  assert.deepEqual(types(world), ["hello", "hello"]);
  world.socket().says(WELCOME);
  assert.equal(transport.link.status, "live");
});

test("frames that are not frames are ignored", () => {
  const { world, heard } = live();
  for (const odd of ["nonsense", 5, null, {}]) world.socket().says(odd as unknown as ServerFrame);
  assert.equal(heard.length, 1);
});

test("a stopped transport is silent and rejects new commands", async () => {
  const { world, transport } = live();
  transport.stop();
  await assert.rejects(transport.command(END));
  await world.pass(60_000);
  assert.equal(world.sockets.length, 1);
  assert.ok(world.socket().isClosed);
});

test("a forgotten command is not sent again", async () => {
  const { world, transport } = live();
  const failed = assert.rejects(transport.command(END, "a"));
  transport.forget("a");
  await failed;
  world.socket().closes(1006);
  await world.pass(30_000);
  world.socket().accept();
  world.socket().says(WELCOME);
  await settled();
  assert.deepEqual(types(world), ["hello"]);
});
