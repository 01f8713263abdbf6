/** The accounts that the explicit provider may work in, which the engine hands over as a JSON text; empty where none is said. */
export function ownAccounts(provider: Readonly<Record<string, string>>): ReadonlySet<string> {
  return new Set((provider.allowedAccountIds ?? "").match(/\d{12}/g) ?? []);
}
