import { z } from "zod";
import { RejectedError } from "../../../kernel/index.ts";
import type { Emit, Member, Seen } from "./member.ts";

export interface MemberReader {
  /** Takes the next line; RejectedError STATIC_DATA_SHAPE with its number when it lacks what is needed. */
  take(text: string): void;
}

export function createMemberReader(
  member: Member,
  emit: Emit,
  seen: Seen,
): MemberReader {
  let line = 0;
  return {
    take(text) {
      line++;
      const read = member.line.safeParse(parse(text));
      if (!read.success)
        throw shapeError(
          `line ${line} of ${member.name}.jsonl is not as it should be (${describe(read.error)})`,
        );
      member.take(read.data, emit, seen);
    },
  };
}

/** The static data can not be read by this version. */
export function shapeError(what: string): RejectedError {
  return new RejectedError(
    "STATIC_DATA_SHAPE",
    `These static data can not be used: ${what}. The build in use stays. Update KillReport; if there is no newer version, report this.`,
  );
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text.slice(0, 100);
  }
}

function describe(error: z.ZodError): string {
  const { path, message } = error.issues[0] ?? { path: [], message: "" };
  return path.length === 0 ? message : `${z.core.toDotPath(path)}: ${message}`;
}
