import type { RequestRecord } from "./http/request-log.ts";
import type { KillmailReference } from "./world/killmail.ts";
import type { PartialKillmail } from "./world/complete-killmail.ts";

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

/** A running simulator. */
export interface Simulator {
  url: string;
  port: number;
  services: SimulatorServices;
  clock: { now(): Date; advance(ms: number): void };
  requests(): RequestRecord[];
  addKillmail(partial?: PartialKillmail): Promise<{ id: number; hash: string }>;
  /** What ESI would list for a character right now, if nothing were cached. */
  listFor(characterId: number): KillmailReference[];
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
}
