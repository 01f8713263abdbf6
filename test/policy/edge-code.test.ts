import { describe, expect, it } from "vitest";
import { rewritten } from "../../policy/reading/edge-code.ts";

const code = (body: string): string => `function handler(event) { ${body} }`;

describe("what a function at the edge makes of a path", () => {
  it("is the path that it asks the origin for", () =>
    expect(rewritten(code('event.request.uri = "/index.html"; return event.request;'), "/orders")).toBe(
      "/index.html",
    ));

  it("is nothing where it answers itself", () =>
    expect(rewritten(code("return { statusCode: 401 };"), "/orders")).toBeUndefined());

  it("is nothing where it fails, or asks for what only CloudFront has", () => {
    expect(rewritten(code("return missing;"), "/orders")).toBeUndefined();
    expect(
      rewritten(`import cf from "cloudfront"; ${code("return event.request;")}`, "/orders"),
    ).toBeUndefined();
  });

  it("is read whichever way the code ends", () =>
    expect(rewritten(`${code("return event.request;")} // that is all`, "/orders")).toBe("/orders"));

  it("is not known of one that does not come to its end, whatever it did before", () =>
    expect(() => rewritten(code("for (;;);"), "/orders", 50)).toThrow("does not come to its end"));
});
