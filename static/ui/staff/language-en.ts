/** The words of both staff faces in one language, as one chunk. */

import shared from "../../locales/en/shared.ftl";
import staff from "../../locales/en/staff.ftl";

export const MESSAGES = [shared, staff];
