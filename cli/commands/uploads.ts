import { Presets, SingleBar } from "cli-progress";
import { sizeText } from "../../ops/frontend/manifest.ts";
import type { Uploads } from "../../ops/frontend/work.ts";
import type { Voice } from "../../ops/rollback/work.ts";
import { canDraw } from "../progress.ts";

type Terminal = NodeJS.WritableStream & { readonly isTTY?: boolean };

/** A bar where it can be drawn over; else a line that stands once a minute, as of everything that takes its time. */
export function uploads(voice: Pick<Voice, "now">, screen: Terminal = process.stderr): Uploads {
  return canDraw(screen) ? bar(screen) : lines(voice);
}

function bar(stream: Terminal): Uploads {
  const drawn = new SingleBar(
    {
      stream,
      format: "  sending {bar} {percentage} % · {sent} of {files} files · {path}",
      clearOnComplete: true,
      hideCursor: true,
      gracefulExit: false, // what was begun ends by our own rules
    },
    Presets.shades_classic,
  );
  let sent = 0;
  return {
    begin: (files, bytes) => drawn.start(Math.max(bytes, 1), 0, { sent, files, path: "" }),
    sent: (path, bytes) => drawn.increment(bytes, { sent: ++sent, path: path.slice(-40) }),
    end: () => drawn.stop(),
  };
}

function lines(voice: Pick<Voice, "now">): Uploads {
  let sent = 0;
  let all = { files: 0, bytes: 0 };
  let bytes = 0;
  return {
    begin: (files, total) => {
      all = { files, bytes: total };
    },
    sent: (_, size) => {
      bytes += size;
      voice.now(`sending: ${++sent} of ${all.files} files, ${sizeText(bytes)} of ${sizeText(all.bytes)}`);
    },
    end: () => undefined,
  };
}
