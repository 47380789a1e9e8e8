/** What to do while nobody is on duty. Emits: `onUse` for words to say. */

import type { VNode } from "preact";

import { useTexts } from "../ui/texts.tsx";
import { NOBODY_STEPS } from "./guidance.ts";
import { Phrase } from "./phrase.tsx";

export function NobodySteps({ onUse }: { onUse: ((text: string) => void) | undefined }): VNode {
  const { t } = useTexts();
  return (
    <ol class="steps">
      {NOBODY_STEPS.map((step) => (
        <li key={step.text}>
          {t(step.text)}
          {step.say ? <Phrase text={t(step.say)} onUse={onUse} /> : null}
        </li>
      ))}
    </ol>
  );
}
