const partitions: Readonly<Record<string, string>> = { "cn-": "aws-cn", "us-gov-": "aws-us-gov" };

/** The first word of every ARN in a region ("Amazon Resource Names": partitions). */
export const partitionOf = (region: string): string =>
  Object.entries(partitions).find(([start]) => region.startsWith(start))?.[1] ?? "aws";
