/**
 * Reads incoming messages to those who listen, in a hidden status line. Needs: the log and who "me" is;
 * `kind` for a log of whispers, `nameOf` for the words before the text.
 * History, retries, own messages, ticks and clocks are never read; a burst becomes one sentence.
 */

import type { VNode } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";

import type { Entry, Log } from "../core/logs.ts";
import { useTexts } from "./texts.tsx";

const BURST_MS = 700; // messages closer together than this are read as one sentence
const EMPTIED_MS = 10_000; // ux.md, section 7

export interface AnnouncerProps {
  log: Log;
  me: string;
  kind?: "message" | "whisper";
  nameOf?(name: string): string;
}

export function Announcer({ log, me, kind = "message", nameOf }: AnnouncerProps): VNode {
  const { t } = useTexts();
  const [words, setWords] = useState("");
  const heard = useRef(-1); // highest seq that was read or is history; -1: the log has not been opened yet
  const waiting = useRef<Entry[]>([]);

  useEffect(() => {
    // What stood in the log when it was opened is history.
    if (log.epoch) heard.current = log.known;
  }, [log.epoch]);

  useEffect(() => {
    const news = log.entries.filter((entry) => entry.seq > heard.current && entry.kind === kind && entry.by !== me);
    if (heard.current < 0 || !news.length) return undefined;
    waiting.current = news;
    const timer = setTimeout(() => {
      heard.current = log.seq;
      const [first] = waiting.current;
      const count = waiting.current.length;
      waiting.current = [];
      if (!first) return;
      const sender = first.name || t("someone");
      const name = nameOf?.(sender) ?? sender;
      setWords(count === 1 ? t("announce-one", { name, text: first.text }) : t("announce-many", { name, count }));
    }, BURST_MS);
    return () => clearTimeout(timer);
  }, [log.entries]);

  useEffect(() => {
    if (!words) return undefined;
    const timer = setTimeout(() => setWords(""), EMPTIED_MS);
    return () => clearTimeout(timer);
  }, [words]);

  return (
    <p class="visually-hidden" role="status">
      {words}
    </p>
  );
}
