export { createJanice, type Janice } from "./create-janice.ts";
export { createMutamarket, type Mutamarket } from "./create-mutamarket.ts";
