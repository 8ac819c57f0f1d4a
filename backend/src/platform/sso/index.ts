export { createSso, type SsoConfig } from "./create-sso.ts";
export type { Sso, SsoCharacter, SsoTokens } from "./sso.ts";
export { ssoAway } from "./token-error.ts";
