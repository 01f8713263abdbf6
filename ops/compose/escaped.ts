/** Compose reads `$` as the beginning of a variable (specification, "Interpolation"): what the container is to read is doubled. */
export const escaped = (text: string): string => text.replaceAll("$", "$$$$");

/** A value that whoever starts the services puts into their environment, or into `.env`; without it nothing starts. */
export const asked = (name: string): string => `\${${name}:?put it into .env}`;

/** A value of ours that they may replace in the same places. */
export const offered = (name: string, value: string): string => `\${${name}:-${value}}`;
