/**
 * `<peer-chat program="slug" lang="id">`: the launcher on any page, in plain DOM, without a library.
 *
 * Attributes: `program`, `lang`, `mode` (element, frame, page), `position` (start, end), `z-index`, `label`,
 * `for` (selector of an own button that opens the chat; the launcher is then not shown).
 * The chat is fetched when somebody reaches for the launcher, never when the page loads. Until the chat has its own
 * header, the panel's header holds help and leave. Whatever fails leads to the page of our own.
 */

import embedSheet from "./styles/embed.css";
import type { ChatOptions, Programme } from "./widget/config.ts";
import { cover, replacePage } from "./widget/leave.ts";
import { watchShift } from "./widget/shift.ts";

const ORIGIN = new URL(import.meta.url).origin;
const WIDGET = `${ORIGIN}/assets/${WIDGET_FILE}`;

type Chat = { mountChat(root: ShadowRoot, place: HTMLElement, options: ChatOptions): Promise<void> };

/** An element with text; a number of buttons and lines is all that is needed here. */
function make<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  text: string,
  className = "",
  onClick?: () => void,
): HTMLElementTagNameMap[Tag] {
  const element = document.createElement(tag);
  element.textContent = text;
  element.className = className;
  if (onClick) element.onclick = onClick;
  return element;
}

