/** One condition that must be met, as it is found, and what to do where it is not. */
export interface Condition {
  readonly name: string;
  readonly ready: boolean;
  readonly found: string;
  readonly todo?: string;
}

export const condition = (
  name: string,
  ready: boolean,
  { found, todo }: { readonly found: string; readonly todo: string },
): Condition => ({ name, ready, found, ...(!ready && { todo }) });
