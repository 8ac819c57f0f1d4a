/** What an answer costs in its rate-limit group: 2xx 2, 3xx 1, 4xx 5, but 429, 5xx and the error limit's 420 nothing. */
export function tokenCost(status: number): number {
  if (status === 420 || status === 429 || status >= 500) return 0;
  if (status >= 400) return 5;
  return status >= 300 ? 1 : 2;
}

/** What an answer counts towards the error limit: everything but 2xx and 3xx, 5xx included; 420 itself comes after the limit. */
export function errorCost(status: number): number {
  return status >= 400 && status !== 420 ? 1 : 0;
}
