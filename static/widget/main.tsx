/**
 * Entry of the chat. On our own page (hosted or in a frame) it starts by itself from the page's data block;
 * embed.js loads it into a panel of another page and calls `mountChat`.
 */

import { render } from "preact";

import { browserEnvironment } from "../core/environment.ts";
import { chooseLanguage, createTexts, type Language } from "../core/texts.ts";
import stylesheet from "../styles/widget.css";
import { App } from "./app.tsx";
import type { ChatOptions, Programme } from "./config.ts";
import { createKeeper } from "./kept.ts";
import { cover, replacePage } from "./leave.ts";
import { loadLanguage } from "./locales.ts";
import { createSeeker } from "./seeker.ts";
import { countUnread } from "./unread.ts";

/** Show the chat in `place`, inside the shadow root `root`. Resolves when it can be used. */
export async function mountChat(root: ShadowRoot, place: HTMLElement, options: ChatOptions): Promise<void> {
  const { programme } = options;
  const keeper = createKeeper(programme.id, () => sessionStorage);
  const kept = keeper.read();
  const first = chooseLanguage(kept?.language || options.language, programme.languages, navigator.languages);
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(stylesheet);
  root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet];

  let texts = createTexts(first, await loadLanguage(first));
  const seeker = createSeeker(options, browserEnvironment, keeper, kept, first);
  if (options.onUnread) countUnread(seeker, options.onUnread);

  function show(): void {
    if (options.mode !== "element") {
      document.documentElement.lang = texts.language;
      document.title = texts.t("title");
    }
    render(
      <App seeker={seeker} options={options} texts={texts} onLanguage={change} onExit={leave} />,
      place,
    );
  }

  function change(language: Language): void {
    void loadLanguage(language).then((messages) => {
      texts = createTexts(language, messages);
      seeker.language = language;
      show();
    });
  }

  /** The order of ux.md, section 4: cover, tell, hang up, forget, replace. */
  function leave(): void {
    cover(root);
    const body = seeker.leaveBody();
    navigator.sendBeacon(`${options.origin}/api/leave`, body);
    seeker.forget();
    render(null, place);
    if (options.mode === "frame") parent.postMessage({ peerChat: "leave" }, "*");
    replacePage(programme.exit_url);
  }

  show();
}

interface PageData {
  programme: Programme;
  language?: Language;
  framed: boolean;
}

/** Start on our own page, in place of what the page shows without a script. */
async function startPage(data: PageData): Promise<void> {
  const host = document.getElementById("chat");
  if (!host) return;
  const root = host.attachShadow({ mode: "open" });
  const place = document.createElement("div");
  place.className = "place";
  root.append(place);
  host.className = "fills";
  const tell = (what: string, count = 0): void => parent.postMessage({ peerChat: what, count }, "*");
  await mountChat(root, place, {
    programme: data.programme,
    ...(data.language ? { language: data.language } : {}),
    mode: data.framed ? "frame" : "page",
    origin: location.origin,
    ...(data.framed ? { onShrink: () => tell("shrink"), onUnread: (count: number) => tell("unread", count) } : {}),
  });
  document.body.classList.add("has-chat");
  if (data.framed) tell("ready");
  else followViewport(root);
}

/** Keep the page's chat above the keyboard where the browser only covers it (Safari). */
function followViewport(root: ShadowRoot): void {
  const view = window.visualViewport;
  if (!view) return;
  const sheet = new CSSStyleSheet();
  root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet];
  const follow = (): void => {
    const isCovered = view.scale === 1 && view.height < innerHeight - 80;
    sheet.replaceSync(isCovered ? `:host(.fills){top:${view.offsetTop}px;height:${view.height}px}` : "");
  };
  view.addEventListener("resize", follow);
  view.addEventListener("scroll", follow);
}

const block = document.getElementById("peer-chat-page");
if (block && new URL(import.meta.url).origin === location.origin) {
  void startPage(JSON.parse(block.textContent ?? "{}") as PageData);
}
