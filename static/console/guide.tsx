/**
 * The guidance panel: phases with phrases, asking about safety, habits, help lines, boundaries, and the protocol
 * for "nobody on duty". Needs: the programme's help lines. Emits: `onUse` with words for the composer; without a
 * chat to write in there is no button. Nothing is ever sent from here.
 */

import type { VNode } from "preact";
import { useId, useState } from "preact/hooks";

import type { HelpLine } from "../core/frames.ts";
import { HelpLines } from "../ui/help-lines.tsx";
import { useTexts } from "../ui/texts.tsx";
import { BOUNDARIES, HABITS, type Phase, PHASES, PHRASES, SAFETY_ANSWERS, SAFETY_QUESTIONS } from "./guidance.ts";
import { NobodySteps } from "./nobody-steps.tsx";
import { Phrase } from "./phrase.tsx";

export interface GuideProps {
  lines: readonly HelpLine[];
  onUse: ((text: string) => void) | undefined;
}

export function Guide({ lines, onUse }: GuideProps): VNode {
  const { t } = useTexts();
  const id = useId();
  const [phase, setPhase] = useState<Phase>("greet");
  return (
    <div class="guide-body">
      <fieldset class="phases">
        <legend class="visually-hidden">{t("guide-phases")}</legend>
        {PHASES.map((one) => (
          <label key={one}>
            <input type="radio" name={id} checked={one === phase} onChange={() => setPhase(one)} />
            <span>{t(`guide-phase-${one}`)}</span>
          </label>
        ))}
      </fieldset>
      <p>{t(`guide-about-${phase}`)}</p>
      <div class="phrases">
        {PHRASES[phase].map((key) => (
          <Phrase key={key} text={t(key)} onUse={onUse} />
        ))}
      </div>
      <details>
        <summary>{t("guide-safety-title")}</summary>
        <p>{t("guide-safety-note")}</p>
        {SAFETY_QUESTIONS.map((key) => (
          <Phrase key={key} text={t(key)} onUse={onUse} />
        ))}
        <dl class="answers">
          {SAFETY_ANSWERS.map(([answer, act]) => (
            <div key={answer}>
              <dt>{t(answer)}</dt>
              <dd>{t(act)}</dd>
            </div>
          ))}
        </dl>
      </details>
      <details>
        <summary>{t("guide-habits-title")}</summary>
        <table class="habits">
          <thead>
            <tr>
              <th scope="col">{t("guide-habits-do")}</th>
              <th scope="col">{t("guide-habits-avoid")}</th>
            </tr>
          </thead>
          <tbody>
            {HABITS.map(([good, bad]) => (
              <tr key={good}>
                <td>{t(good)}</td>
                <td>{t(bad)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </details>
      <details>
        <summary>{t("guide-lines-title")}</summary>
        {lines.length > 0 ? <HelpLines lines={lines} /> : <p>{t("guide-lines-none")}</p>}
      </details>
      <details>
        <summary>{t("guide-limits-title")}</summary>
        <ul class="points">
          {BOUNDARIES.map((key) => (
            <li key={key}>{t(key)}</li>
          ))}
        </ul>
      </details>
      <details>
        <summary>{t("guide-nobody-title")}</summary>
        <NobodySteps onUse={onUse} />
      </details>
    </div>
  );
}
