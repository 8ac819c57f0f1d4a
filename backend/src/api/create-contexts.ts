import type { Viewer } from "../kernel/index.ts";
import {
  createLoaders,
  type AppFunctions,
  type GraphqlContext,
} from "../platform/graphql/index.ts";
import { version } from "../platform/config/index.ts";
import type { App } from "../app.ts";

/** How one operation came in. */
export interface Caller {
  readonly viewer: Viewer;
  readonly sessionToken: string | undefined;
  /** As `RequestLimits.keyOf` gives it. */
  readonly limitKey: string;
  /** Takes the session out of the browser as well, where the transport can. */
  readonly forgetSession?: () => void;
}

/** The context of one operation, which is all that resolvers see of the application. */
export function createContexts(
  app: App,
  functions: AppFunctions,
): (caller: Caller) => GraphqlContext {
  const { config, accounts, log } = app;
  const site = {
    version,
    isSimulated: config.isSimulated,
    imagesUrl: config.imagesUrl,
  };
  return ({ viewer, sessionToken, limitKey, forgetSession }) => ({
    viewer,
    limitKey,
    viewerNow: () => accounts.viewer(sessionToken),
    endSession: async () => {
      await accounts.endSession(sessionToken);
      forgetSession?.();
    },
    loaders: createLoaders(),
    app: functions,
    site,
    log,
  });
}
