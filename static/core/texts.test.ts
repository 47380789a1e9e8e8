import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { test } from "node:test";

import { FluentBundle, FluentResource } from "@fluent/bundle";

import { compileFluent } from "../fluent.mjs";
import { chooseLanguage, createTexts, inLanguage, type Language, LOCALES } from "./texts.ts";

const FOLDER = path.join(process.cwd(), "locales");
const NUMBERS = [0, 1, 2, 5, 21, 1200];

test("every message reads as Fluent itself reads it", () => {
  for (const language of ["id", "en"] as Language[]) {
    for (const file of readdirSync(path.join(FOLDER, language))) {
      const source = readFileSync(path.join(FOLDER, language, file), "utf8");
      const texts = createTexts(language, [compileFluent(source, file)]);
      const bundle = new FluentBundle(LOCALES[language], { useIsolating: false });
      bundle.addResource(new FluentResource(source));
      const names = new Set([...source.matchAll(/\$([a-zA-Z_]+)/g)].map(([, name]) => name ?? ""));
      for (const [key, message] of bundle._messages) {
        for (const value of [...NUMBERS, "Raka"]) {
          const args = Object.fromEntries([...names].map((name) => [name, value]));
          assert.ok(message.value, key);
          assert.equal(texts.t(key, args), bundle.formatPattern(message.value, args), `${language}/${file} ${key}`);
        }
      }
    }
  }
});

test("a key without words shows itself", () => {
  const texts = createTexts("id", [{}]);
  assert.equal(texts.t("nowhere"), "nowhere");
  assert.equal(texts.has("nowhere"), false);
});

test("what can't be taken in is refused by name", () => {
  assert.throws(() => compileFluent("a = { NUMBER($n) }"), /a: a func/);
  assert.throws(() => compileFluent("a = x\na = y"), /twice/);
});

test("the language asked for comes first, then the browser's, then the programme's first", () => {
  assert.equal(chooseLanguage("en", ["id", "en"], ["id-ID"]), "en");
  assert.equal(chooseLanguage("", ["id", "en"], ["fr", "en-US"]), "en");
  assert.equal(chooseLanguage("xx", ["en"], ["id"]), "en");
});

test("words of a programme fall back to any language rather than to nothing", () => {
  assert.equal(inLanguage({ id: "keluarga" }, "en"), "keluarga");
  assert.equal(inLanguage(undefined, "en"), "");
});
