/** The words of the seeker's screens in one language, as one chunk. */

import launcher from "../locales/en/launcher.ftl";
import seeker from "../locales/en/seeker.ftl";
import shared from "../locales/en/shared.ftl";

export const MESSAGES = [launcher, shared, seeker];
