import assert from "node:assert/strict";
import { test } from "node:test";

import { createKeeper, type Kept } from "./kept.ts";

const KEPT: Kept = { token: "t", topic: "conv:a", epoch: "e", seen: 3, language: "id", draft: "x", pending: [] };

function box(): Storage {
  const held = new Map<string, string>();
  return {
    get length() {
      return held.size;
    },
    key: () => null,
    getItem: (key) => held.get(key) ?? null,
    setItem: (key, value) => void held.set(key, value),
    removeItem: (key) => void held.delete(key),
    clear: () => held.clear(),
  };
}

test("what was kept is read again, and nothing is left after clearing", () => {
  const storage = box();
  const keeper = createKeeper("demo", () => storage);
  keeper.write(KEPT);
  assert.deepEqual(createKeeper("demo", () => storage).read(), KEPT);
  keeper.clear();
  assert.equal(storage.length, 0);
});

test("a browser that refuses storage is not an error, but it is known", () => {
  const keeper = createKeeper("demo", () => {
    throw new Error("SecurityError");
  });
  keeper.write(KEPT);
  assert.equal(keeper.read(), undefined);
  assert.equal(keeper.works, false);
});

test("something else under the key counts as nothing", () => {
  const storage = box();
  storage.setItem("peer-chat:demo", "{");
  assert.equal(createKeeper("demo", () => storage).read(), undefined);
});
