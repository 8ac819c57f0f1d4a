import { z } from "zod";
import type { ConfigSection } from "./config.ts";

const retentionProblem =
  "must be a whole number of years, at least 1, or nothing: then everything is kept";

/** Where prices may come from. Of the first two both tell The Forge's daily averages, which go before all others. */
export const priceSources = [
  "everef",
  "esi-history",
  "esi-average",
  "esi-adjusted",
  "janice",
  "mutamarket",
] as const;

function isPriceSource(text: string): text is (typeof priceSources)[number] {
  return priceSources.some((one) => one === text);
}

/** Every variable there is, with its check. The message says how to fix it. */
export const variables = {
  NODE_ENV: z
    .enum(["development", "production", "test"], {
      error: "must be development, production or test",
    })
    .default("development"),
  LOG_LEVEL: z
    .enum(["debug", "info", "warn", "error", "silent"], {
      error: "must be debug, info, warn, error or silent",
    })
    .default("info"),
  PORT: port(4000),
  KILLREPORT_DATA_DIR: z.string().default(".data"),

  DATABASE_URL: address(
    ["postgresql:", "postgres:"],
    "postgresql://user:password@localhost:5432/killreport",
  ).optional(),
  RABBITMQ_URL: address(
    ["amqp:", "amqps:"],
    "amqp://user:password@localhost:5672",
  ).optional(),
  REDIS_URL: address(
    ["redis:", "rediss:"],
    "redis://localhost:6379",
  ).optional(),

  DEFAULT_PUBLICATION_DELAY: z
    .enum(["0", "1", "3", "8", "24", "72", "never"], {
      error: "must be a number of hours (0, 1, 3, 8, 24 or 72) or never",
    })
    .default("never"),
  RETENTION_YEARS: z.coerce
    .number({ error: retentionProblem })
    .int(retentionProblem)
    .min(1, retentionProblem)
    .max(100, retentionProblem)
    .optional(),
  EVE_CLIENT_ID: z.string().optional(),
  EVE_CLIENT_SECRET: z.string().optional(),
  EVE_CALLBACK_URL: web("https://yourdomain.com/auth/callback")
    .refine(
      // The only path that answers to EVE SSO; to the letter what is registered there.
      (url) => /^https?:\/\/[^/?#]+\/auth\/callback$/.test(url),
      "must have the path /auth/callback and nothing behind it, such as https://yourdomain.com/auth/callback",
    )
    .optional(),
  CONTACT: z
    .string()
    // It travels in an HTTP header.
    .regex(
      /^[\x20-\x7e]+$/,
      "must be plain ASCII, such as an e-mail address or an EVE character's name",
    )
    .optional(),
  ENCRYPTION_KEYS: z.string().optional(),
  SESSION_SECRET: z
    .string()
    .min(
      32,
      "must have at least 32 characters; make one with: openssl rand -base64 32",
    )
    .optional(),

  ADMIN_CHARACTER_IDS: z
    .string()
    .regex(
      /^\s*[1-9]\d{0,15}(\s*,\s*[1-9]\d{0,15})*\s*$/,
      "must be character ids with commas between them, such as 2112625428,95465499",
    )
    .transform((text) => text.split(",").map(Number))
    .default([]),

  METRICS_TOKEN: z
    .string()
    // It travels in an HTTP header.
    .regex(
      /^[\x21-\x7e]{16,}$/,
      "must have at least 16 characters, plain ASCII without spaces; make one with: openssl rand -hex 24",
    )
    .optional(),

  EVE_SSO_URL: web("https://login.eveonline.com").optional(),
  ESI_URL: web("https://esi.evetech.net").optional(),
  IMAGES_URL: web("https://images.evetech.net").optional(),
  R2Z2_URL: web("https://r2z2.zkillboard.com").optional(),
  ZKILLBOARD_URL: web("https://zkillboard.com").optional(),
  EVEREF_URL: web("https://data.everef.net").optional(),
  STATIC_DATA_URL: web(
    "https://developers.eveonline.com/static-data",
  ).optional(),
  JANICE_URL: web("https://janice.e-351.com").optional(),
  MUTAMARKET_URL: web("https://mutamarket.com").optional(),

  PRICE_SOURCES: z
    .string()
    .default("everef,esi-history,esi-average,esi-adjusted")
    .transform((text, context) => {
      const names = text.trim() === "none" ? [] : text.split(/\s*,\s*/);
      const sources = names.filter(isPriceSource);
      const isList =
        sources.length === names.length &&
        new Set(sources).size === sources.length;
      if (!isList)
        context.addIssue({
          code: "custom",
          message: `must be ${priceSources.join(", ")}, those that are wanted in the order they are believed, each once; or none`,
        });
      return sources;
    }),
  FRIGATE_BAY_VALUE: z
    .enum(["price", "zkillboard"], {
      error:
        "must be price (a ship in a frigate escape bay is worth its price) or zkillboard (0.01 ISK, as there)",
    })
    .default("price"),
  JANICE_API_KEY: z
    .string()
    // It travels in an HTTP header.
    .regex(/^[\x21-\x7e]+$/, "must be plain ASCII without spaces")
    .optional(),

  LIVE_FEED: z
    .enum(["on", "off"], { error: "must be on or off" })
    .default("on"),
  ESI_DORMANT_RESERVE: z.coerce
    .number({ error: "must be a number from 0 to 0.9, such as 0.3" })
    .min(0, "must be a number from 0 to 0.9, such as 0.3")
    .max(0.9, "must be a number from 0 to 0.9, such as 0.3")
    .default(0.3),

  SIMULATOR_PORT: port(4100),
  SIMULATOR_SEED: z.coerce
    .number({ error: "must be a whole number" })
    .int("must be a whole number")
    .optional(),
  SIMULATOR_DATA: z.string().optional(),
  SIMULATOR_REPLAY: z.coerce
    .number({ error: "must be a number above 0, such as 60" })
    .positive("must be a number above 0, such as 60")
    .optional(),
};

export type VariableName = keyof typeof variables;

export type Values = {
  [Name in VariableName]: z.output<(typeof variables)[Name]>;
};

const namesOf: Record<ConfigSection, readonly VariableName[]> = {
  server: [
    "NODE_ENV",
    "LOG_LEVEL",
    "PORT",
    "ADMIN_CHARACTER_IDS",
    "DEFAULT_PUBLICATION_DELAY",
    "METRICS_TOKEN",
    "RETENTION_YEARS",
  ],
  database: ["KILLREPORT_DATA_DIR", "DATABASE_URL"],
  queue: ["RABBITMQ_URL"],
  pubsub: ["REDIS_URL"],
  eve: [
    "EVE_CLIENT_ID",
    "EVE_CLIENT_SECRET",
    "EVE_CALLBACK_URL",
    "CONTACT",
    "EVE_SSO_URL",
    "ESI_URL",
    "IMAGES_URL",
    "R2Z2_URL",
    "ZKILLBOARD_URL",
    "EVEREF_URL",
    "STATIC_DATA_URL",
    "JANICE_URL",
    "MUTAMARKET_URL",
    "PRICE_SOURCES",
    "JANICE_API_KEY",
    "FRIGATE_BAY_VALUE",
    "LIVE_FEED",
    "ESI_DORMANT_RESERVE",
  ],
  secrets: ["ENCRYPTION_KEYS", "SESSION_SECRET"],
  simulator: [
    "SIMULATOR_PORT",
    "SIMULATOR_SEED",
    "SIMULATOR_DATA",
    "SIMULATOR_REPLAY",
  ],
};

export function namesIn(
  sections: readonly ConfigSection[] | undefined,
): ReadonlySet<VariableName> {
  const all = Object.keys(namesOf) as ConfigSection[];
  return new Set((sections ?? all).flatMap((section) => namesOf[section]));
}

function port(fallback: number) {
  const message = `must be a port number from 1 to 65535, such as ${fallback}`;
  return z.coerce
    .number({ error: message })
    .int(message)
    .min(1, message)
    .max(65_535, message)
    .default(fallback);
}

function web(example: string) {
  return address(["http:", "https:"], example).transform((url) =>
    url.replace(/\/+$/, ""),
  );
}

function address(protocols: readonly string[], example: string) {
  return z
    .string()
    .refine(
      (text) =>
        URL.canParse(text) && protocols.includes(new URL(text).protocol),
      `must be an address like ${example}`,
    );
}
