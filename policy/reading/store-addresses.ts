const address =
  /(?:^|[_/])(?:DATABASE|DB|POSTGRES(?:QL)?|PG|MYSQL|REDIS|VALKEY|CACHE|QUEUE)_?(?:URL|URI|DSN|HOST|ADDRESS|ENDPOINT|PASSWORD)(?:_|$)/i;

/** Whether a variable's or a secret's name says that it leads to a database or cache. */
export const namesStore = (name: string): boolean => address.test(name);
