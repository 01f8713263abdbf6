const localName =
  /(?:^|[/@,;=\s"'])(?:localhost|host\.docker\.internal|[\w-]+\.(?:localhost|local|localdomain))(?=$|[:/,;?\s"'])/i;
const localAddress = /(?<![\d.])(?:127\.\d{1,3}\.\d{1,3}\.\d{1,3}|0\.0\.0\.0)(?![\d.])|\[::1?\]/;

/** Text that names the machine it is read on, or a developer's. */
export const isLocal = (text: string): boolean => localName.test(text) || localAddress.test(text);

const clear: readonly RegExp[] = [
  /(?:^|[\s,;"'=])((?:http|ws|redis|valkey|amqp|mqtt|ldap|ftp|smtp|memcached):\/\/[^\s,;"']*)/i,
  /\b(sslmode=(?:disable|allow|prefer))\b/i,
  /\b(ssl(?:_cert_reqs)?=(?:none|false))\b/i,
];

/** What in a text would send data unencrypted, without a credential that may stand in it. */
export function inTheClear(text: string): string | undefined {
  for (const pattern of clear) {
    const found = pattern.exec(text)?.[1];
    if (found !== undefined) return found.replace(/\/\/[^@/]*@/, "//");
  }
  return undefined;
}
