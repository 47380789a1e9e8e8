/**
 * The seeker's face: the header, and below it one screen or one sheet. Connects acts and components.
 * A sheet takes the place of the screen, never of the header, so help and leave stay in reach.
 */

import type { VNode } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";

import { useSelected } from "../core/store.ts";
import type { Language, Texts } from "../core/texts.ts";
import { HelpLines } from "../ui/help-lines.tsx";
import { TextsProvider, useTexts } from "../ui/texts.tsx";
import { About } from "./about.tsx";
import { Chat } from "./chat.tsx";
import type { ChatOptions } from "./config.ts";
import { Header } from "./header.tsx";
import { HelpPanel } from "./help-panel.tsx";
import { Notice } from "./notice.tsx";
import { Readers } from "./readers.tsx";
import { Screen } from "./screen.tsx";
import type { JoinAnswers, Seeker } from "./seeker.ts";
import { watchShift } from "./shift.ts";

export interface AppProps {
  seeker: Seeker;
  options: ChatOptions;
  texts: Texts;
  onLanguage(language: Language): void;
  /** Leave now; everything about it happens outside the components. */
  onExit(): void;
}

export function App(props: AppProps): VNode {
  const { seeker, options, texts, onExit } = props;
  const { store, session } = seeker;
  const state = useSelected(store, (all) => all);
  const log = useSelected(session.store, (all) => all.logs[state.topic]);
  const isLive = useSelected(session.store, (all) => all.link.status === "live");
  const [shifts, setShifts] = useState(0);
  const app = useRef<HTMLDivElement>(null);
  const trigger = useRef<Element | null>(null);
  const exit = useRef(onExit);
  exit.current = onExit;

  useEffect(
    () =>
      watchShift(document, (count) => {
        setShifts(count);
        if (count === 3) exit.current();
      }),
    [],
  );

  function show(sheet: "help" | "readers"): void {
    const root = app.current?.getRootNode();
    trigger.current = root instanceof ShadowRoot || root instanceof Document ? root.activeElement : null;
    store.dispatch({ type: "sheet", sheet: state.sheet === sheet ? "" : sheet });
  }

  function back(): void {
    store.dispatch({ type: "sheet", sheet: "" });
    if (trigger.current instanceof HTMLElement) trigger.current.focus({ preventScroll: true });
  }

  function join(answers: JoinAnswers): void {
    seeker.join(answers);
    if (answers.isSafe === false) show("help");
  }

  function onKeyDown(event: KeyboardEvent): void {
    if (event.key !== "Escape" || event.defaultPrevented) return;
    if (state.sheet) back();
    else options.onShrink?.();
  }

  return (
    <TextsProvider texts={texts}>
      <div
        class={`app ${options.mode === "page" ? "" : "framed"}`}
        lang={texts.language}
        ref={app}
        onKeyDown={onKeyDown}
      >
        <Header
          isHelpOpen={state.sheet === "help"}
          shifts={shifts}
          onHelp={() => show("help")}
          onExit={onExit}
          onShrink={options.onShrink}
        />
        {state.sheet === "help" ? (
          <HelpPanel
            lines={options.programme.help_lines}
            call={state.unsafe}
            isLive={isLive}
            onUnsafe={() => seeker.callHelp()}
            onBack={back}
          />
        ) : null}
        {state.sheet === "readers" ? (
          <Readers
            log={log}
            days={options.programme.retention_days}
            erase={state.erase}
            onBack={back}
            onAskErase={() => store.dispatch({ type: "erase", call: "asking" })}
            onErase={() => seeker.erase()}
          />
        ) : null}
        <main class="body" hidden={state.sheet !== ""}>
          <Main {...props} onJoin={join} onReaders={() => show("readers")} />
        </main>
      </div>
    </TextsProvider>
  );
}

function Main(props: AppProps & { onJoin(answers: JoinAnswers): void; onReaders(): void }): VNode {
  const { seeker, options, onJoin, onReaders } = props;
  const { programme } = options;
  const { store } = seeker;
  const screen = useSelected(store, (all) => all.screen);
  const isExpired = useSelected(store, (all) => all.isExpired);
  const isFirst = useRef(true);
  useEffect(() => {
    isFirst.current = false;
  }, []);
  const ownPage = `${options.origin}/c/${programme.id}`;
  const isElsewhere = options.mode === "element" && options.origin !== location.origin;

  switch (screen) {
    case "notice":
      return (
        <Notice
          days={programme.retention_days}
          languages={programme.languages}
          isExpired={isExpired}
          isStored={seeker.keeper.works}
          host={isElsewhere ? location.host : ""}
          ownPage={ownPage}
          takesFocus={!isFirst.current || options.mode !== "page"}
          onStart={() => seeker.start()}
          onNotNow={() => {
            store.dispatch({ type: "screen", screen: "declined" });
            options.onShrink?.();
          }}
          onReaders={onReaders}
          onLanguage={props.onLanguage}
        />
      );
    case "about":
      return <About programme={programme} onJoin={onJoin} />;
    case "chat":
      return <Chat seeker={seeker} programme={programme} onReaders={onReaders} />;
    default:
      return <Still seeker={seeker} options={options} screen={screen} />;
  }
}

type StillScreen = "declined" | "closed" | "away" | "closed_here" | "erased";

/** Screens that only say something, with the help lines below it. */
function Still({ seeker, options, screen }: { seeker: Seeker; options: ChatOptions; screen: StillScreen }): VNode {
  const { t } = useTexts();
  const words: Record<StillScreen, [title: string, text: string]> = {
    declined: ["title", "not-now-done"],
    closed: ["closed-title", "closed-text"],
    away: ["away-title", "away-text"],
    closed_here: ["title", "gone-closed"],
    erased: ["title", "gone-erased"],
  };
  const [title, text] = words[screen];
  const { help_lines: lines, is_paused: isPaused } = options.programme;
  return (
    <Screen
      key={screen}
      title={t(title)}
      acts={
        screen === "away" ? (
          <button type="button" class="primary" onClick={() => location.reload()}>
            {t("reload")}
          </button>
        ) : screen === "closed" && isPaused ? null : (
          <button type="button" class="primary" onClick={() => seeker.again()}>
            {t(screen === "closed" ? "try-again" : "again")}
          </button>
        )
      }
    >
      <p>{t(text)}</p>
      {lines.length ? <HelpLines lines={lines} /> : <p>{t("help-empty")}</p>}
    </Screen>
  );
}
