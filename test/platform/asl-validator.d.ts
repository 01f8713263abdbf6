/** The package brings no types of its own. */
declare module "asl-validator" {
  interface Validity {
    readonly isValid: boolean;
    readonly errors: readonly { readonly Message?: string }[];
  }
  export default function validate(definition: object): Promise<Validity>;
}
