/** The event that a rotation ends with; the restart procedure begins with it. */
export const rotatedSource = "golive.rotation";
export const rotatedType = "Secret rotated";

export interface Rotated {
  /** The secret's name in Secrets Manager. */
  readonly secret: string;
  readonly versionId: string;
}
