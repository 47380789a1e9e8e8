/** Bundles every `*.test.ts` and runs it with `node --test`. Arguments pick files by a part of their name. */

import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";

import { build } from "esbuild";

import { fluent } from "./fluent.mjs";

const ROOT = path.dirname(fileURLToPath(import.meta.url));
const wanted = process.argv.slice(2);
const files = readdirSync(ROOT, { recursive: true })
  .filter((file) => /\.test\.tsx?$/.test(file) && !file.startsWith("node_modules") && !file.startsWith("dist"))
  .filter((file) => wanted.length === 0 || wanted.some((part) => file.includes(part)));

const out = mkdtempSync(path.join(ROOT, "node_modules", ".test-"));
try {
  await build({
    absWorkingDir: ROOT,
    entryPoints: files,
    outdir: out,
    outExtension: { ".js": ".mjs" },
    bundle: true,
    format: "esm",
    platform: "node",
    target: "node20",
    packages: "external",
    jsx: "automatic",
    jsxImportSource: "preact",
    plugins: [fluent],
    loader: { ".css": "text" },
    sourcemap: "inline",
    logLevel: "warning",
  });
  const bundles = readdirSync(out, { recursive: true })
    .filter((file) => file.endsWith(".test.mjs"))
    .map((file) => path.join(out, file));
  const run = spawnSync(process.execPath, ["--enable-source-maps", "--test", ...bundles], { stdio: "inherit" });
  process.exitCode = run.status ?? 1;
} finally {
  rmSync(out, { recursive: true, force: true });
}
