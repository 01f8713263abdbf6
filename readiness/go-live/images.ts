const taskDefinition = "aws:ecs/taskDefinition:TaskDefinition";
const pinned = /^[^\s@]+@sha256:[\da-f]{64}$/;

interface Resource {
  readonly type: string;
  readonly values: Readonly<Record<string, unknown>>;
}

/** The images of all containers, by digest: from task definitions, and from the copies that components give out. */
export const imagesIn = (resources: readonly Resource[]): readonly string[] =>
  [...new Set(resources.flatMap(({ type, values }) => imagesOf(type, values)))].sort();

function imagesOf(type: string, { containerDefinitions, containers }: Resource["values"]): readonly string[] {
  const listed = type === taskDefinition ? parsed(containerDefinitions) : containers;
  return (Array.isArray(listed) ? listed : []).flatMap((one: unknown) => {
    const image: unknown = typeof one === "object" && one !== null ? Reflect.get(one, "image") : undefined;
    return typeof image === "string" && pinned.test(image) ? [image] : [];
  });
}

function parsed(text: unknown): unknown {
  try {
    return typeof text === "string" ? JSON.parse(text) : undefined;
  } catch {
    return undefined; // made by AWS, as far as the plan knows: then the copy around it is read
  }
}
