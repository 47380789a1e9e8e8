/** One chunk per language; only the chosen one is loaded. */

import type { Language } from "../core/texts.ts";

const LOADERS: Record<Language, () => Promise<{ SOURCE: string }>> = {
  id: () => import("./language-id.ts"),
  en: () => import("./language-en.ts"),
};

export async function loadLanguage(language: Language): Promise<string> {
  return (await LOADERS[language]()).SOURCE;
}
