import type { ApiSite, Pilot } from "../api-site.ts";

/** An id that only the hidden mails and their pilots have, and one of the same kind that nobody has. */
export interface IdPair {
  readonly hidden: string;
  readonly unknown: string;
}

/** What must not be found. */
export interface Hidden {
  readonly ids: readonly IdPair[];
  /** Other texts that only the hidden mails have. */
  readonly marks: readonly string[];
  /** Stores the hidden mails. */
  hide(): Promise<void>;
  /** Stores a public mail with `shownId` on it as victim and as attacker; returns a text that only this mail has. */
  show(): Promise<string>;
  readonly shownId: string;
}

/** A site with hidden mails to come, and those who look for them: `stranger` has mails and characters of their own. */
export interface Search {
  readonly site: ApiSite;
  readonly hidden: Hidden;
  readonly newStranger: () => Promise<Pilot>;
}

export interface Asker {
  readonly name: string;
  readonly cookie: string | undefined;
}

/** An answer, under a name that is the same each time it is asked for. */
export interface Heard {
  readonly name: string;
  readonly text: string;
  /** The id it was asked for. */
  readonly id: string;
}

/** Whether the answer shows anything hidden beyond the id it was asked for. */
export function showsHidden({ ids, marks }: Hidden, heard: Heard): boolean {
  return [...marks, ...ids.map(({ hidden }) => hidden)].some(
    (text) => text !== heard.id && heard.text.includes(text),
  );
}

/** Whether two answers say the same, each of its own id. */
export function saysTheSame(one: Heard, other: Heard): boolean {
  const plain = ({ text, id }: Heard) => text.replaceAll(id, "the id");
  return plain(one) === plain(other);
}
