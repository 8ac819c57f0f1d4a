import type { RequestRecord } from "../../simulator/src/index.ts";

/** The requests that brought a killmail's body. */
export function bodiesFetched(
  requests: readonly RequestRecord[],
): RequestRecord[] {
  return requests.filter(
    ({ path, status }) =>
      /\/killmails\/\d+\/[0-9a-f]{40}\/?$/.test(path) && status === 200,
  );
}
