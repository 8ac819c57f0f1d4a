import { z } from "zod";
import type { EsiRequest } from "../esi-route.ts";
import { EsiError } from "../esi-route.ts";

/** The body of the bulk routes: a JSON array of 1 to `most` different whole numbers. */
export function idsOf(request: EsiRequest, most: number): number[] {
  return uniqueList(request, z.array(z.int().min(0)).min(1).max(most));
}

export function stringsOf(request: EsiRequest, most: number): string[] {
  return uniqueList(
    request,
    z.array(z.string().min(1).max(100)).min(1).max(most),
  );
}

function uniqueList<Value>(
  request: EsiRequest,
  shape: z.ZodType<Value[]>,
): Value[] {
  let body: unknown;
  try {
    body = JSON.parse(request.body);
  } catch {
    throw bad("expected a JSON array");
  }
  const parsed = shape.safeParse(body);
  if (!parsed.success) throw bad(parsed.error.issues[0]?.message ?? "invalid");
  if (new Set(parsed.data).size !== parsed.data.length)
    throw bad("items must be unique");
  return parsed.data;
}

const bad = (message: string): EsiError =>
  new EsiError(400, "Bad Request", [{ location: "body", message }]);
