/** Words that can be put into the composer. Needs: the text. Emits: `onUse`; without it there is no button. */

import type { VNode } from "preact";

import { useTexts } from "../ui/texts.tsx";

export function Phrase({ text, onUse }: { text: string; onUse: ((text: string) => void) | undefined }): VNode {
  const { t } = useTexts();
  return (
    <div class="phrase">
      <p>{text}</p>
      {onUse ? (
        <button type="button" aria-label={t("guide-use-label", { text })} onClick={() => onUse(text)}>
          {t("guide-use")}
        </button>
      ) : null}
    </div>
  );
}
