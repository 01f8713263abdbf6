import type { Config } from "../../config/schema.ts";

/** The names under which stores answer beside the product's own services. */
export interface StoreNames {
  readonly database: string;
  readonly objects: string;
  cache(id: string): string;
}

export function storeNames({ services }: Config): StoreNames {
  const free = (name: string): string => (Object.hasOwn(services, name) ? free(`${name}-store`) : name);
  return {
    database: free("database"),
    objects: free("object-storage"),
    cache: (id) => free(`cache-${id}`),
  };
}
