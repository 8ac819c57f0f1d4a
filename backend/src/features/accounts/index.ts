export type {
  Accounts,
  CompletedLogin,
  LinkedCharacterView,
  WorkingToken,
} from "./accounts.ts";
export { createAccounts, type AccountsDeps } from "./create-accounts.ts";
export { createLoginFlowSeal } from "./login-flow-seal.ts";
