import type { Logger, Viewer } from "../../kernel/index.ts";
import type { Loaders } from "./loaders.ts";

/** What resolvers may call. Each feature declares its own part beside its types, so that none sees more of another than its door. */
// eslint-disable-next-line @typescript-eslint/no-empty-object-type -- filled by declaration merging
export interface AppFunctions {}

/** What the site is, for every part of the schema. */
export interface Site {
  readonly version: string;
  readonly isSimulated: boolean;
  /** Address of the image service, without a slash at its end. */
  readonly imagesUrl: string;
}

/** What every resolver gets. Never the Prisma client: its type is slow, and rules about who sees what live in the features. */
export interface GraphqlContext {
  readonly viewer: Viewer;
  /** Who asks now: a subscription lives on after its session or its grants have ended. */
  readonly viewerNow: () => Promise<Viewer>;
  /** Whose request it is as far as limits go: an account's, or an address's. */
  readonly limitKey: string;
  /** Ends the session this request came with. */
  readonly endSession: () => Promise<void>;
  readonly loaders: Loaders;
  readonly app: AppFunctions;
  readonly site: Site;
  readonly log: Logger;
}
