import { Records } from "../evidence/records.ts";
import type { Session } from "../session.ts";
import type { Target } from "../target.ts";
import { type PageRecord, pageRecord } from "./record.ts";

const kind = { folder: "page/", of: "a page", shape: pageRecord };

/** The records of a stack's test pages. */
export class Pages {
  readonly #records: Records<PageRecord>;

  private constructor(records: Records<PageRecord>) {
    this.#records = records;
  }

  static of(target: Target, session: Session): Pages {
    return new Pages(new Records(target, session, kind));
  }

  /** Undefined where there is no such page. @throws AwsFailed where what stands there is no record of one */
  async read(id: string): Promise<PageRecord | undefined> {
    return this.#records.read(id);
  }

  async write(record: PageRecord): Promise<void> {
    await this.#records.write(record.id, record);
  }
}
