import { Records } from "../evidence/records.ts";
import type { Session } from "../session.ts";
import type { Target } from "../target.ts";
import { type ErrorsRecord, errorsRecord } from "./record.ts";

const kind = { folder: "errors/", of: "a test of error tracking", shape: errorsRecord };

/** Writes the record of a test into the stack's evidence bucket, and returns where it stands. */
export const keep = async (target: Target, session: Session, record: ErrorsRecord): Promise<string> =>
  new Records(target, session, kind).write(record.id, record);
