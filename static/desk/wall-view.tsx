/**
 * The risk wall: three columns of cases. Needs: the cases, who "me" is. Emits: `onOpen`, `onClaim`.
 *
 * While the pointer is among the cards or the focus in the wall, no card moves; a button above the columns says how
 * many would, and sorts. The focus may go to that button without ending what it is there for.
 */

import type { VNode } from "preact";
import { useLayoutEffect, useRef, useState } from "preact/hooks";

import type { CaseCard as Card } from "../core/frames.ts";
import { clockTime, isoTime } from "../core/time.ts";
import { useNow } from "../ui/staff/clock.ts";
import { useTexts } from "../ui/texts.tsx";
import { CaseCard, type CaseCardProps } from "./case-card.tsx";
import type { DeskState } from "./state.ts";
import { COLUMNS, EMPTY_WALL, holdWall, mayReopen, sortWall, type Wall } from "./wall.ts";

export interface WallViewProps extends Pick<CaseCardProps, "me" | "clockOffset" | "topicWords"> {
  state: DeskState;
  isStale: boolean;
  onOpen(topic: string): void;
  onClaim(topic: string): void;
}

export function WallView({ state, isStale, me, clockOffset, topicWords, onOpen, onClaim }: WallViewProps): VNode {
  const { t, language } = useTexts();
  const [isPointed, setPointed] = useState(false);
  const [isFocused, setFocused] = useState(false);
  const [, redraw] = useState(0);
  const shown = useRef<Wall>(EMPTY_WALL);
  const title = useRef<HTMLHeadingElement>(null);
  const fresh = sortWall(state.cases.values());
  const { wall, changes } = isPointed || isFocused ? holdWall(shown.current, state.cases) : { wall: fresh, changes: 0 };
  useLayoutEffect(() => {
    shown.current = wall;
  });

  const cards = [...state.cases.values()];
  const isEmpty = COLUMNS.every((column) => wall[column].length === 0);

  function sort(): void {
    shown.current = fresh;
    title.current?.focus();
    redraw((count) => count + 1);
  }

  function list(topics: readonly string[]): VNode {
    return (
      <ul>
        {topics.map((topic) => {
          const card = state.cases.get(topic);
          return card ? (
            <li key={topic}>
              <CaseCard
                card={card}
                me={me}
                clockOffset={clockOffset}
                topicWords={topicWords}
                onOpen={() => onOpen(topic)}
                onClaim={() => onClaim(topic)}
              />
            </li>
          ) : null;
        })}
      </ul>
    );
  }

  return (
    <section
      class={`wall ${isStale ? "wall-stale" : ""}`}
      data-pane
      tabIndex={-1}
      aria-labelledby="wall-title"
      onFocusIn={() => setFocused(true)}
      onFocusOut={(event) => setFocused(event.currentTarget.contains(event.relatedTarget as Node | null))}
    >
      <div class="wall-head">
        <h2 id="wall-title" ref={title} tabIndex={-1}>
          {t("wall-title")}
        </h2>
        <p role="status" class="wall-sort">
          {changes > 0 ? (
            <button type="button" onClick={sort}>
              {t("wall-sort", { count: changes })}
            </button>
          ) : null}
        </p>
      </div>
      {isEmpty ? (
        <div class="wall-empty">
          <p>{t("wall-empty", { chats: state.desk?.chats ?? 0 })}</p>
          {state.heardAt > 0 ? (
            <p class="meta">
              <time dateTime={isoTime(state.heardAt)}>
                {t("wall-updated", { time: clockTime(state.heardAt, language) })}
              </time>
            </p>
          ) : null}
        </div>
      ) : (
        <div class="wall-columns" onPointerEnter={() => setPointed(true)} onPointerLeave={() => setPointed(false)}>
          {COLUMNS.map((column) => (
            <section key={column} class="wall-column" aria-labelledby={`column-${column}`}>
              <h3 id={`column-${column}`}>{t(`wall-column-${column}`, { count: wall[column].length })}</h3>
              {wall[column].length === 0 ? <p class="meta">{t("wall-column-empty")}</p> : list(wall[column])}
            </section>
          ))}
        </div>
      )}
      <Resolved cards={cards} clockOffset={clockOffset} list={list} />
    </section>
  );
}

interface ResolvedProps {
  cards: readonly Card[];
  clockOffset: number;
  list(topics: readonly string[]): VNode;
}

/** Cases that were resolved within the day: they can be opened again. */
function Resolved({ cards, clockOffset, list }: ResolvedProps): VNode | null {
  const { t } = useTexts();
  const now = useNow(clockOffset);
  const topics = cards
    .filter((card) => mayReopen(card, now))
    .sort((a, b) => (b.resolved_at ?? 0) - (a.resolved_at ?? 0))
    .map((card) => card.topic);
  if (topics.length === 0) return null;
  return (
    <details class="wall-resolved">
      <summary>{t("wall-resolved", { count: topics.length })}</summary>
      {list(topics)}
    </details>
  );
}
