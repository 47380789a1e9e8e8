/** Words for staff: refusals, and what happened in a conversation. Pure. */

import type { Entry } from "../../core/logs.ts";
import type { Texts } from "../../core/texts.ts";

/** A refusal in words. */
export function refusalWords({ t, has }: Texts, code: string, owner = ""): string {
  const key = `staff-error-${code}`;
  return t(has(key) && (code !== "conflict" || owner) ? key : "staff-error-other", { owner });
}

/** What an entry of the conversation's log means to staff; null for one that says nothing to them. */
export function entryWords({ t, has }: Texts, { kind, name, facts }: Entry): string | null {
  const variant: Partial<Record<Entry["kind"], string>> = {
    waiting: `-${facts.why ?? "joined"}`,
    pro_watches: facts.on === false ? "-off" : "-on",
    pro_leads: facts.peer ? "" : "-alone",
    ended: `-${facts.why ?? ""}`,
  };
  const key = `entry-${kind}${variant[kind] ?? ""}`;
  return has(key) ? t(key, { name: facts.name ?? name }) : null;
}

/** A role in words after a name; nothing for a seeker. */
export function roleWords({ t, has }: Texts, role: string): string {
  const key = `staff-role-${role}`;
  return has(key) ? t(key) : "";
}
