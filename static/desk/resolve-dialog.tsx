/**
 * Closes a case: outcome, a note that is required, and whether the conversation ends too; or marks it as a false
 * alarm, where the outcome is given. Needs: the case. Emits: `onResolve`, `onClose`.
 */

import type { VNode } from "preact";
import { useId, useState } from "preact/hooks";

import type { CaseCard, Outcome } from "../core/frames.ts";
import { Dialog } from "../ui/dialog.tsx";
import { useTexts } from "../ui/texts.tsx";

const OUTCOMES: readonly Outcome[] = ["safe_now", "plan_made", "handed_out", "supporter_continues", "left"];

export interface ResolveDialogProps {
  card: CaseCard;
  isFalseAlarm: boolean;
  onResolve(outcome: Outcome, note: string, ends: boolean): void;
  onClose(): void;
}

export function ResolveDialog({ card, isFalseAlarm, onResolve, onClose }: ResolveDialogProps): VNode {
  const { t } = useTexts();
  const id = useId();
  const [outcome, setOutcome] = useState<Outcome | undefined>(isFalseAlarm ? "false_alarm" : undefined);
  const [note, setNote] = useState("");
  const [ends, setEnds] = useState(false);
  const [missing, setMissing] = useState<"" | "outcome" | "note">("");

  function confirm(): void {
    if (outcome === undefined) setMissing("outcome");
    else if (note.trim() === "") setMissing("note");
    else onResolve(outcome, note.trim(), ends);
  }

  return (
    <Dialog
      title={t(isFalseAlarm ? "false-title" : "resolve-title")}
      onClose={onClose}
      acts={
        <button type="button" class="primary" onClick={confirm}>
          {t(isFalseAlarm ? "false-confirm" : "resolve-confirm")}
        </button>
      }
    >
      {isFalseAlarm ? (
        <p>{t("false-note")}</p>
      ) : (
        <fieldset>
          <legend>{t("resolve-outcome")}</legend>
          {OUTCOMES.map((one) => (
            <label key={one}>
              <input type="radio" name={`${id}-outcome`} checked={outcome === one} onChange={() => setOutcome(one)} />
              {t(`outcome-${one}`)}
            </label>
          ))}
        </fieldset>
      )}
      <label for={`${id}-note`}>{t("resolve-note")}</label>
      <textarea
        id={`${id}-note`}
        rows={4}
        required
        value={note}
        spellcheck={false}
        autoComplete="off"
        data-gramm="false"
        aria-invalid={missing === "note" && note.trim() === "" ? true : undefined}
        onInput={(event) => setNote(event.currentTarget.value)}
      />
      {isFalseAlarm ? null : (
        <>
          <label>
            <input type="checkbox" checked={ends} onChange={(event) => setEnds(event.currentTarget.checked)} />
            {t("resolve-ends")}
          </label>
          {card.depth === "leading" && !ends ? <p class="meta">{t("resolve-returns")}</p> : null}
        </>
      )}
      <p role="alert" class="dialog-problem">
        {missing ? t(`resolve-${missing}-missing`) : null}
      </p>
    </Dialog>
  );
}
