/** What CloudWatch Synthetics' runtime brings along, as far as it is used ("Library functions available for Node.js canary scripts using Playwright"). */
declare module "@aws/synthetics-playwright" {
  type Browser = object;

  export const synthetics: {
    launch(): Promise<Browser>;
    newPage(browser: Browser): Promise<import("./page.ts").Page>;
    executeStep(name: string, look: () => Promise<void>): Promise<unknown>;
    close(): Promise<void>;
  };
}
