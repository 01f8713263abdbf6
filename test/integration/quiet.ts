import { beforeAll, vi } from "vitest";

// Functions log for CloudWatch; vitest reports by other ways.
beforeAll(() => void vi.spyOn(process.stdout, "write").mockReturnValue(true));
