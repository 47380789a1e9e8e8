/** The words of the seeker's screens in one language, as one chunk. */

import header from "../locales/en/header.ftl";
import seeker from "../locales/en/seeker.ftl";
import shared from "../locales/en/shared.ftl";

export const MESSAGES = [header, shared, seeker];
