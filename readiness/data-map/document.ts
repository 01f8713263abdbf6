import { code, section } from "../report/markdown.ts";
import { generated } from "../report/requirements-document.ts";
import type { DataMapRow } from "../types.ts";
import { dataMapHead, dataMapLine } from "./table.ts";

/** `docs/data-map.md`: for a reader who knows GDPR and not AWS. */
export function dataMapDocument(
  stacks: readonly { readonly stack: string; readonly dataMap: readonly DataMapRow[] }[],
): string {
  return [
    "# Where data is kept",
    generated,
    [
      "Every store that the stacks declare, read from the plan that `pulumi up` carries out: for the record of processing",
      "activities (GDPR, Article 30). *Class*: **personal** data falls under GDPR, **business** data is confidential, **technical**",
      "data is neither. *Kept*: after how long the store itself deletes what it holds; where only the product can tell, deleting is",
      "the product's own task. *Key*: which of the stack's encryption keys opens it. *Copies*: what is kept beside the store, so for",
      "how long what was deleted there can still be found. **Not proven**: the plan does not tell.",
    ].join("\n"),
    ...stacks.map(({ stack, dataMap }) =>
      section(
        stack,
        dataMapHead,
        dataMap.map((row) => dataMapLine(row, code)),
      ),
    ),
  ]
    .join("\n\n")
    .concat("\n");
}
