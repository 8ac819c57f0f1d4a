import * as oauth from "openid-client";
import { classifyTokenError } from "./token-error.ts";

/** Reads where EVE SSO's endpoints are. The secret goes into the body: EVE's secrets hold `_`, which Basic would percent-encode. */
export async function discoverSso(application: {
  ssoUrl: URL;
  clientId: string;
  clientSecret: string;
}): Promise<oauth.Configuration> {
  const { ssoUrl, clientId, clientSecret } = application;
  return oauth
    .discovery(
      ssoUrl,
      clientId,
      undefined,
      oauth.ClientSecretPost(clientSecret),
      {
        algorithm: "oauth2",
        timeout: 10,
        execute: ssoUrl.protocol === "http:" ? [allowPlainHttp] : [],
      },
    )
    .catch((error: unknown) => {
      throw classifyTokenError(error).error;
    });
}

// Marked deprecated by its authors only to make it stand out. For a simulator on this machine; other plain addresses were refused before.
// eslint-disable-next-line @typescript-eslint/no-deprecated
const allowPlainHttp = oauth.allowInsecureRequests;
