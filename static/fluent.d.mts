import type { Plugin } from "esbuild";

import type { Messages } from "./core/texts.ts";

export function compileFluent(source: string, file?: string): Messages;
export const fluent: Plugin;
