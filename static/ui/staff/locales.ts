/** One chunk per language; only the chosen one is loaded. */

import { chooseLanguage, createTexts, type Language, LANGUAGES, type Messages, type Texts } from "../../core/texts.ts";
import { readPreference } from "./preferences.ts";

const LOADERS: Record<Language, () => Promise<{ MESSAGES: Messages[] }>> = {
  id: () => import("./language-id.ts"),
  en: () => import("./language-en.ts"),
};
/** What a seeker reads, for previews; asked for only when a professional is about to say it. */
const SEEKER_LOADERS: Record<Language, () => Promise<{ default: Messages }>> = {
  id: () => import("../../locales/id/seeker.ftl"),
  en: () => import("../../locales/en/seeker.ftl"),
};

/** The language to begin with: of the address, then of the last time, then of the page. */
export function firstLanguage(): Language {
  const asked = new URLSearchParams(location.search).get("lang") ?? readPreference("language");
  return chooseLanguage(asked, LANGUAGES, [document.documentElement.lang]);
}

export async function loadStaffTexts(language: Language): Promise<Texts> {
  return createTexts(language, (await LOADERS[language]()).MESSAGES);
}

/** The seeker's words in the language of a conversation. */
export async function loadSeekerTexts(language: string): Promise<Texts> {
  const known = chooseLanguage(language, LANGUAGES, []);
  return createTexts(known, [(await SEEKER_LOADERS[known]()).default]);
}
