const most = 80;

/** A name as messages quote it: what is longer than any name is cut. */
export const shown = (name: string): string =>
  name.length > most ? `${name.slice(0, most)}...` : name;
