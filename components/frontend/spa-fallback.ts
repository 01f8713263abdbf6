import { readFileSync } from "node:fs";
import { join } from "node:path";
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { Place } from "../place.ts";

const source = join(import.meta.dirname, "..", "..", "functions", "spa-fallback", "handler.js");

/** "Restrictions on CloudFront Functions": the whole script. */
export const mostBytes = 10_240;

/**
 * Answers paths of the application with its one page. A function and not an error document: that one would turn the
 * API's 403 and 404 into a page that says 200 (P01).
 */
export function spaFallback(name: string, place: Place, parent: pulumi.Resource): aws.cloudfront.Function {
  const code = readFileSync(source, "utf8");
  if (Buffer.byteLength(code) > mostBytes)
    throw new pulumi.RunError(`functions/spa-fallback/handler.js is longer than ${mostBytes} bytes`);
  return new aws.cloudfront.Function(
    name,
    {
      name: `${place.prefix}-spa-fallback`,
      comment: "Paths of the application answer index.html",
      runtime: "cloudfront-js-2.0",
      publish: true,
      code,
    },
    { parent },
  );
}
