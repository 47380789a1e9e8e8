/** Words for a case, its steps and its evidence. Pure. */

import type { CaseCard } from "../core/frames.ts";
import type { Entry } from "../core/logs.ts";
import type { Texts } from "../core/texts.ts";
import { clockTime } from "../core/time.ts";
import { levelName } from "./wall.ts";

const FLAG_LEVEL = 2; // from here on a message opens a case; domain/safety.py

/** The words of `key` if there are some, else the bare name, so that a new value is seen rather than lost. */
function named({ t, has }: Texts, group: string, value: string): string {
  const key = `${group}-${value}`;
  return has(key) ? t(key) : value;
}

export interface CaseWords {
  /** Subject, then what asked for a professional. */
  reasons: readonly string[];
  facts: readonly string[];
  /** Who has it and how far they went in; "" for nobody. */
  owner: string;
}

export function caseWords(
  texts: Texts,
  card: CaseCard,
  me: string,
  topicWords: (topics: readonly string[]) => string,
): CaseWords {
  const { t } = texts;
  const category = card.category && card.category !== "none" ? [named(texts, "category", card.category)] : [];
  const facts = [
    named(texts, "staff-language", card.language),
    topicWords(card.topics),
    t(`card-pool-${card.pool === "adult" ? "adult" : "minor"}`),
    card.supporter ? t("card-supporter", { name: card.supporter }) : t("card-no-supporter"),
    card.conversation === "active" ? "" : named(texts, "conversation", card.conversation),
  ].filter((fact) => fact !== "");
  return {
    reasons: [...category, ...card.causes.map((cause) => named(texts, "cause", cause))],
    facts,
    owner: ownerWords(texts, card, me),
  };
}

function ownerWords(texts: Texts, card: CaseCard, me: string): string {
  const { t } = texts;
  if (card.state === "resolved") return t("card-resolved", { outcome: named(texts, "outcome", card.outcome ?? "") });
  if (card.state !== "claimed") return "";
  const who = card.owner === me ? t("card-owner-you") : t("card-owner", { name: card.owner_name ?? "" });
  return `${who} · ${named(texts, "depth", card.depth)}`;
}

export function levelWords({ t }: Texts, level: number): string {
  return level < FLAG_LEVEL ? t("level-low") : t(`level-${levelName(level)}`);
}

export function categoryWords(texts: Texts, category: string): string {
  return category === "none" || category === "" ? "" : named(texts, "category", category);
}

/** A step of the hand-over in words. */
export function stepWords(texts: Texts, entry: Entry): string {
  const { t, has } = texts;
  const { facts } = entry;
  const event = facts.event ?? "";
  const key = `event-${event}`;
  return t(has(key) ? key : "event-other", {
    event,
    name: facts.name ?? (entry.name || t("staff-role-professional")),
    level: levelWords(texts, facts.level ?? 0),
    cause: facts.cause ? named(texts, "cause", facts.cause) : "",
    outcome: facts.outcome ? named(texts, "outcome", facts.outcome) : "",
    step: facts.step ? named(texts, "step", String(facts.step)) : "",
  });
}

/** What screening found, with the time of the message if it is held. */
export function verdictWords(texts: Texts, entry: Entry, message: Entry | undefined): string {
  const { t, language } = texts;
  const level = levelWords(texts, entry.facts.level ?? 0);
  const category = categoryWords(texts, entry.facts.category ?? "none");
  const found = category ? `${level} · ${category}` : level;
  return message
    ? t("verdict-line", { found, time: clockTime(message.at, language) })
    : t("verdict-line-bare", { found });
}
