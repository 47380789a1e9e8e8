/** What build.mjs puts into embed.js: the hashed name of the chat, and the launcher's words per language. */
declare const WIDGET_FILE: string;
declare const LAUNCHER_WORDS: Record<string, Record<string, string>>;
