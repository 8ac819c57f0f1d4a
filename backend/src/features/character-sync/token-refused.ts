import { EsiRefusedError } from "../../platform/esi/index.ts";

/** Whether ESI refused the access token itself, so that a fresh one may help: 401, or 403 with one of its older texts (external-apis 2.6). A missing scope is another matter. */
export function isTokenRefused(error: unknown): error is EsiRefusedError {
  if (!(error instanceof EsiRefusedError)) return false;
  return (
    error.status === 401 ||
    (error.status === 403 &&
      /expired|expiry|unexpected end of JSON/i.test(error.reason))
  );
}
