/** The address of an upgrade login, so that it comes back to the settings. */
export function withWayBack(upgradeUrl: string): string {
  return `${upgradeUrl}&to=${encodeURIComponent("/settings")}`;
}
