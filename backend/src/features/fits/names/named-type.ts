/** A type that bears a name, in one language. */
export interface NamedType {
  readonly typeId: number;
  /** As the static data name languages: `en`, `de`, `fr`, `ja`, `ru`, `zh`, `ko`, `es`. */
  readonly language: string;
  readonly name: string;
  readonly isPublished: boolean;
}

/** The types that bear each of the names asked for, by the name in lower case. */
export type NamedTypes = ReadonlyMap<string, readonly NamedType[]>;
