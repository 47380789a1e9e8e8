/** What the page or the launcher hands to the chat. Mirrors `public_config` of chatserver/web/pages.py. */

import type { HelpLine } from "../core/frames.ts";
import type { Language } from "../core/texts.ts";

export interface Programme {
  id: string;
  name: string;
  languages: string[];
  topics: { id: string; label: Record<string, string> }[];
  is_age_asked: boolean;
  retention_days: number;
  exit_url: string;
  is_paused: boolean;
  help_lines: HelpLine[];
}

/** `page`: fills the viewport; `frame`: in an iframe of ours on another site; `element`: in the site's own page. */
export type Mode = "page" | "frame" | "element";

export interface ChatOptions {
  programme: Programme;
  mode: Mode;
  language?: Language;
  /** Origin of our server. */
  origin: string;
  /** The chat asks its panel to become small. */
  onShrink?(): void;
  /** Number of messages that came while the panel was small or the tab hidden. */
  onUnread?(count: number): void;
}
