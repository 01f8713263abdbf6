/** What the platform says in /config.js, which is loaded before this: no build knows the stack that it is for. */
interface Runtime {
  readonly environment: string;
  readonly env: Readonly<Record<string, string>>;
}

declare global {
  var runtimeConfig: Runtime | undefined;
}

/** Where the API is. @throws where /config.js is missing or says nothing of it */
export function apiUrl(): string {
  const url = globalThis.runtimeConfig?.env.VITE_API_URL;
  if (url === undefined) throw new Error("/config.js says no VITE_API_URL");
  return url;
}
