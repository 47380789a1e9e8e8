import assert from "node:assert/strict";
import { test } from "node:test";
import { cutMarks, mergeSpans } from "./spans.ts";

const marked = (text: string, ...spans: [number, number][]): string =>
  cutMarks(text, spans)
    .map((piece) => (piece.isMark ? `[${piece.text}]` : piece.text))
    .join("");

test("a span marks its words", () => {
  assert.equal(marked("aku sudah siapkan semuanya", [10, 26]), "aku sudah [siapkan semuanya]");
});

test("an emoji before the evidence does not shift the mark", () => {
  assert.equal(marked("😔😔 mau mati aja", [3, 11]), "😔😔 [mau mati] aja");
});

test("an emoji inside the evidence stays whole", () => {
  assert.equal(marked("capek 😭 sekali", [0, 7]), "[capek 😭] sekali");
});

test("joined emoji count as the code points that they are made of", () => {
  const family = "👨‍👩‍👧";
  assert.equal(Array.from(family).length, 5);
  assert.equal(marked(`${family} pergi`, [6, 11]), `${family} [pergi]`);
});

test("overlapping and touching spans become one mark", () => {
  assert.deepEqual(
    mergeSpans(
      [
        [4, 8],
        [0, 4],
        [6, 10],
      ],
      20,
    ),
    [[0, 10]],
  );
});

test("the spans of a verdict are read without their rule", () => {
  const pieces = cutMarks("aku takut", [[4, 9, "fear", 2, "abuse"]]);
  assert.deepEqual(pieces, [
    { text: "aku ", isMark: false },
    { text: "takut", isMark: true },
  ]);
});

test("spans beyond the text and empty ones mark nothing wrong", () => {
  assert.equal(marked("halo", [2, 99], [-3, 1], [3, 3], [50, 60]), "[h]a[lo]");
  assert.deepEqual(cutMarks("", [[0, 3]]), []);
});

test("the pieces are always the whole text", () => {
  const text = "😀 satu dua tiga 🧑‍🚀 selesai";
  const length = Array.from(text).length;
  for (let start = 0; start < length; start++) {
    const pieces = cutMarks(text, [
      [start, start + 4],
      [2, 5],
    ]);
    assert.equal(pieces.map((piece) => piece.text).join(""), text);
  }
});
