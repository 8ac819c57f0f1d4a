import { addressOfThisMachine } from "../http/address-of.ts";
import { thriftOf } from "../http/thrift.ts";
import type { TestControls } from "../simulator.ts";
import { feedState } from "../r2z2/feed.ts";
import { addKillmails } from "../world/add-killmails.ts";
import { sampleRecipients } from "../world/sample-recipients.ts";
import type { ControlDeps } from "./control-service.ts";

/** The controls of `/simulator` for tests in the same process. */
export function createTestControls({
  world,
  board,
  feed,
  zkillboard,
  clock,
  log,
  limiter,
  errorLimit,
  builds,
}: Pick<
  ControlDeps,
  | "world"
  | "board"
  | "feed"
  | "zkillboard"
  | "clock"
  | "log"
  | "limiter"
  | "errorLimit"
  | "builds"
>): TestControls {
  const add: TestControls["addKillmails"] = (count, partial = {}, publicity) =>
    addKillmails(world, count, partial, publicity).map(
      ({ killmail_id: id, killmail_hash: hash }) => ({ id, hash }),
    );
  return {
    publishStaticData: (change = {}) => builds.publish(change).number,
    namedIds: () => [...world.universe.named()].map(({ id }) => id),
    requests: (filter) => log.records(filter),
    requestTotals: () => log.totals(),
    thrift: (diedWithinMs) => thriftOf(log.records(), diedWithinMs),
    processDied: (process, atMs = Date.now()) => log.processDied(process, atMs),
    forgetRequests: () => log.clear(),
    addKillmail(partial = {}, publicity) {
      const { killmail_id: id, killmail_hash: hash } = world.add(
        partial,
        publicity,
      );
      return Promise.resolve({ id, hash });
    },
    addKillmails: add,
    publishKillmail: (id) => world.publish(id) !== undefined,
    labelKillmail(id, labels) {
      if (!board.relabel(id, labels)) return false;
      feed.rewrite(id);
      return true;
    },
    setZkillboardShape(shape) {
      zkillboard.shape = shape;
    },
    feed: {
      skip: (numbers) => feed.skip(numbers),
      state: () => feedState(feed),
    },
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
