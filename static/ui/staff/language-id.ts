/** The words of both staff faces in one language, as one chunk. */

import shared from "../../locales/id/shared.ftl";
import staff from "../../locales/id/staff.ftl";

export const MESSAGES = [shared, staff];
