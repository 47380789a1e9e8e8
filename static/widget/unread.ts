/** How many messages came while nobody looked: for the launcher, and for a panel made small. */

import type { Seeker } from "./seeker.ts";

/** Calls `onUnread` whenever the number changes. What is there when the chat is opened counts as seen. */
export function countUnread(seeker: Seeker, onUnread: (count: number) => void): void {
  let last = -1;
  seeker.session.store.subscribe(() => {
    const { logs, you } = seeker.session.store.get();
    const log = logs[seeker.store.get().topic];
    if (!log) return;
    const count = log.entries.filter(
      (one) => one.kind === "message" && one.by !== you?.id && one.seq > seeker.seenSeq,
    ).length;
    if (count === last) return;
    last = count;
    onUnread(count);
  });
}
