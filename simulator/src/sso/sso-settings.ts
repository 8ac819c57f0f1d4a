import type { SigningAlgorithm } from "./signing-keys.ts";

export type IssuerVariant = "plain" | "slash" | "host";

/** What the live SSO does one way or another; a client must survive each. */
export interface SsoSettings {
  issuerVariant: IssuerVariant;
  signingAlgorithm: SigningAlgorithm;
  rotateRefreshTokens: boolean;
}

export const defaultSsoSettings = (): SsoSettings => ({
  issuerVariant: "plain",
  signingAlgorithm: "RS256",
  rotateRefreshTokens: false,
});

/** The spellings of `iss` seen in EVE's tokens over the years. */
export const issuerVariants = (
  publicUrl: string,
): Record<IssuerVariant, string> => ({
  plain: publicUrl,
  slash: `${publicUrl}/`,
  host: new URL(publicUrl).host,
});
