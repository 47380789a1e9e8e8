/**
 * Fluent files become data while bundling: parsed by @fluent/bundle here, so that neither its parser nor its
 * resolver (4 KB) has to reach a phone. `core/texts.ts` reads the data; its test holds both to the same words.
 *
 * Taken in: text, variables, literals, and choices by a variable (plural categories, numbers, names). Anything else
 * (functions, terms, attributes) is refused by name, so that nothing is ever shown half.
 *
 * A message is a string, or a list of strings and [variable] or [variable, { key: message }, default message].
 */

import { readFile } from "node:fs/promises";

import { FluentResource } from "@fluent/bundle";

/** Return { key: message } of one Fluent file; throws with the key for what can't be taken in. */
export function compileFluent(source, file = "") {
  const messages = {};
  for (const { id, value, attributes } of new FluentResource(source).body) {
    if (id.startsWith("-") || value === null || Object.keys(attributes).length) {
      throw new Error(`${file}: ${id}: only messages with a value, without attributes or terms.`);
    }
    if (id in messages) throw new Error(`${file}: ${id} stands there twice.`);
    messages[id] = pattern(value, `${file}: ${id}`);
  }
  return messages;
}

function pattern(value, where) {
  return typeof value === "string" ? value : value.map((part) => (typeof part === "string" ? part : element(part, where)));
}

function element(part, where) {
  if (part.type === "str" || part.type === "num") return String(part.value);
  if (part.type === "var") return [part.name];
  if (part.type === "select" && part.selector.type === "var") {
    const variants = part.variants.map((one) => [String(one.key.value), pattern(one.value, where)]);
    const [, other] = variants[part.star];
    return [part.selector.name, Object.fromEntries(variants.filter((_, index) => index !== part.star)), other];
  }
  throw new Error(`${where}: a ${part.type} can't be used here.`);
}

/** The plugin for esbuild. */
export const fluent = {
  name: "fluent",
  setup(builder) {
    builder.onLoad({ filter: /\.ftl$/ }, async ({ path: file }) => {
      const messages = compileFluent(await readFile(file, "utf8"), file);
      return { contents: `export default ${JSON.stringify(messages)}`, loader: "js" };
    });
  },
};
