/**
 * Lets an import of `./other.ts` be the file beside, as it says: Node else looks for links, packages and conditions at each
 * of a thousand of them, which is a quarter of the time that loading them takes. Imported for its effect, as early as can be.
 */
import { registerHooks } from "node:module";

registerHooks({
  resolve: (specifier, context, next) =>
    /^\.\.?\/.*\.ts$/.test(specifier) && context.parentURL?.startsWith("file:")
      ? { url: new URL(specifier, context.parentURL).href, format: "module-typescript", shortCircuit: true }
      : next(specifier, context),
});
