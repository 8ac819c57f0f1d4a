export { createSso, type SsoConfig } from "./create-sso.ts";
export type { Sso, SsoCharacter, SsoTokens } from "./sso.ts";
