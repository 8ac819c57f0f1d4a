import { randomBytes, timingSafeEqual } from "node:crypto";
import { z } from "zod";
import { RejectedError } from "../../kernel/index.ts";
import type { Seal } from "../../platform/crypto/index.ts";

/** What a browser keeps, sealed, between leaving for EVE SSO and coming back. */
export type LoginFlow = z.infer<typeof loginFlow>;

const loginFlow = z.object({
  state: z.string(),
  verifier: z.string(),
  createdAt: z.string(),
  /** The second of two: the first came back with fewer scopes than the character had granted before. */
  isSecond: z.boolean().default(false),
  /** Path of this site where the pilot goes on afterwards. */
  to: z.string().default("/"),
});

export function newLoginFlow(
  now: Date,
  { isSecond, to }: Pick<LoginFlow, "isSecond" | "to">,
): LoginFlow {
  return {
    isSecond,
    to,
    state: randomBytes(32).toString("base64url"),
    // 43 characters: lengths of 4n+1 once made EVE SSO fail.
    verifier: randomBytes(32).toString("base64url"),
    createdAt: now.toISOString(),
  };
}

/** The code and the verifier of a callback that belongs to this browser's own login. */
export async function readCallback(
  seal: Seal,
  callbackUrl: URL,
  sealedFlow: string | undefined,
): Promise<{
  code: string;
  verifier: string;
  isSecond: boolean;
  to: string;
}> {
  const query = callbackUrl.searchParams;
  const opened = sealedFlow === undefined ? null : await seal.open(sealedFlow);
  const flow = loginFlow.safeParse(opened);
  if (query.get("error") === "access_denied")
    throw new RejectedError(
      "LOGIN_CANCELLED",
      flow.data?.isSecond === true
        ? "You are logged in. What needs the permissions you did not give again is switched off."
        : "You cancelled the login at EVE SSO. Nothing was stored.",
    );
  if (!flow.success || !isSame(only(query, "state"), flow.data.state))
    throw new RejectedError(
      "LOGIN_STATE",
      "This login was not started in this browser within the last ten minutes. Please log in again.",
    );
  const code = only(query, "code");
  if (code === null || code === "")
    throw new RejectedError(
      "LOGIN_CODE",
      "EVE SSO did not complete the login. Please log in again.",
    );
  const { verifier, isSecond, to } = flow.data;
  return { code, verifier, isSecond, to };
}

/** A parameter that is there once; twice is no answer of EVE SSO. */
function only(query: URLSearchParams, name: string): string | null {
  const values = query.getAll(name);
  return values.length === 1 ? (values[0] ?? null) : null;
}

function isSame(given: string | null, expected: string): boolean {
  const a = Buffer.from(given ?? "");
  const b = Buffer.from(expected);
  return a.byteLength === b.byteLength && timingSafeEqual(a, b);
}
