/** Throws for plain http to anywhere but this machine: tokens must not travel there. */
export function refuseUnsafeAddress(ssoUrl: URL): void {
  if (ssoUrl.protocol === "https:") return;
  if (ssoUrl.protocol === "http:" && localHosts.has(ssoUrl.hostname)) return;
  throw new Error(
    `EVE_SSO_URL is ${ssoUrl.origin}: plain http is only for a simulator on this machine, use https.`,
  );
}

const localHosts = new Set(["localhost", "127.0.0.1", "[::1]"]);
