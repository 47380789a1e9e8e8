/**
 * Bundles the faces with esbuild into dist/: `embed.js` under a stable name, everything else under hashed
 * names, and `manifest.json`: entry -> { file, imports, languages }. `meta.json` is for the size budgets.
 *
 * A style sheet imported by a script is text (the widget adopts it inside its shadow root); a language is data, in a
 * chunk of its own (fluent.mjs).
 */

import { existsSync } from "node:fs";
import { mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";

import { build } from "esbuild";

import { compileFluent, fluent } from "./fluent.mjs";

const ROOT = path.dirname(fileURLToPath(import.meta.url));
const DIST = path.join(ROOT, "dist");
const isDebug = process.argv.includes("--debug");
const wanted = process.argv.slice(2).filter((word) => !word.startsWith("--")); // faces by name; none: all

/** The seeker's chat is bundled apart: sharing chunks with the staff's faces would cost it requests. */
const SEEKER = { widget: "widget/main.tsx" };
/** Faces of the staff; one that has no sources yet is left out. */
const STAFF = { console: "console/main.tsx", desk: "desk/main.tsx" };
/** Style sheets that a page links to, in their own files; the widget's is inside its bundle as text too. */
const SHEETS = {
  page: "styles/page.css",
  staff: "styles/staff.css",
};

/** A style sheet imported by a script becomes minified text, with its own imports taken in. */
const sheets = {
  name: "sheets",
  setup(builder) {
    builder.onLoad({ filter: /\.css$/ }, async ({ path: file }) => {
      const result = await build({ entryPoints: [file], bundle: true, minify: !isDebug, write: false });
      return { contents: withoutUnused(result.outputFiles[0].text.trim()), loader: "text" };
    });
  },
};

/** Tokens that this sheet does not use are not sent. */
function withoutUnused(sheet) {
  const used = new Set([...sheet.matchAll(/var\((--[\w-]+)/g)].map(([, name]) => name));
  const left = sheet.replace(/(--[\w-]+): ?([^;}]+)(;?)/g, (_, name, value, end) =>
    used.has(name) ? `${name}:${value}${end}` : "",
  );
  return left === sheet ? sheet : withoutUnused(left);
}

const COMMON = {
  absWorkingDir: ROOT,
  bundle: true,
  minify: !isDebug,
  target: "es2020",
  legalComments: "none",
  metafile: true,
  logLevel: "warning",
  charset: "utf8",
};

function present(entries) {
  const isWanted = (name) => wanted.length === 0 || name in SHEETS || wanted.includes(name);
  return Object.fromEntries(
    Object.entries(entries).filter(([name, file]) => isWanted(name) && existsSync(path.join(ROOT, file))),
  );
}

await rm(DIST, { recursive: true, force: true });
await mkdir(DIST, { recursive: true });

const bundle = (entries) =>
  build({
    ...COMMON,
    entryPoints: present(entries),
    outdir: "dist",
    format: "esm",
    splitting: true,
    jsx: "automatic",
    jsxImportSource: "preact",
    entryNames: "[name]-[hash]",
    chunkNames: "chunk-[hash]",
    plugins: [fluent, sheets],
  });
const seeker = await bundle(SEEKER);
const staff = await bundle(STAFF);
const styles = await build({
  ...COMMON,
  entryPoints: present(SHEETS),
  outdir: "dist",
  entryNames: "[name]-[hash]",
});

const parts = [seeker, staff, styles].map((part) => part.metafile);
const entries = { ...SEEKER, ...STAFF, ...SHEETS };
const manifest = {};
for (const { outputs } of parts) {
  for (const [file, output] of Object.entries(outputs)) {
    const name = Object.keys(entries).find((one) => entries[one] === output.entryPoint);
    if (name) manifest[name] = { file: path.basename(file), ...needs(outputs, output) };
  }
}

/** What a page should load beside the entry: chunks it imports, also through others, and each language's chunk. */
function needs(outputs, entry) {
  const imports = new Set();
  const byLanguage = {};
  const open = [entry];
  for (const output of open) {
    for (const { kind, path: file } of output.imports) {
      if (kind === "import-statement" && !imports.has(path.basename(file))) {
        imports.add(path.basename(file));
        open.push(outputs[file]);
      }
      const language = /language-(\w+)\.ts$/.exec(outputs[file]?.entryPoint ?? "")?.[1];
      if (language) byLanguage[language] = path.basename(file);
    }
  }
  return { imports: [...imports], languages: byLanguage };
}

/** The launcher's words: plain strings, built in, so that the first tap finds them there. */
async function launcherWords() {
  const words = {};
  for (const language of ["id", "en"]) {
    const messages = {};
    for (const file of ["launcher.ftl", "header.ftl"]) {
      const source = await readFile(path.join(ROOT, "locales", language, file), "utf8");
      Object.assign(messages, compileFluent(source, `${language}/${file}`));
    }
    words[language] = Object.fromEntries(Object.entries(messages).filter(([key]) => !key.startsWith("exit-")));
  }
  return words;
}

// The launcher is loaded by other sites under a name that never changes, so it holds the hashed names of the rest.
const launcher = await build({
  ...COMMON,
  entryPoints: { embed: "embed.ts" },
  outdir: "dist",
  format: "esm",
  define: {
    WIDGET_FILE: JSON.stringify(manifest.widget.file),
    LAUNCHER_WORDS: JSON.stringify(await launcherWords()),
  },
  plugins: [sheets],
});
manifest.embed = { file: "embed.js", imports: [], languages: {} };

parts.push(launcher.metafile);
const metafile = {
  inputs: Object.assign({}, ...parts.map((part) => part.inputs)),
  outputs: Object.assign({}, ...parts.map((part) => part.outputs)),
};
await writeFile(path.join(DIST, "manifest.json"), JSON.stringify(manifest, null, 1));
await writeFile(path.join(DIST, "meta.json"), JSON.stringify(metafile));

for (const file of (await readdir(DIST)).filter((one) => !one.endsWith(".json")).sort()) {
  const zipped = gzipSync(await readFile(path.join(DIST, file)), { level: 9 }).length;
  console.log(`${file.padEnd(28)} ${String(zipped).padStart(6)} B gzip`);
}
