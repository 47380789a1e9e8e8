import assert from "node:assert/strict";
import { test } from "node:test";

import { watchShift } from "./shift.ts";

function press(target: EventTarget, key: string, type: "keydown" | "keyup"): void {
  target.dispatchEvent(Object.assign(new Event(type), { key, repeat: false, ctrlKey: false, altKey: false, metaKey: false }));
}
function watched(): { target: EventTarget; counts: number[]; shift(): void; end(): void } {
  const target = new EventTarget();
  const counts: number[] = [];
  const end = watchShift(target, (count) => counts.push(count));
  const shift = (): void => {
    press(target, "Shift", "keydown");
    press(target, "Shift", "keyup");
  };
  return { target, counts, shift, end };
}

test("three presses alone count to three", () => {
  const { counts, shift, end } = watched();
  shift();
  shift();
  shift();
  assert.deepEqual(counts, [1, 2, 3]);
  end();
});

test("Shift as a modifier does not count", () => {
  const { target, counts, end } = watched();
  press(target, "Shift", "keydown");
  press(target, "A", "keydown");
  press(target, "A", "keyup");
  press(target, "Shift", "keyup");
  assert.deepEqual(counts, []);
  end();
});

test("five seconds later the count begins anew", (context) => {
  context.mock.timers.enable({ apis: ["setTimeout"] });
  const { counts, shift, end } = watched();
  shift();
  shift();
  context.mock.timers.tick(5_000);
  shift();
  assert.deepEqual(counts, [1, 2, 0, 1]);
  end();
});
