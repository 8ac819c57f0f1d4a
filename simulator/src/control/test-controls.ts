import { addressOfThisMachine } from "../esi/error-limit.ts";
import { thriftOf } from "../http/thrift.ts";
import type { TestControls } from "../simulator.ts";
import { addKillmails } from "../world/add-killmails.ts";
import { sampleRecipients } from "../world/sample-recipients.ts";
import type { ControlDeps } from "./control-service.ts";

/** The controls of `/simulator` for tests in the same process. */
export function createTestControls({
  world,
  clock,
  log,
  limiter,
  errorLimit,
}: Pick<
  ControlDeps,
  "world" | "clock" | "log" | "limiter" | "errorLimit"
>): TestControls {
  const add: TestControls["addKillmails"] = (count, partial = {}) =>
    addKillmails(world, count, partial).map(
      ({ killmail_id: id, killmail_hash: hash }) => ({ id, hash }),
    );
  return {
    requests: (filter) => log.records(filter),
    requestTotals: () => log.totals(),
    thrift: (diedWithinMs) => thriftOf(log.records(), diedWithinMs),
    processDied: (process, atMs = Date.now()) => log.processDied(process, atMs),
    forgetRequests: () => log.clear(),
    addKillmail(partial = {}) {
      const { killmail_id: id, killmail_hash: hash } = world.add(partial);
      return Promise.resolve({ id, hash });
    },
    addKillmails: add,
    rehash: (id, rehash) => world.rehash(id, rehash),
    listFor: (id) => world.listForCharacter(id),
    listForCorporation: (id) => world.listForCorporation(id),
    changeCharacter: (id, change) =>
      world.people.change(id, change, clock.now().getTime()) !== undefined,
    sample: (options) => sampleRecipients(world, options),
    replay: {
      start: (options) => world.replay(options),
      progress: () => world.replayProgress(),
      mails: () => world.replayedMails(),
      finish: () => world.finishReplay(),
      end: () => world.endReplay(),
    },
    spendTokens: (group, subject, tokens) =>
      limiter.spend(group, subject, tokens),
    spendErrors: (errors) => errorLimit.spend(addressOfThisMachine, errors),
  };
}
