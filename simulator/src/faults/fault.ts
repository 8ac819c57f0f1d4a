import { z } from "zod";
import { serviceNames } from "../http/request-record.ts";
import { twist } from "./twist-killmail.ts";
import { worldEvent } from "./world-event.ts";

const ms = z.int().min(0).max(86_400_000);

const matcher = {
  service: z.enum(serviceNames).optional(),
  method: z.string().toUpperCase().optional(),
  /** Part of the path as it was asked for; `*` stands for one segment, `$` for the end. */
  path: z.string().min(1).optional(),
  query: z.record(z.string(), z.string()).optional(),
  /** The client process that asks, as it names itself in its User-Agent. */
  process: z.string().optional(),
};

const limits = {
  /** How many requests are hit; 1 unless duration, probability or downtime limit it otherwise. */
  count: z.int().positive().optional(),
  /** Lets this many matching requests pass before the first hit. */
  skip: z.int().min(0).optional(),
  probability: z.number().min(0).max(1).optional(),
  /** Of the dice for `probability`. */
  seed: z.int().default(1),
  /** Begins that much later, on the simulator's clock. */
  afterMs: ms.optional(),
  /** Ends that long after its beginning, on the simulator's clock. */
  durationMs: ms.optional(),
};

const effects = {
  status: z.int().min(400).max(599).optional(),
  headers: z.record(z.string(), z.string()).optional(),
  body: z.enum(["json", "html", "text", "empty"]).optional(),
  /** Whether a scripted status carries the headers of its limit; by default all but 429 do. */
  hasLimitHeaders: z.boolean().optional(),
  /** Wait before the answer is computed. */
  latencyMs: ms.optional(),
  /** Wait after it was computed and paid for. */
  holdMs: ms.optional(),
  /** Half of the text, well packed; of a file, its first half. */
  truncate: z.boolean().optional(),
  /** Some bytes of a file are others than they were, under its ETag and length. */
  damage: z.boolean().optional(),
  /** An archive is written again while it is read: from then on it is another file. */
  rewrite: z.boolean().optional(),
  /** The first killmail is not what its hash says, or not what ESI says, where bodies come from elsewhere. */
  forge: twist.optional(),
  /** A number the live feed has not reached answers with its newest mail. */
  repeat: z.boolean().optional(),
  /** The JSON is followed by blanks until it is so many bytes long. */
  fillTo: z.int().min(1).max(1_000_000_000).optional(),
  /** The connection ends instead of an answer: before it is computed, after, or halfway through sending it. */
  drop: z.enum(["before", "after", "midway"]).optional(),
  /** Fields and enum values this version of ESI does not have. */
  schema: z.literal("later").optional(),
  /** New killmails enter the list being asked for, and its cached answer ends. */
  list: z.strictObject({ adds: z.int().min(1).max(5_000) }).optional(),
  /** ESI without its game servers: only what is cached, and `/meta`, still answers. */
  downtime: z
    .strictObject({
      status: z
        .union([z.literal(502), z.literal(503), z.literal(504)])
        .default(503),
    })
    .optional(),
  event: worldEvent.optional(),
};

export const faultScript = z
  .strictObject({
    name: z.string().min(1).default("fault"),
    ...matcher,
    ...limits,
    ...effects,
  })
  .refine(
    (fault) =>
      Object.keys(effects).some(
        (effect) => fault[effect as keyof typeof effects] !== undefined,
      ),
    {
      message: `says nothing of what goes wrong; one of ${Object.keys(effects).join(", ")}`,
    },
  );

export const faultBody = z.union([faultScript, z.array(faultScript).min(1)]);

/** Something that goes wrong with matching requests, as it is written down. */
export type FaultScript = z.input<typeof faultScript>;

/** A script with its defaults. */
export type Fault = z.output<typeof faultScript>;
