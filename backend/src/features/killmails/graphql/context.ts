import type { Killmails } from "../killmails.ts";
import type { KillmailStream } from "./stream/killmail-stream.ts";

declare module "../../../platform/graphql/context.ts" {
  interface AppFunctions {
    readonly killmails: Killmails;
    readonly killmailStream: KillmailStream;
  }
}
