import { describe, expect, it } from "vitest";
import { contentSecurityPolicy, sourcesOf } from "../../config/csp.ts";
import type { Config } from "../../config/schema.ts";
import { configOf } from "./config-of.ts";

const production = configOf("production");
const policyWith = (frontend: Partial<Extract<Config["frontend"], { kind: "static" }>>, more = {}) =>
  contentSecurityPolicy({
    ...production,
    frontend: {
      kind: "static",
      host: "app.prospector.example",
      env: {},
      csp: {},
      spaFallback: true,
      keepReleases: 5,
      ...frontend,
    },
    ...more,
  });

describe("the content security policy of the frontend", () => {
  it("lets in the page's own files and the APIs, and nothing else", () => {
    expect(policyWith({}).split("; ")).toEqual([
      "default-src 'none'",
      "script-src 'self'",
      "style-src 'self'",
      "img-src 'self' data:",
      "font-src 'self'",
      "manifest-src 'self'",
      "connect-src 'self' https://api.prospector.example",
      "base-uri 'none'",
      "form-action 'self'",
      "frame-ancestors 'none'",
      "object-src 'none'",
      "upgrade-insecure-requests",
    ]);
  });

  it("lets pages measure themselves in their region, where they do", () => {
    expect(sourcesOf(policyWith({ rum: { samplePercent: 10 } }), "connect-src")).toEqual([
      "'self'",
      "https://api.prospector.example",
      "https://dataplane.rum.eu-central-1.amazonaws.com",
      "https://cognito-identity.eu-central-1.amazonaws.com",
      "https://sts.eu-central-1.amazonaws.com",
    ]);
  });

  it("lets in what the stack file adds, each once, also by a directive that is else left out", () => {
    const policy = policyWith({
      csp: {
        "script-src": ["'sha256-abc='"],
        "frame-src": ["https://pay.example"],
        "connect-src": ["wss://api.prospector.example", "https://api.prospector.example"],
      },
    });

    expect(sourcesOf(policy, "script-src")).toEqual(["'self'", "'sha256-abc='"]);
    expect(sourcesOf(policy, "frame-src")).toEqual(["https://pay.example"]);
    expect(sourcesOf(policy, "connect-src")).toEqual([
      "'self'",
      "https://api.prospector.example",
      "wss://api.prospector.example",
    ]);
  });

  it.each(["staging", "production"] as const)(
    "of %s has no inline code, no wildcard, nothing in the clear",
    (stack) => {
      expect(contentSecurityPolicy(configOf(stack))).not.toMatch(/unsafe|\*|http:|ws:/);
    },
  );

  it("says what a directive lets in: its own sources, or those of all that are not named", () => {
    expect(sourcesOf(policyWith({}), "media-src")).toEqual(["'none'"]);
    expect(sourcesOf("script-src 'self'", "style-src")).toEqual([]);
  });
});
