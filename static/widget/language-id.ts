/** The words of the seeker's screens in one language, as one chunk. */

import header from "../locales/id/header.ftl";
import seeker from "../locales/id/seeker.ftl";
import shared from "../locales/id/shared.ftl";

export const MESSAGES = [header, shared, seeker];
