/**
 * Who can read: who is here now, who may read, what is stored. Needs: the log, the retention.
 * Emits: `onBack`, `onErase`, `onAskErase`.
 */

import type { VNode } from "preact";

import type { Person } from "../core/frames.ts";
import type { Log } from "../core/logs.ts";
import { useTexts } from "../ui/texts.tsx";
import { Screen } from "./screen.tsx";
import type { SeekerState } from "./state.ts";

export interface ReadersProps {
  log: Log | undefined;
  days: number;
  erase: SeekerState["erase"];
  onBack(): void;
  onAskErase(): void;
  onErase(): void;
}

export function Readers(props: ReadersProps): VNode {
  const { t } = useTexts();
  const { log } = props;
  const people = (log?.people ?? []).filter((one) => one.role !== "seeker");
  return (
    <Screen
      title={t("readers")}
      acts={
        <button type="button" class="primary" onClick={props.onBack}>
          {t("back")}
        </button>
      }
    >
      <h3>{t("readers-now")}</h3>
      {people.length ? (
        <ul class="statements">
          {people.map((one) => (
            <li key={one.id}>{log ? nameFor(one, log, t(`role-${one.role}`)) : null}</li>
          ))}
        </ul>
      ) : (
        <p>{t("readers-nobody")}</p>
      )}
      <h3>{t("readers-may")}</h3>
      <p>{t("readers-may-text")}</p>
      <p>{t("readers-stored", { days: props.days })}</p>
      {log && log.state !== "ended" ? <Erase {...props} /> : null}
    </Screen>
  );
}

function Erase({ erase, onAskErase, onErase }: ReadersProps): VNode {
  const { t } = useTexts();
  if (!erase) {
    return (
      <p>
        <button type="button" onClick={onAskErase}>
          {t("erase-all")}
        </button>
      </p>
    );
  }
  return (
    <div class="note" role="alert">
      <p>{t(erase === "failed" ? "erase-failed" : "erase-ask")}</p>
      <button type="button" onClick={onErase} aria-disabled={erase === "under_way"}>
        {t("erase-yes")}
      </button>
    </div>
  );
}

/** A professional who only reads along is shown by role; the name comes with joining (ux.md, section 5). */
function nameFor(person: Person, log: Log, role: string): string {
  const isNamed = person.role === "supporter" || hasJoined(person.id, log);
  return isNamed && person.alias ? `${person.alias} · ${role}` : role;
}

function hasJoined(id: string, log: Log): boolean {
  return log.entries.some((one) => (one.kind === "pro_joins" || one.kind === "pro_leads") && one.facts.id === id);
}

/** Who accompanies the seeker: the professional who leads or joined, else the supporter. */
export function companion(log: Log): Person | undefined {
  const leads = log.entries.some((one) => one.kind === "pro_leads");
  const professional = log.people.find((one) => one.role === "professional" && hasJoined(one.id, log));
  const supporter = log.people.find((one) => one.role === "supporter");
  return leads ? (professional ?? supporter) : (supporter ?? professional);
}
