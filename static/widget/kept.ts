/**
 * What survives a reload of this tab: token, topic, unsent words and the draft, in sessionStorage under one key.
 * Gone with the tab, with "leave now" and with "close and delete". Never anything that was said and stored.
 */

import type { Pending } from "../core/logs.ts";

export interface Kept {
  token: string;
  topic: string;
  epoch: string;
  /** Last seq that was in view. */
  seen: number;
  language: string;
  draft: string;
  pending: Pick<Pending, "id" | "text" | "at">[];
}

export interface Keeper {
  read(): Kept | undefined;
  write(kept: Kept): void;
  clear(): void;
  /** False when the browser refuses storage: a reload would lose the chat, and that is said. */
  readonly works: boolean;
}

const KEY = "peer-chat:";

export function createKeeper(programme: string, storage: () => Storage): Keeper {
  const key = KEY + programme;
  let works = true;

  /** Storage may be switched off, full, or forbidden in a frame; then memory is all there is. */
  function attempt<T>(act: (box: Storage) => T): T | undefined {
    try {
      return act(storage());
    } catch {
      works = false;
      return undefined;
    }
  }

  attempt((box) => {
    box.setItem(`${key}?`, "1");
    box.removeItem(`${key}?`);
  });
  return {
    read() {
      const text = attempt((box) => box.getItem(key));
      if (!text) return undefined;
      try {
        const kept = JSON.parse(text) as Partial<Kept>;
        return {
          token: kept.token ?? "",
          topic: kept.topic ?? "",
          epoch: kept.epoch ?? "",
          seen: kept.seen ?? 0,
          language: kept.language ?? "",
          draft: kept.draft ?? "",
          pending: kept.pending ?? [],
        };
      } catch {
        return undefined; // written by something else: as if nothing were kept
      }
    },
    write: (kept) => void attempt((box) => box.setItem(key, JSON.stringify(kept))),
    clear: () => void attempt((box) => box.removeItem(key)),
    get works() {
      return works;
    },
  };
}
