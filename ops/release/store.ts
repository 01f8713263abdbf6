import { batches } from "../batches.ts";
import { Records } from "../evidence/records.ts";
import type { Session } from "../session.ts";
import type { Target } from "../target.ts";
import { type ReleaseRecord, releaseRecord } from "./record.ts";

const kind = { folder: "release/", of: "a release", shape: releaseRecord };

/** Ends the name of what a rollback leaves beside the record of a release that was gone back from: the record as it is since. */
const mark = "-rolled-back";

/** The records of a stack's releases. */
export class Releases {
  readonly #records: Records<ReleaseRecord>;

  private constructor(records: Records<ReleaseRecord>) {
    this.#records = records;
  }

  static of(target: Target, session: Session): Releases {
    return new Releases(new Records(target, session, kind));
  }

  /** Each release once, the newest first: an id begins with its time. */
  async list(most = Number.POSITIVE_INFINITY): Promise<readonly ReleaseRecord[]> {
    const names = new Set(await this.#records.names());
    const ids = new Set([...names].map((name) => (name.endsWith(mark) ? name.slice(0, -mark.length) : name)));
    const newest = [...ids].toSorted().toReversed().slice(0, most);
    const records: ReleaseRecord[] = [];
    for (const some of batches(newest, 10)) {
      const read = some.map((id) => this.#records.read(names.has(`${id}${mark}`) ? `${id}${mark}` : id));
      records.push(...(await Promise.all(read)).filter((one) => one !== undefined));
    }
    return records;
  }

  /** Undefined where there is no such release. @throws AwsFailed where what stands there is no record of one */
  async read(id: string): Promise<ReleaseRecord | undefined> {
    return (await this.#records.read(`${id}${mark}`)) ?? (await this.#records.read(id));
  }

  async write(record: ReleaseRecord): Promise<void> {
    await this.#records.write(record.id, record);
  }
}
