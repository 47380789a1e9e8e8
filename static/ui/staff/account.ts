/** Who is signed in, over HTTP; the session itself is an HttpOnly cookie that no script can see. */

import type { HelpLine, Role, You } from "../../core/frames.ts";

export interface StaffProgramme {
  id: string;
  name: string;
  languages: readonly string[];
  topics: readonly { id: string; label: Record<string, string> }[];
  help_lines: readonly HelpLine[];
}

export interface Me {
  you: You;
  programme: StaffProgramme;
}

/** Return who is signed in with this role; `unreachable` where that is not known now. */
export async function fetchMe(role: Role): Promise<Me | "signed_out" | "unreachable"> {
  try {
    const answer = await fetch(`/api/me?role=${role}`, { headers: { accept: "application/json" }, cache: "no-store" });
    if (answer.status === 401) return "signed_out";
    return answer.ok ? ((await answer.json()) as Me) : "unreachable";
  } catch {
    return "unreachable"; // offline: the link tries on, and says so
  }
}

/** End the session of this role; false where the server did not hear it. */
export async function signOut(role: Role): Promise<boolean> {
  try {
    return (await fetch(`/api/sign-out?role=${role}`, { method: "POST" })).ok;
  } catch {
    return false;
  }
}
