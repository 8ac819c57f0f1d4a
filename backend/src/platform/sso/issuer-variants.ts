/** EVE SSO has named itself in three ways: as an address with and without a slash at its end, and as a bare host. */
export function issuerVariants(ssoUrl: URL): string[] {
  const address = ssoUrl.href.replace(/\/+$/, "");
  return [address, `${address}/`, address.slice(`${ssoUrl.protocol}//`.length)];
}
