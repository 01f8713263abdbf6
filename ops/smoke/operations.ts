/** An operation that a service's document has, or its code. */
export interface Operation {
  readonly service: string;
  readonly method: string;
  /** With the servers' base path, parameters in braces: `/api/companies/{id}`. */
  readonly path: string;
  /** The document lets everybody call it. */
  readonly public: boolean;
  /** What its path's parameters are, by name: `integer`, `uuid`, …; nothing is known of the others. */
  readonly parameters: Readonly<Record<string, string>>;
  /** A call without a body, or without some parameter of the query, is a mistake: it changes nothing. */
  readonly refusesEmpty: boolean;
  /** The document says that it answers 401 or 403 by itself, such as a login does. */
  readonly mayRefuse: boolean;
}

/** What the documents of a stack say. */
export interface Documents {
  readonly operations: readonly Operation[];
  /** Routes that the code serves, and no document has: `GET /api/debug`, by service. */
  readonly undocumented: readonly Pick<Operation, "service" | "method" | "path">[];
}

/** Nobody's: what is asked for without a right must not be there either. */
const nobodys: Readonly<Record<string, string>> = {
  integer: "999999999",
  number: "999999999",
  uuid: "00000000-0000-4000-8000-000000000000",
};

/** The path with something for each parameter. */
export const filledPath = ({ path, parameters }: Pick<Operation, "path" | "parameters">): string =>
  path.replaceAll(/\{([^}]*)\}/g, (_, name: string) => nobodys[parameters[name] ?? ""] ?? "golive-nobody");

export const hasParameters = ({ path }: Pick<Operation, "path">): boolean => path.includes("{");

export const named = ({ method, path }: Pick<Operation, "method" | "path">): string => `${method} ${path}`;

/** Safe to be called by somebody who means nothing by it. */
export const isSafe = ({ method }: Pick<Operation, "method">): boolean => ["GET", "HEAD"].includes(method);
