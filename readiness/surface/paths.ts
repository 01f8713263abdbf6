/** `/companies/{id}`, `/companies/:id`, `/companies/<int:id>`: the same place, whatever its parameter is called. */
export const placeOf = (path: string): string =>
  path.replaceAll(/\{[^}/]*\}|<[^>/]*>|(?<=\/):[A-Za-z_]\w*/g, "{}");

/** By what operations are told apart: `GET /companies/{}`. */
export const keyOf = (method: string, path: string): string => `${method.toUpperCase()} ${placeOf(path)}`;
