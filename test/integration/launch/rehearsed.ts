import { apiFolder } from "../product-python.ts";
import type { World } from "./world.ts";

/** Load and watches are as short as they can be: that they are long enough is their own tests' matter. */
export const minutes = "0.1";

/** What a rehearsal adds to a command as the verdict names it, by what the command tries. */
export function rehearsed(world: World, what: string, command: string): readonly string[] {
  const trial = ["--evidence", world.evidence, "--commit", world.commit];
  const asked = [...trial, ...world.through];
  const [kind = ""] = what.split(" ");
  const added: Readonly<Record<string, readonly string[]>> = {
    smoke: [...asked, "--logs", world.product.logs],
    sanity: asked,
    "page-load": asked,
    ...Object.fromEntries(
      ["load", "soak", "watch-60m", "watch-24h", "drumbeat"].map((one) => [
        one,
        [...asked, "--minutes", minutes],
      ]),
    ),
    ...Object.fromEntries(
      ["migrate", "bootstrap-admin"].map((one) => [one, [...trial, "--exec", "--cwd", apiFolder]]),
    ),
    restore: [...trial, "--exec"],
    // Nobody's keys change: that services bear it is tried where they are (rotation.integration.ts).
    rotate: [...asked, "--exec", "true"],
    // The firewall of this machine reads the stack file for itself.
    ...Object.fromEntries(
      ["demote", "freeze"].map((one) => [
        one,
        [...trial, "--through", `api=${world.firewall.url}`, "--exec", "true"],
      ]),
    ),
    ...Object.fromEntries(
      ["rollback", "canary-abort"].map((one) => [one, [...trial, "--watch-minutes", "0"]]),
    ),
    report: [...trial, "--rehearsal", "--out", `${world.folder}/report`],
    tag: [...trial, "--repository", world.repository],
  };
  const [program, ...words] = command.replaceAll(/ --(evidence|state|through) \S+/g, "").split(" ");
  if (program !== "./golive") throw new Error(`no command of ours: ${command}`);
  return [...words.map((word) => (word === "NAME" ? "Mira Okafor" : word)), ...(added[kind] ?? trial)];
}
