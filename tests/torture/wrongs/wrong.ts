/** Something that can go wrong. */
export interface Wrong {
  readonly name: string;
  /** How often it is chosen, beside the others' weights. */
  readonly weight: number;
  /** False while it has to be left out. */
  readonly isPossible?: () => boolean;
  /** Resolves once it is over; others are done meanwhile. */
  readonly happen: () => Promise<unknown> | void;
}
