import { html, Markup } from "./markup.ts";
import { style } from "./style.ts";

/** One page that needs nothing from elsewhere, and may load nothing: to look at, to print, to keep. */
export const page = (title: string, content: Markup, ownStyle = ""): string =>
  html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="referrer" content="no-referrer">
<title>${title}</title>
<style>${new Markup(style)}${new Markup(ownStyle)}</style>
</head>
<body>
<main>
${content}
</main>
</body>
</html>
`.text;
