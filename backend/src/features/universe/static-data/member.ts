import type { z } from "zod";
import type { TableName } from "./tables.ts";
import type { Value } from "./table.ts";

/** What members read earlier tell those that come later, since a line alone does not say its name. */
export interface Seen {
  /** English names by id: of systems and planets, what stations circle, NPC corporations and stations' operations. */
  readonly names: Map<number, string>;
  readonly operations: Map<number, string>;
  /** What stations circle. */
  readonly hosts: Set<number>;
}

export type Emit = (table: TableName, values: readonly Value[]) => void;

/** A file of the archive that is needed, and what is needed of each of its lines. */
export interface Member {
  /** Without `.jsonl`. */
  readonly name: string;
  /** Fields that have to be there are not optional; others than these are ignored. */
  readonly line: z.ZodType;
  take(line: unknown, emit: Emit, seen: Seen): void;
}

export function defineMember<Line>(
  name: string,
  line: z.ZodType<Line>,
  take: (line: Line, emit: Emit, seen: Seen) => void,
): Member {
  return { name, line, take };
}
