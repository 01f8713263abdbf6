// CloudFront runs this at its edges before each request for a page (runtime cloudfront-js-2.0: one plain script of at
// most 10 KB, without modules). A path of the application, such as /companies/7, is index.html's to show. What has an
// ending is a file: a missing one answers 404 and never a page, else a browser reads HTML as the script it asked for.
const served = /^\/(?:api|assets|releases|\.well-known)(?:\/|$)/;

// biome-ignore lint/correctness/noUnusedVariables: CloudFront calls it by this name
function handler(event) {
  const request = event.request;
  const last = request.uri.slice(request.uri.lastIndexOf("/") + 1);
  if (!served.test(request.uri) && !last.includes(".")) request.uri = "/index.html";
  return request;
}
