import { mistyped, WrongInput } from "../errors.ts";
import type { ReleaseRecord } from "../release/record.ts";
import { good } from "./choose.ts";

/** Nothing of that name can be gone back to; these can. */
export function noSuchRelease(id: string, releases: readonly ReleaseRecord[]): WrongInput {
  const ids = good(releases).map((release) => release.id);
  const allowed =
    ids.length > 0
      ? `a release that served: ${ids.slice(0, 5).join(", ")}`
      : "no release of this stack is written down yet";
  return new WrongInput([mistyped("--to", id, allowed)]);
}
