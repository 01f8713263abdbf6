import { Records } from "../evidence/records.ts";
import type { Session } from "../session.ts";
import type { Target } from "../target.ts";
import { type PageRecord, pageRecord } from "./record.ts";

const kind = { folder: "page/", of: "a page", shape: pageRecord };

/** The records of a stack's test pages. */
export const pagesOf = (target: Target, session: Session): Records<PageRecord> =>
  new Records(target, session, kind);
