/** Security status as the game shows it: one decimal, and no low-security system looks like null security (external-apis 6.4). */
export function displaySecurity(security: number): number {
  if (security > 0 && security < 0.05) return 0.1;
  // `+ 0` turns the -0 that rounding leaves into 0.
  return Math.round(security * 10) / 10 + 0;
}
