import type { RateLimitGroup } from "./esi/rate-limit.ts";
import type { Faults } from "./faults/fault-book.ts";
import type { RequestFilter } from "./http/request-log.ts";
import type { RequestTotals } from "./http/request-totals.ts";
import type { Thrift } from "./http/thrift.ts";
import type { FeedState } from "./r2z2/feed.ts";
import type { StaticDataChange } from "./static-data/static-data-build.ts";
import type { CharacterChange } from "./world/people.ts";
import type { Rehash } from "./world/rehashed-world.ts";
import type { ReplayOptions, ReplayProgress } from "./world/replayed-world.ts";
import type { Sample, SampleOptions } from "./world/sample-recipients.ts";
import type { RequestRecord } from "./http/request-record.ts";
import type { KillmailReference } from "./world/killmail.ts";
import type { PartialKillmail } from "./world/complete-killmail.ts";
import type { ZkillboardSettings } from "./zkillboard/zkillboard-settings.ts";
import type { Publicity } from "./world/world.ts";

export interface SimulatorOptions {
  /** 0 = any free port. */
  port?: number | undefined;
  host?: string | undefined;
  /** How clients reach it, when that is not `http://localhost:<port>`. */
  publicUrl?: string | undefined;
  seed?: number | undefined;
  /** A folder with real killmails, instead of an invented world. */
  dataFolder?: string | undefined;
  /** With a data folder: release its day files as time passes, this many times as fast. */
  replayFactor?: number | undefined;
  /** Lists nothing but a sample of characters and corporations, released over time. */
  replay?: ReplayOptions | undefined;
  clock?: { now(): Date } | undefined;
  /** Registered applications; by default a demo one that may redirect anywhere on this machine. */
  clients?:
    { id: string; secret?: string; redirectUris: string[] }[] | undefined;
  /** Keeps signing keys and refresh tokens over restarts; by default they end with the process. */
  stateFile?: string | undefined;
  /** 0 = no new kills, for tests. */
  liveKillsEveryMs?: number | undefined;
  log?: ((line: string) => void) | undefined;
}

/** What tests in the same process may look at and move; over HTTP it is below `/simulator`. */
export interface TestControls {
  /** Types, systems, constellations and regions: everything but people that `POST /universe/names` knows. */
  namedIds(): number[];
  requests(filter?: RequestFilter): RequestRecord[];
  requestTotals(): RequestTotals;
  /** What was spent compared with what would have sufficed. */
  thrift(diedWithinMs?: number): Thrift;
  /** A client process died, at that real time in ms (default now): its records say so; returns how many. */
  processDied(process: string, atMs?: number): number;
  forgetRequests(): void;
  addKillmail(
    partial?: PartialKillmail,
    publicity?: Publicity,
  ): Promise<{ id: number; hash: string }>;
  /** Many of one description, a second apart, the last one now; oldest first. */
  addKillmails(
    count: number,
    partial?: PartialKillmail,
    publicity?: Publicity,
  ): { id: number; hash: string }[];
  /** The public boards learn of a mail now; what they have is posted again. False when there is none. */
  publishKillmail(id: number): boolean;
  /** zKillboard adds labels to a public mail; its feed writes the file again and announces it. */
  labelKillmail(id: number, labels: readonly string[]): boolean;
  /** Whole mails (the default), or ids with zKillboard's block alone. */
  setZkillboardShape(shape: ZkillboardSettings["shape"]): void;
  feed: {
    /** So many numbers are never used. */
    skip(numbers: number): void;
    state(): FeedState;
  };
  /** Shows or accepts another hash of a killmail; undefined when there is no such killmail. */
  rehash(killmailId: number, rehash: Rehash): KillmailReference | undefined;
  /** What ESI would list for a character right now, if nothing were cached. */
  listFor(characterId: number): KillmailReference[];
  listForCorporation(corporationId: number): KillmailReference[];
  /** Moves, promotes, sells or biomasses a character; false when there is none. */
  changeCharacter(characterId: number, change: CharacterChange): boolean;
  /** Characters and corporations that together list at most so many mails. */
  sample(options: SampleOptions): Sample;
  replay: ReplayControls;
  /** Takes tokens as if somebody had spent them; subjects are those of the records. */
  spendTokens(group: RateLimitGroup, subject: string, tokens: number): void;
  spendErrors(errors: number): void;
  /** Publishes the next build of the static data, which differs from the world in what is given; returns its number. */
  publishStaticData(change?: StaticDataChange): number;
}

interface ReplayControls {
  start(options: ReplayOptions): ReplayProgress;
  progress(): ReplayProgress | undefined;
  /** All of the sample, whether released or not, newest first. */
  mails(): KillmailReference[];
  /** Releases the rest now. */
  finish(): void;
  /** Lists everything again, of everybody. */
  end(): void;
}

/** A running simulator. */
export interface Simulator extends TestControls {
  url: string;
  port: number;
  services: SimulatorServices;
  clock: { now(): Date; advance(ms: number): void };
  /** What goes wrong from now on; the same as `POST /simulator/faults`. */
  faults: Faults;
  demoClient: { id: string; secret: string };
  stop(): Promise<void>;
}

/** Base addresses, without a slash at the end. */
export interface SimulatorServices {
  sso: string;
  esi: string;
  images: string;
  r2z2: string;
  zkillboard: string;
  everef: string;
  staticData: string;
  janice: string;
  mutamarket: string;
}
