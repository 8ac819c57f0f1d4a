import type { CharacterId } from "../../kernel/index.ts";
import type { EncryptionKey } from "../crypto/index.ts";
import type { priceSources } from "./variables.ts";

/** Everything a process can be told from outside, checked. */
export interface Config {
  readonly nodeEnv: "development" | "production" | "test";
  readonly port: number;
  /** Absolute. */
  readonly dataDir: string;
  /** Null: the embedded PostgreSQL of `dataDir`. */
  readonly databaseUrl: string | null;
  /** Null: the queue is kept in PostgreSQL. */
  readonly rabbitmqUrl: string | null;
  /** Null: pub/sub goes through PostgreSQL. */
  readonly redisUrl: string | null;
  readonly sso: {
    readonly clientId: string;
    readonly clientSecret: string;
    readonly callbackUrl: string;
    readonly url: string;
  };
  /** No application of EVE's is configured: the simulator stands in for all of EVE. */
  readonly isSimulated: boolean;
  // Addresses of the outside services, without a slash at the end.
  readonly esiUrl: string;
  readonly imagesUrl: string;
  readonly r2z2Url: string;
  readonly zkillboardUrl: string;
  readonly everefUrl: string;
  readonly staticDataUrl: string;
  readonly janiceUrl: string;
  readonly mutamarketUrl: string;
  readonly userAgent: string;
  /** Whether this site follows zKillboard's live feed of public killmails. */
  readonly isLiveFeedOn: boolean;
  /** Whom to ask for prices; after The Forge's averages they are believed in this order. */
  readonly priceSources: readonly (typeof priceSources)[number][];
  readonly janiceApiKey: string | null;
  /** What a ship in a frigate escape bay counts: its price, or 0.01 ISK as on zKillboard. */
  readonly frigateBay: "price" | "zkillboard";
  /** Share of each of ESI's buckets that dormant work leaves to more urgent work. */
  readonly esiDormantReserve: number;
  /** The first encrypts, all decrypt. */
  readonly encryptionKeys: readonly EncryptionKey[];
  readonly sessionSecret: string;
  /** Whoever logs in with one of these characters may repair the site. */
  readonly adminCharacterIds: readonly CharacterId[];
  /** Whoever shows it may read the metrics; null: only this machine may. */
  readonly metricsToken: string | null;
  /** Where browsers find the site; no slash at the end. */
  readonly publicUrl: string;
  readonly simulator: {
    readonly port: number;
    readonly seed: number | null;
    /** Absolute. */
    readonly dataFolder: string | null;
    readonly replayFactor: number | null;
  };
  /** Hours after which a private mail becomes public, for pilots and corporations that have chosen nothing. */
  readonly defaultPublicationDelay:
    "0" | "1" | "3" | "8" | "24" | "72" | "never";
  /** How old killmails get before their year is taken out; null: they are kept for good. */
  readonly retentionYears: number | null;
  readonly logLevel: "debug" | "info" | "warn" | "error" | "silent";
}

/** Groups of variables. A process names those it needs, so that `migrate` does not ask for an application at EVE's. */
export type ConfigSection =
  "server" | "database" | "queue" | "pubsub" | "eve" | "secrets" | "simulator";
