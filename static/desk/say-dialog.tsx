/**
 * Asks before a professional joins or takes over, with the very sentence that the seeker will read, in the
 * language of the conversation. Needs: the case, which act, who "me" is. Emits: `onConfirm`, `onClose`.
 */

import type { ComponentChildren, VNode } from "preact";
import { useEffect, useState } from "preact/hooks";

import type { CaseCard } from "../core/frames.ts";
import type { Entry } from "../core/logs.ts";
import { Dialog } from "../ui/dialog.tsx";
import { loadSeekerTexts } from "../ui/staff/locales.ts";
import { useTexts } from "../ui/texts.tsx";
import { sentence } from "../widget/sentences.tsx";

export interface SayDialogProps {
  act: "join" | "take_over";
  card: CaseCard;
  name: string;
  onConfirm(): void;
  onClose(): void;
}

export function SayDialog({ act, card, name, onConfirm, onClose }: SayDialogProps): VNode {
  const { t } = useTexts();
  const [words, setWords] = useState<ComponentChildren>(null);
  const peer = card.supporter ?? "";
  useEffect(() => {
    let isAlive = true;
    void loadSeekerTexts(card.language).then((texts) => {
      // The same function that writes the seeker's log, so that the preview can't differ from it.
      const entry: Entry = {
        seq: 0,
        at: 0,
        kind: act === "join" ? "pro_joins" : "pro_leads",
        by: "",
        role: "professional",
        name,
        text: "",
        facts: { name, peer },
        id: "",
      };
      if (isAlive) setWords(sentence(entry, texts, []));
    });
    return () => {
      isAlive = false;
    };
  }, [act, card.language, name, peer]);
  return (
    <Dialog
      title={t(`${act}-title`)}
      onClose={onClose}
      acts={
        <button type="button" class="primary" disabled={words === null} onClick={onConfirm}>
          {t(`${act}-confirm`)}
        </button>
      }
    >
      <p>{t("preview-label")}</p>
      <blockquote class="preview" lang={card.language}>
        {words}
      </blockquote>
      {peer ? <p>{t(`${act}-note`)}</p> : null}
    </Dialog>
  );
}
