/**
 * The conversation as a list. Needs: the log, who "me" is, words for events.
 * Emits: `onRetry`, `onDiscard`; `onSeen(seq)` when the newest entry has been in view.
 *
 * Sticks to the end while the reader is within 64 px of it; otherwise keeps the place and offers a button.
 */

import type { ComponentChildren, VNode } from "preact";
import { useEffect, useLayoutEffect, useMemo, useRef, useState } from "preact/hooks";

import type { Entry, Log } from "../core/logs.ts";
import { clockTime, dayLabel, isoTime } from "../core/time.ts";
import { Bubble } from "./bubble.tsx";
import { Icon } from "./icon.tsx";
import { buildItems, type Group, type LogItem, type Message, showsState } from "./items.ts";
import { useTexts } from "./texts.tsx";

const END_PX = 64; // ux.md, section 3: this close to the end counts as at the end

export interface ChatLogProps {
  log: Log;
  me: string;
  isLive: boolean;
  label: string;
  /** Words for an entry that is not a message; null leaves it out. */
  renderEvent(entry: Entry): ComponentChildren;
  hides?(entry: Entry): boolean;
  /** Content of a bubble instead of its plain text. */
  renderText?(message: Message): ComponentChildren;
  /** Shown after a sender's name, e.g. their role in words. */
  roleName?(role: string): string;
  /** Name for a sender without one. */
  nameOf?(group: Group): string;
  onRetry?(id: string): void;
  onDiscard?(id: string): void;
  onSeen?(seq: number): void;
  /** Above the first entry. */
  top?: ComponentChildren;
  /** Below the last one, inside the scrolled part. */
  end?: ComponentChildren;
}

export function ChatLog(props: ChatLogProps): VNode {
  const { log, me, isLive, hides } = props;
  const { t } = useTexts();
  const box = useRef<HTMLDivElement>(null);
  const isAtEnd = useRef(true);
  const [seen, setSeen] = useState(0);
  const [unreadFrom, setUnreadFrom] = useState(0);
  const items = useMemo(
    () => buildItems(log, { me, isLive, unreadFrom, ...(hides ? { hides } : {}) }),
    [log.entries, log.pending, log.reads, me, isLive, unreadFrom],
  );
  const mine = log.pending.length + log.entries.filter((entry) => entry.by === me).length;
  const unseen = log.entries.filter((entry) => entry.kind === "message" && entry.by !== me && entry.seq > seen).length;

  function toEnd(): void {
    if (box.current) box.current.scrollTop = box.current.scrollHeight;
    isAtEnd.current = true;
  }

  function see(): void {
    if (!isAtEnd.current || document.hidden) return;
    setSeen(log.seq);
    props.onSeen?.(log.seq);
  }

  function onScroll(): void {
    const view = box.current;
    if (!view) return;
    isAtEnd.current = view.scrollHeight - view.scrollTop - view.clientHeight <= END_PX;
    see();
  }

  // Own words always scroll to the end and end what was "new".
  useLayoutEffect(() => {
    setUnreadFrom(0);
    toEnd();
  }, [mine]);
  useLayoutEffect(() => {
    if (isAtEnd.current) toEnd();
  }, [items, log.typing, props.end]);
  // What arrives out of sight begins what is new.
  useEffect(() => {
    if (isAtEnd.current && !document.hidden) see();
    else if (unreadFrom === 0 && seen > 0 && unseen > 0) setUnreadFrom(seen + 1);
  }, [log.seq]);
  useEffect(() => {
    const resize = (): void => {
      if (isAtEnd.current) toEnd();
    };
    const watcher = new ResizeObserver(resize);
    if (box.current) watcher.observe(box.current);
    document.addEventListener("visibilitychange", see);
    return () => {
      watcher.disconnect();
      document.removeEventListener("visibilitychange", see);
    };
  });

  const isPillShown = unseen > 0 && !isAtEnd.current;
  return (
    <div class="log-frame">
      <div class="log" role="log" aria-live="off" aria-label={props.label} tabIndex={0} ref={box} onScroll={onScroll}>
        {props.top}
        <ol>
          {items.map((item) => (
            <Item key={item.key} item={item} items={items} props={props} />
          ))}
        </ol>
        {props.end}
      </div>
      {isPillShown ? (
        <button type="button" class="pill" onClick={toEnd}>
          {t("unread-pill", { count: unseen })}
          <Icon name="down" />
        </button>
      ) : null}
    </div>
  );
}

function Item({ item, items, props }: { item: LogItem; items: LogItem[]; props: ChatLogProps }): VNode | null {
  const { t, language } = useTexts();
  if (item.kind === "day") {
    const label = dayLabel(item.at, Date.now(), language);
    return (
      <li class="log-day">
        <time dateTime={isoTime(item.at)}>{label.kind === "date" ? label.date : t(`day-${label.kind}`)}</time>
      </li>
    );
  }
  if (item.kind === "unread") return <li class="log-unread">{t("unread-divider")}</li>;
  if (item.kind === "event") {
    const words = props.renderEvent(item.entry);
    return words === null ? null : <li class={`log-event log-event-${item.entry.kind}`}>{words}</li>;
  }
  const name = item.isMine ? t("you") : props.nameOf?.(item) || item.name || t("someone");
  const role = item.isMine ? "" : (props.roleName?.(item.role) ?? "");
  return (
    <li class={`group ${item.isMine ? "group-me" : "group-other"} group-${item.role || "none"}`}>
      <p class={item.isMine ? "group-head visually-hidden" : "group-head"}>
        <span class="group-name">{name}</span>
        {role ? <span class="group-role">{role}</span> : null}
      </p>
      {item.messages.map((message) => (
        <Bubble
          key={message.key}
          message={message}
          showsState={item.isMine && showsState(items, message)}
          {...(props.onRetry ? { onRetry: props.onRetry } : {})}
          {...(props.onDiscard ? { onDiscard: props.onDiscard } : {})}
        >
          {props.renderText?.(message)}
        </Bubble>
      ))}
      <time class="group-time" dateTime={isoTime(item.at)}>
        {clockTime(item.at, language)}
      </time>
    </li>
  );
}
