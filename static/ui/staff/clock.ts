/** The time, every second, for timers on the screen; one interval for the whole page. */

import { useEffect, useState } from "preact/hooks";

const listeners = new Set<(now: number) => void>();
let interval: ReturnType<typeof setInterval> | undefined;

/** Milliseconds since 1970 of this machine, plus `offset` (to get the server's time). */
export function useNow(offset = 0): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    listeners.add(setNow);
    interval ??= setInterval(() => {
      const at = Date.now();
      for (const listener of listeners) listener(at);
    }, 1_000);
    return () => {
      listeners.delete(setNow);
      if (listeners.size === 0) {
        clearInterval(interval);
        interval = undefined;
      }
    };
  }, []);
  return now + offset;
}
