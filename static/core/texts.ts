/**
 * Words of one language. They stand in Fluent files, which the bundler turns into data (fluent.mjs). A missing key
 * shows itself as its own name, so that it is seen; tests hold the languages to the same keys.
 */

export type Language = "id" | "en";
export const LANGUAGES: readonly Language[] = ["id", "en"];

export type Args = Readonly<Record<string, string | number>>;
/** Text, or parts: text, [variable], or [variable, choices by its value or plural category, any other]. */
export type Pattern = string | readonly (string | readonly [string, Readonly<Record<string, Pattern>>?, Pattern?])[];
export type Messages = Readonly<Record<string, Pattern>>;

export interface Texts {
  language: Language;
  /** The words of `key` with its variables filled in. */
  t(key: string, args?: Args): string;
  /** Whether there are words for `key`. */
  has(key: string): boolean;
}

/** How a language is named to Intl: people of Indonesia and, for English, day before month and 24 hours. */
export const LOCALES: Record<Language, string> = { id: "id-ID", en: "en-GB" };

export function createTexts(language: Language, sources: readonly Messages[]): Texts {
  const messages: Messages = Object.assign({}, ...sources);
  const plurals = new Intl.PluralRules(LOCALES[language]);
  const numbers = new Intl.NumberFormat(LOCALES[language]);

  function fill(pattern: Pattern, args: Args): string {
    if (typeof pattern === "string") return pattern;
    let words = "";
    for (const part of pattern) {
      if (typeof part === "string") {
        words += part;
        continue;
      }
      const [name, choices, other = ""] = part;
      const value = args[name] ?? `{$${name}}`;
      if (!choices) words += typeof value === "number" ? numbers.format(value) : value;
      else words += fill(choices[value] ?? choices[typeof value === "number" ? plurals.select(value) : ""] ?? other, args);
    }
    return words;
  }

  return {
    language,
    t: (key, args = {}) => fill(messages[key] ?? key, args),
    has: (key) => key in messages,
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
