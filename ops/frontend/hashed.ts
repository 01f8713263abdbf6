/** As bundlers write it into a name: eight letters and digits (Vite, Rollup, esbuild, Parcel), or more in hex (webpack). */
const hash = /[-.]([\w-]{8}|[0-9a-f]{10,64})(\.[A-Za-z0-9]+)+$/;

const looksRandom = (word: string): boolean => /\d/.test(word) || /[a-z].*[A-Z]/.test(word);

/**
 * Whether a file's name changes with its content, so that browsers may keep it for a year. Files at the root have names
 * that others know them by. A word that only looks like a hash does no harm: the same name with other content is refused.
 */
export function isHashed(path: string): boolean {
  const found = path.includes("/") ? hash.exec(path)?.[1] : undefined;
  return found !== undefined && looksRandom(found);
}
