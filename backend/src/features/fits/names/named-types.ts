import type { NamedType } from "../../universe/index.ts";

/** The types that bear each of the names asked for, by the name in lower case. */
export type NamedTypes = ReadonlyMap<string, readonly NamedType[]>;
