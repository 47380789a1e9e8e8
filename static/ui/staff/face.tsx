/**
 * Starts a staff face: who is signed in, which language, and the page in its place when nobody is. Each face
 * gives what it shows; nothing here knows of chats or cases.
 */

import { render, type VNode } from "preact";

import type { Role } from "../../core/frames.ts";
import type { Language, Texts } from "../../core/texts.ts";
import type { Link } from "../../core/transport.ts";
import { TextsProvider } from "../texts.tsx";
import { fetchMe, type Me, signOut } from "./account.ts";
import { Gate } from "./gate.tsx";
import { firstLanguage, loadStaffTexts } from "./locales.ts";
import { keepPreference } from "./preferences.ts";

const NOT_SIGNED_IN = 4501; // close code, PROTOCOL.md
const ASK_AGAIN_MS = 5_000;

export interface FaceTools {
  texts(): Texts;
  /** Show the sign-in page, or the page of a link that was closed for good, instead of the face. */
  onLink(link: Link): void;
  onRefused(code: string): void;
  setLanguage(language: Language): void;
  signOut(): void;
  /** Show the number of what waits in the title of the page, and on the icon of an installed one. */
  badge(count: number): void;
}

export interface Face {
  start(): void;
  stop(): void;
  /** Say that something outside the face did not work. */
  problem(code: string): void;
  /** The screen; `me` is undefined until the server has said who this is. */
  show(me: Me | undefined): VNode;
}

/** `faceKey` names the face in words: `staff-face-console`, `staff-face-desk`. */
export async function startFace(role: Role, faceKey: string, create: (tools: FaceTools) => Face): Promise<void> {
  const place = document.getElementById("app");
  if (!place) return;
  const host = place;
  host.replaceChildren(); // what the page shows without a script
  let texts = await loadStaffTexts(firstLanguage());
  let me: Me | undefined;
  let gate: "signed_out" | "closed" | undefined;
  let waiting = 0;

  function draw(): void {
    document.documentElement.lang = texts.language;
    const face_ = texts.t(faceKey);
    document.title = texts.t("staff-title", { count: gate ? 0 : waiting, face: face_ });
    render(
      <TextsProvider texts={texts}>
        {gate ? <Gate why={gate} face={face_} onRetry={() => location.reload()} /> : face.show(me)}
      </TextsProvider>,
      host,
    );
  }

  function close(why: "signed_out" | "closed"): void {
    if (gate) return;
    gate = why;
    face.stop();
    draw();
  }

  const face = create({
    texts: () => texts,
    onLink(link) {
      if (link.status === "closed" && link.code >= 4500) close(link.code === NOT_SIGNED_IN ? "signed_out" : "closed");
    },
    onRefused(code) {
      if (code === "not_signed_in") close("signed_out");
    },
    setLanguage(language) {
      keepPreference("language", language);
      void loadStaffTexts(language).then((next) => {
        texts = next;
        draw();
      });
    },
    signOut() {
      void signOut(role).then((isDone) => (isDone ? close("signed_out") : face.problem("link_closed")));
    },
    badge(count) {
      if (count === waiting) return;
      waiting = count;
      document.title = texts.t("staff-title", { count, face: texts.t(faceKey) });
      void navigator.setAppBadge?.(count).catch(() => undefined); // not installed: the title has it
    },
  });

  async function ask(): Promise<void> {
    const answer = await fetchMe(role);
    if (answer === "signed_out") close("signed_out");
    else if (answer === "unreachable") setTimeout(() => void ask(), ASK_AGAIN_MS);
    else {
      me = answer;
      draw();
    }
  }

  await ask();
  if (gate) return;
  face.start();
  draw();
}
