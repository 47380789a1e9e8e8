/** What the seeker reads of an entry that is not a message. Never a level, a reason, or that something was flagged. */

import type { ComponentChildren } from "preact";

import type { HelpLine } from "../core/frames.ts";
import type { Entry } from "../core/logs.ts";
import type { Texts } from "../core/texts.ts";
import { clockTime } from "../core/time.ts";
import { HelpLines, numberOf } from "../ui/help-lines.tsx";

const OPEN_LINES = 2; // a card that fits on a phone's screen, so that what was said stays in view

/** Entries that leave no line: the waiting room and "who can read" show them. */
export function isHidden(entry: Entry): boolean {
  const quiet = ["joined", "declined", "timeout"];
  return entry.kind === "pro_watches" || (entry.kind === "waiting" && quiet.includes(entry.facts.why ?? "joined"));
}

/** Words for an entry, null for one of a kind that this client does not know. `lines`: the programme's own. */
export function sentence(entry: Entry, texts: Texts, lines: readonly HelpLine[]): ComponentChildren {
  const { t } = texts;
  const { name = "", peer = "", why = "" } = entry.facts;
  const role = t("role-professional");
  switch (entry.kind) {
    case "waiting":
      return why === "supporter_lost" && name ? t("lost", { name }) : t("searching");
    case "paired":
      return name ? t("joined", { name }) : t("joined-unnamed");
    case "pro_joins":
      return t(peer ? "pro-joins" : "pro-joins-alone", { name, role, peer });
    case "pro_leads":
      return t(peer ? "pro-takes" : "pro-takes-alone", { name, role, peer });
    case "pro_leaves":
      return t("pro-leaves", { name });
    case "care":
      return (
        <div class="card">
          <p>{t("care-card")}</p>
          <HelpLines lines={entry.facts.lines ?? lines} first={OPEN_LINES} />
        </div>
      );
    case "no_pro": {
      const given = entry.facts.lines ?? lines;
      return (
        <div class="card">
          <p>{t(peer ? "no-pro" : "no-pro-alone", { peer, number: numberOf(given) })}</p>
          <HelpLines lines={given} first={OPEN_LINES} />
        </div>
      );
    }
    case "idle":
      return t("idle", { time: clockTime(entry.facts.ends_at ?? entry.at, texts.language) });
    case "ended":
      return t(why === "idle" ? "ended-idle" : why === "lost" ? "ended-lost" : "ended");
    default:
      return null;
  }
}
