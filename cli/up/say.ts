/** Our own words go where pulumi's do not: its output may be read by a program. */
export const say = (text: string): void => void process.stderr.write(`${text}\n`);
