/** Shift three times within five seconds, pressed alone: leave now (ux.md, section 4). Shared with embed.js. */

const WITHIN_MS = 5_000;

/** Calls `onCount` with 1, 2 and 3, and with 0 when the time is over. Returns the end of watching. */
export function watchShift(target: EventTarget, onCount: (count: number) => void): () => void {
  let count = 0;
  let isAlone = false;
  let timer: ReturnType<typeof setTimeout> | undefined;

  function onDown(event: Event): void {
    const { key, repeat, ctrlKey, altKey, metaKey } = event as KeyboardEvent;
    if (key !== "Shift") isAlone = false; // Shift as a modifier, e.g. for a capital letter
    else if (!repeat) isAlone = !ctrlKey && !altKey && !metaKey;
  }

  function onUp(event: Event): void {
    if ((event as KeyboardEvent).key !== "Shift" || !isAlone) return;
    isAlone = false;
    if (count === 0) {
      timer = setTimeout(() => {
        count = 0;
        onCount(0);
      }, WITHIN_MS);
    }
    count += 1;
    onCount(count);
    if (count === 3) {
      clearTimeout(timer);
      count = 0;
    }
  }

  target.addEventListener("keydown", onDown, true);
  target.addEventListener("keyup", onUp, true);
  return () => {
    clearTimeout(timer);
    target.removeEventListener("keydown", onDown, true);
    target.removeEventListener("keyup", onUp, true);
  };
}
