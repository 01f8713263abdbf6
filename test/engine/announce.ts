import { installed } from "./pulumi.ts";

/** A skipped proof must be seen. */
export function setup(): void {
  if (!installed)
    console.log("engine tests: skipped, because `pulumi` is not on PATH (nothing below is proven)");
}
