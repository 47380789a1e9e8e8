/** A level as shape, word and colour, always together. Needs: `level`. */

import type { VNode } from "preact";

import { useTexts } from "../ui/texts.tsx";
import { type LevelName, levelName } from "./wall.ts";

const SHAPES: Record<LevelName, string> = { pantau: "○", tinggi: "◆", segera: "▲" };

export function Level({ level }: { level: number }): VNode {
  const { t } = useTexts();
  const name = levelName(level);
  return (
    <span class={`level level-${name}`}>
      <span aria-hidden="true">{SHAPES[name]}</span> {t(`level-${name}`)}
    </span>
  );
}
