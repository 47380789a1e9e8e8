/** "Raka is writing", for six seconds after the last sign. Needs: who writes since when, and their names. */

import type { VNode } from "preact";
import { useEffect, useState } from "preact/hooks";

import { useTexts } from "./texts.tsx";

const SHOWN_MS = 6_000; // ux.md, section 3

export interface TypingLineProps {
  typing: Readonly<Record<string, number>>;
  me: string;
  nameOf(person: string): string;
}

export function TypingLine({ typing, me, nameOf }: TypingLineProps): VNode {
  const { t } = useTexts();
  const [now, setNow] = useState(Date.now());
  const writers = Object.entries(typing).filter(([person, at]) => person !== me && now - at < SHOWN_MS);
  useEffect(() => {
    setNow(Date.now());
    const timer = setTimeout(() => setNow(Date.now()), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [typing]);
  return (
    <p class="typing" role="status">
      {writers.length ? t("typing", { name: nameOf(writers[0]?.[0] ?? "") || t("someone") }) : null}
    </p>
  );
}