/** Put launcher and panel into the shadow root of `host`. */
function start(host: HTMLElement): void {
  const attribute = (name: string): string => host.getAttribute(name) ?? "";
  const language = host.lang.slice(0, 2);
  const words = LAUNCHER_WORDS[language] ?? LAUNCHER_WORDS.id ?? {};
  const t = (key: string): string => words[key] ?? key;
  const program = encodeURIComponent(attribute("program"));
  const mode = attribute("mode") || (location.origin === ORIGIN ? "element" : "frame");
  const ownPage = `${ORIGIN}/c/${program}?lang=${encodeURIComponent(host.lang)}`;
  const root = host.attachShadow({ mode: "open" });
  const size = new CSSStyleSheet();
  const sheet = new CSSStyleSheet();
  const launch = make("button", "", "launch", open);
  const panel = make("dialog", "", "panel");
  const body = make("div", t("loading"), "words");
  const head = make("div", "", "head");
  const own = attribute("for") ? document.querySelector<HTMLElement>(attribute("for")) : null;
  const trigger = own ?? launch;
  let config: Promise<Programme> | undefined;
  let frame: HTMLIFrameElement | undefined;
  let isLoaded = false;
  let hasLeft = false;

  /** The programme's public settings, asked for once; with them begins the chat itself. */
  function settings(): Promise<Programme> {
    if (mode === "element") void import(WIDGET).catch(() => undefined); // load() says it
    config ??= fetch(`${ORIGIN}/api/programmes/${program}`).then((answer) =>
      answer.ok ? (answer.json() as Promise<Programme>) : Promise.reject(new Error(answer.statusText)),
    );
    return config;
  }

  function label(unread: number): void {
    launch.textContent = (attribute("label") || t("launcher")) + (unread ? ` (${unread})` : "");
  }

  function open(): void {
    if (mode === "page") window.open(ownPage, "_blank", "noopener,noreferrer");
    else if (!panel.open) {
      if (isWide()) panel.show();
      else panel.showModal();
      launch.hidden = true;
      label(0);
      if (!isLoaded) void load();
    }
  }

  function shrink(): void {
    panel.close();
    launch.hidden = Boolean(own);
    trigger.focus({ preventScroll: true });
  }

  async function load(): Promise<void> {
    try {
      isLoaded = true;
      const programme = await settings();
      if (hasLeft) return;
      if (mode === "frame") {
        frame = make("iframe", "");
        frame.src = `${ownPage}&frame=1`;
        frame.title = t("title");
        panel.append(frame);
        return;
      }
      const { mountChat } = (await import(WIDGET)) as Chat;
      const place = make("div", "", "place");
      panel.append(place);
      await mountChat(root, place, {
        programme,
        mode: "element",
        origin: ORIGIN,
        ...(host.lang ? { language: language as "id" | "en" } : {}),
        onShrink: shrink,
        onUnread: (count) => panel.open || label(count),
      });
      takeOver();
    } catch {
      isLoaded = false; // asked for again at the next opening
      config = undefined;
      const link = make("a", t("own-page"));
      link.href = ownPage;
      link.target = "_blank";
      link.rel = "noopener noreferrer";
      body.replaceChildren(make("p", t("load-failed")), link);
    }
  }

  /** The chat has its own header now. */
  function takeOver(): void {
    head.hidden = body.hidden = true;
  }

  /** Help lines while the chat is still loading or can't be loaded; without them the page of our own has them. */
  function help(): void {
    settings().then(
      ({ help_lines: lines }) => {
        const list = make("ul", "");
        for (const line of lines) {
          const how = line.how[language] ?? Object.values(line.how)[0] ?? "";
          const call = make("a", how);
          if (line.tel) call.href = `tel:${line.tel}`;
          const item = make("li", `${line.name}: `);
          item.append(call);
          list.append(item);
        }
        body.replaceChildren(list);
      },
      () => location.assign(ownPage),
    );
  }

  /** Leave before the chat is there, or from the page around its frame. */
  function leave(): void {
    hasLeft = true;
    cover(root);
    frame?.remove();
    settings().then(
      (programme) => replacePage(programme.exit_url),
      () => replacePage("about:blank"),
    );
  }

  function isWide(): boolean {
    return matchMedia("(min-width: 640px)").matches;
  }

  /** Phones: the panel is as high as what the keyboard leaves. */
  function fit(): void {
    const view = isWide() ? null : visualViewport;
    const place = view ? `--height:${view.height}px;--top:${view.offsetTop}px;` : "";
    size.replaceSync(`:host{${place}--z:${Number(attribute("z-index")) || 2147483000}}`);
  }

  sheet.replaceSync(embedSheet);
  root.adoptedStyleSheets = [sheet, size];
  // Marks by which tools that record pages know to leave this alone.
  host.classList.add("fs-exclude", "ph-no-capture", "rr-block", "sentry-block");
  for (const mark of ["hj-suppress", "clarity-mask", "private"]) host.setAttribute(`data-${mark}`, "true");
  launch.hidden = Boolean(own);
  if (own) own.addEventListener("click", open);
  for (const type of ["pointerdown", "focus"]) trigger.addEventListener(type, () => settings().catch(() => 0));
  label(0);
  head.append(
    make("h2", t("title")),
    make("button", t("help"), "", help),
    make("button", t("exit"), "", leave),
    make("button", t("shrink"), "", shrink),
  );
  panel.setAttribute("aria-label", t("title"));
  panel.append(head, body);
  panel.oncancel = (event) => {
    event.preventDefault();
    shrink();
  };
  root.append(launch, panel);
  watchShift(document, (count) => {
    // A chat in this page has its own watch; the one in a frame hears only its own keys.
    if (count === 3 && panel.open && (frame || !head.hidden)) leave();
  });
  addEventListener("message", ({ source, origin, data }: MessageEvent<{ peerChat?: string; count?: number }>) => {
    if (!frame || source !== frame.contentWindow || origin !== ORIGIN) return;
    if (data.peerChat === "ready") takeOver();
    else if (data.peerChat === "shrink") shrink();
    else if (data.peerChat === "leave") cover(root);
    else if (!panel.open) label(data.count ?? 0);
  });
  visualViewport?.addEventListener("resize", fit);
  visualViewport?.addEventListener("scroll", fit);
  fit();
}

customElements.get("peer-chat") ??
  customElements.define(
    "peer-chat",
    class extends HTMLElement {
      connectedCallback(): void {
        if (!this.shadowRoot) start(this);
      }
    },
  );
