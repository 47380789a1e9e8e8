/** The words of the seeker's screens in one language, as one chunk. */

import launcher from "../locales/id/launcher.ftl";
import seeker from "../locales/id/seeker.ftl";
import shared from "../locales/id/shared.ftl";

export const MESSAGES = [launcher, shared, seeker];
