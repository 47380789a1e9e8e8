/**
 * What the guidance panel holds, as names of words in staff.ftl: phases with three phrases each, questions about
 * safety, pairs to do and to avoid, boundaries, and the protocol for "nobody on duty". A coordinator will edit it.
 */

export const PHASES = ["greet", "listen", "understand", "plan", "close"] as const;
export type Phase = (typeof PHASES)[number];

/** Phrases of a phase: short, natural, open questions; put into the composer, never sent by themselves. */
export const PHRASES: Readonly<Record<Phase, readonly string[]>> = {
  greet: ["guide-greet-1", "guide-greet-2", "guide-greet-3"],
  listen: ["guide-listen-1", "guide-listen-2", "guide-listen-3"],
  understand: ["guide-understand-1", "guide-understand-2", "guide-understand-3"],
  plan: ["guide-plan-1", "guide-plan-2", "guide-plan-3"],
  close: ["guide-close-1", "guide-close-2", "guide-close-3"],
};

export const SAFETY_QUESTIONS: readonly string[] = ["guide-safety-ask-1", "guide-safety-ask-2"];

/** [what the seeker answers, what to do then] */
export const SAFETY_ANSWERS: readonly (readonly [string, string])[] = [
  ["guide-safety-yes", "guide-safety-yes-do"],
  ["guide-safety-unsure", "guide-safety-unsure-do"],
  ["guide-safety-no", "guide-safety-no-do"],
  ["guide-safety-silent", "guide-safety-silent-do"],
];

/** [do, avoid] */
export const HABITS: readonly (readonly [string, string])[] = [
  ["guide-do-1", "guide-avoid-1"],
  ["guide-do-2", "guide-avoid-2"],
  ["guide-do-3", "guide-avoid-3"],
  ["guide-do-4", "guide-avoid-4"],
];

export const BOUNDARIES: readonly string[] = ["guide-limit-1", "guide-limit-2", "guide-limit-3", "guide-limit-4"];

/** Steps while nobody is on duty; some with words to say. Source: product.md 5.4, no-professional branch. */
export const NOBODY_STEPS: readonly { text: string; say?: string }[] = [
  { text: "guide-nobody-1" },
  { text: "guide-nobody-2", say: "guide-nobody-2-say" },
  { text: "guide-nobody-3", say: "guide-nobody-3-say" },
  { text: "guide-nobody-4" },
  { text: "guide-nobody-5" },
  { text: "guide-nobody-6" },
];
