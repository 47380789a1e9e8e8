/**
 * Words of one language, from Fluent files. A missing key shows itself as its own name, so that it is seen;
 * tests hold the languages to the same keys.
 */

import { FluentBundle, FluentResource, type FluentVariable } from "@fluent/bundle";

export type Language = "id" | "en";
export const LANGUAGES: readonly Language[] = ["id", "en"];

export interface Texts {
  language: Language;
  /** The words of `key` with its variables filled in. */
  t(key: string, args?: Record<string, FluentVariable>): string;
  /** Whether there are words for `key`. */
  has(key: string): boolean;
}

/** How a language is named to Intl: people of Indonesia and, for English, day before month and 24 hours. */
export const LOCALES: Record<Language, string> = { id: "id-ID", en: "en-GB" };

export function createTexts(language: Language, sources: readonly string[]): Texts {
  // No isolation marks: both languages run left to right, and the marks break copying and searching.
  const bundle = new FluentBundle(LOCALES[language], { useIsolating: false });
  for (const source of sources) bundle.addResource(new FluentResource(source), { allowOverrides: true });
  return {
    language,
    t(key, args) {
      const message = bundle.getMessage(key);
      return message?.value ? bundle.formatPattern(message.value, args ?? null) : key;
    },
    has: (key) => bundle.hasMessage(key),
  };
}

/** The language to begin with: the one asked for, else the browser's first that is offered, else the first. */
export function chooseLanguage(
  asked: string | null | undefined,
  offered: readonly string[],
  preferred: readonly string[],
): Language {
  const isOffered = (name: string): name is Language => offered.includes(name) && LANGUAGES.includes(name as Language);
  for (const name of [asked ?? "", ...preferred.map((tag) => tag.slice(0, 2).toLowerCase())]) {
    if (isOffered(name)) return name;
  }
  return offered.find(isOffered) ?? "id";
}

/** Words of a programme's data (label, hours, how) in this language, else in any. */
export function inLanguage(words: Record<string, string> | undefined, language: Language): string {
  if (!words) return "";
  return words[language] ?? Object.values(words)[0] ?? "";
}
