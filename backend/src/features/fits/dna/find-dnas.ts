export interface DnaLink {
  readonly dna: string;
  /** Empty when it stands without a link around it. */
  readonly name: string;
}

/** The fitting links of a chat line or mail, or a bare DNA; none in any other text. */
export function findDnas(text: string): DnaLink[] {
  const links = [
    ...text.matchAll(/<(?:url=|a href=["'])fitting:([\d:;_]+)["']?>([^<]*)</gi),
  ].map(([, dna = "", name = ""]) => ({ dna, name: name.trim() }));
  if (links.length > 0) return links;
  const bare = /^\s*(?:fitting:)?(\d+:[\d:;_]*)\s*$/i.exec(text)?.[1];
  return bare === undefined ? [] : [{ dna: bare, name: "" }];
}
