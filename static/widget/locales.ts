/** One chunk per language; only the chosen one is loaded. */

import type { Language, Messages } from "../core/texts.ts";

const LOADERS: Record<Language, () => Promise<{ MESSAGES: Messages[] }>> = {
  id: () => import("./language-id.ts"),
  en: () => import("./language-en.ts"),
};

export async function loadLanguage(language: Language): Promise<Messages[]> {
  return (await LOADERS[language]()).MESSAGES;
}
