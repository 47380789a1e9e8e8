/** A 20 px line icon, always beside a text label. Needs: `name`. */

import type { VNode } from "preact";

const PATHS = {
  help: "M10 17s-6-3.6-6-8a3.4 3.4 0 0 1 6-2 3.4 3.4 0 0 1 6 2c0 4.4-6 8-6 8z",
  exit: "M8 4H4v12h4M12 6l4 4-4 4M7 10h9",
  down: "M10 4v12M5 11l5 5 5-5",
  shrink: "M4 10h12",
  back: "M12 4l-6 6 6 6",
  send: "M3 10l14-6-5 13-3-5z",
  phone: "M5 3h3l1.5 4-2 1.5a9 9 0 0 0 4 4L13 10.5l4 1.5v3c0 1-1 2-2 2A12 12 0 0 1 3 5c0-1 1-2 2-2z",
  clock: "M10 3a7 7 0 1 0 0 14 7 7 0 0 0 0-14zM10 6v4l3 2",
  tick: "M4 10l4 4 8-8",
  ticks: "M2 10l4 4 7-8M9 13l1 1 8-8",
} as const;

export type IconName = keyof typeof PATHS;

export function Icon({ name }: { name: IconName }): VNode {
  return (
    <svg
      class="icon"
      width="20"
      height="20"
      viewBox="0 0 20 20"
      fill="none"
      stroke="currentColor"
      stroke-width="1.75"
      stroke-linejoin="round"
      stroke-linecap="round"
      aria-hidden="true"
      focusable="false"
    >
      <path d={PATHS[name]} />
    </svg>
  );
}
