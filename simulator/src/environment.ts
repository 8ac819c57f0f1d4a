import { existsSync } from "node:fs";
import { z } from "zod";
import type { SimulatorOptions } from "./simulator.ts";

const filled = (value: string | undefined): string | undefined =>
  value === undefined || value === "" ? undefined : value;

const clients = z.array(
  z.strictObject({
    id: z.string().min(1),
    secret: z.string().min(1).optional(),
    redirectUris: z.array(z.url()),
  }),
);

const environment = z.object({
  SIMULATOR_PORT: z.coerce.number().int().min(0).max(65_535).optional(),
  SIMULATOR_HOST: z.string().optional(),
  SIMULATOR_URL: z.url().optional(),
  SIMULATOR_SEED: z.coerce.number().int().optional(),
  SIMULATOR_DATA: z
    .string()
    .refine((folder) => existsSync(folder), "no such folder")
    .optional(),
  SIMULATOR_REPLAY: z.coerce.number().positive().optional(),
  SIMULATOR_LIVE_KILLS_MS: z.coerce.number().int().min(0).optional(),
  SIMULATOR_STATE: z.string().optional(),
  SIMULATOR_CLIENTS: z.string().optional(),
});

/** Options from environment variables; throws one error that names every problem. */
export function parseEnvironment(
  variables: NodeJS.ProcessEnv,
): SimulatorOptions {
  const named = Object.fromEntries(
    Object.keys(environment.shape).map((name) => [
      name,
      filled(variables[name]),
    ]),
  );
  const parsed = environment.safeParse(named);
  if (!parsed.success)
    throw new Error(
      `The configuration cannot be used:\n${z.prettifyError(parsed.error)}`,
    );
  const values = parsed.data;
  if (
    values.SIMULATOR_REPLAY !== undefined &&
    values.SIMULATOR_DATA === undefined
  )
    throw new Error(
      "SIMULATOR_REPLAY needs SIMULATOR_DATA: an invented world has nothing to replay.",
    );
  return {
    port: values.SIMULATOR_PORT,
    host: values.SIMULATOR_HOST,
    publicUrl: values.SIMULATOR_URL?.replace(/\/$/, ""),
    seed: values.SIMULATOR_SEED,
    dataFolder: values.SIMULATOR_DATA,
    replayFactor: values.SIMULATOR_REPLAY,
    liveKillsEveryMs: values.SIMULATOR_LIVE_KILLS_MS,
    stateFile: values.SIMULATOR_STATE,
    clients: parseClients(values.SIMULATOR_CLIENTS),
  };
}

function parseClients(text: string | undefined): SimulatorOptions["clients"] {
  if (text === undefined) return undefined;
  try {
    return clients.parse(JSON.parse(text)).map(({ secret, ...client }) => ({
      ...client,
      ...(secret === undefined ? {} : { secret }),
    }));
  } catch (error) {
    throw new Error(
      'SIMULATOR_CLIENTS must be JSON like [{"id":"...","secret":"...","redirectUris":["http://localhost:4000/auth/callback"]}]',
      { cause: error },
    );
  }
}
