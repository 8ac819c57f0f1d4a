/** Where a login begins that comes back to the page at `to`. */
export function loginHref(to = "/settings"): string {
  return `/auth/login?to=${encodeURIComponent(to)}`;
}
