const signing =
  /(?:^|[_-])JWT(?:[_-]|$)|(?:^|[_-])(?:SESSION|COOKIE|SIGNING|AUTH)[_-](?:SECRET|KEY)|^(?:(?:APP|DJANGO|FLASK|RAILS|NEXTAUTH)[_-])?SECRET(?:[_-]KEY(?:[_-]BASE)?)?$/i;

/** The name of a key that signs sessions or tokens; its public half is no secret. */
export const namesSigningKey = (name: string): boolean => signing.test(name) && !/PUBLIC/i.test(name);
