import { meant } from "../../config/reading/nearest.ts";
import { platformKey } from "../../config/stack-file.ts";
import { WrongInput } from "../errors.ts";
import type { Target } from "../target.ts";

export interface Rotatable {
  readonly name: string;
  readonly source: string;
  /** Who is restarted with the new value. */
  readonly services: readonly string[];
}

/** What is changed where nobody says which: what opens the product and its data. */
const usual = ["signing-keys", "database-url"];

/** The names that are turned, where they leave out some that opens the product: they show nothing of the whole (G08, W07). */
export function partOf({ config: { secrets } }: Target, chosen: readonly Rotatable[]): string | undefined {
  const turned = chosen.map(({ name }) => name);
  const all = Object.keys(secrets).filter((name) => usual.includes(secrets[name]?.from ?? ""));
  return all.every((name) => turned.includes(name)) ? undefined : turned.join(", ");
}

/** @throws WrongInput naming every one that nothing can rotate */
export function rotatable(target: Target, names: readonly string[]): readonly Rotatable[] {
  const { secrets, services } = target.config;
  const can = Object.keys(secrets).filter((name) => secrets[name]?.from !== "provided");
  const wrong = names.filter((name) => !can.includes(name));
  const mistake = (found: string, name?: string) =>
    target.mistake(["config", platformKey, "secrets"], {
      found,
      allowed: can.length > 0 ? `one of ${can.join(", ")}` : "a secret that a function makes; there is none",
      ...(name !== undefined && meant(name, can)),
    });
  if (wrong.length > 0)
    throw new WrongInput(
      wrong.map((name) =>
        Object.hasOwn(secrets, name)
          ? mistake(`${name}, which a person brings: no function can make another`)
          : mistake(`no secret ${name}`, name),
      ),
    );
  const chosen =
    names.length > 0 ? [...new Set(names)] : can.filter((name) => usual.includes(secrets[name]?.from ?? ""));
  if (chosen.length === 0) throw new WrongInput([mistake("no signing keys and no database credentials")]);
  return chosen.map((name) => ({
    name,
    source: secrets[name]?.from ?? "",
    services: Object.keys(services).filter((id) => services[id]?.secrets.includes(name)),
  }));
}
