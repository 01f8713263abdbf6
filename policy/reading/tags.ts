type Tags = Readonly<Record<string, unknown>>;

/** The provider's default tags reach a pack as the JSON text of `defaultTags`. */
function defaultTags(provider: Readonly<Record<string, string>>): Tags {
  try {
    return Object(JSON.parse(provider.defaultTags ?? "{}")).tags ?? {};
  } catch {
    return {};
  }
}

/** A resource's own tags, and those that its provider gives to everything. */
export const allTags = (tags: Tags | undefined, provider: Readonly<Record<string, string>>): Tags => ({
  ...defaultTags(provider),
  ...tags,
});
