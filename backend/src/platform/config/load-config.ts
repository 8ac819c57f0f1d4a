import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { type CharacterId, id } from "../../kernel/index.ts";
import type { Config, ConfigSection } from "./config.ts";
import { projectFolder, readEnvironment } from "./environment.ts";
import { demoApplication, realAddresses, simulatedAddresses } from "./eve.ts";
import { configError, type Problem } from "./problem.ts";
import { readSecrets } from "./secrets.ts";
import {
  namesIn,
  type Values,
  type VariableName,
  variables,
} from "./variables.ts";
import { version } from "./version.ts";

/** Reads the configuration from the environment and `.env`. RejectedError with every problem of the sections named (all, when none are) and how to fix it. */
export function loadConfig(
  env: Readonly<Partial<Record<string, string>>> = readEnvironment(),
  options: { sections?: readonly ConfigSection[] } = {},
): Config {
  const asked = namesIn(options.sections);
  const { values, problems, wrong } = readValues(env, asked);
  // A value that is wrong was said to be: it is not said to be missing as well.
  const isMissing = (name: VariableName): boolean =>
    values[name] === undefined && !wrong.has(name);
  problems.push(...findContradictions(values, isMissing));

  const isSimulated = values.EVE_CLIENT_ID === undefined;
  const eve = isSimulated
    ? simulatedAddresses(values.SIMULATOR_PORT)
    : realAddresses;
  const esiUrl = values.ESI_URL ?? eve.esi;
  const isRealEsi = !isLoopback(esiUrl);
  if (isRealEsi && isMissing("CONTACT")) {
    problems.push({
      name: "CONTACT",
      text: "is not set. ESI wants to know whom to write to: an e-mail address or an EVE character's name.",
    });
  }
  const dataDir = resolve(projectFolder, values.KILLREPORT_DATA_DIR);
  const secrets = readSecrets(values, {
    dataDir,
    mustBeSet: isRealEsi && values.NODE_ENV === "production",
    mayGenerate: asked.has("SESSION_SECRET"),
  });
  problems.push(...secrets.problems);

  const relevant = problems.filter(({ name }) => asked.has(name));
  if (relevant.length > 0) throw configError(relevant);

  const callbackUrl =
    values.EVE_CALLBACK_URL ?? `http://localhost:${values.PORT}/auth/callback`;
  return {
    nodeEnv: values.NODE_ENV,
    port: values.PORT,
    dataDir,
    databaseUrl: values.DATABASE_URL ?? null,
    rabbitmqUrl: values.RABBITMQ_URL ?? null,
    redisUrl: values.REDIS_URL ?? null,
    sso: {
      clientId: values.EVE_CLIENT_ID ?? demoApplication.clientId,
      clientSecret: values.EVE_CLIENT_SECRET ?? demoApplication.clientSecret,
      callbackUrl,
      url: values.EVE_SSO_URL ?? eve.sso,
    },
    isSimulated,
    esiUrl,
    imagesUrl: values.IMAGES_URL ?? eve.images,
    r2z2Url: values.R2Z2_URL ?? eve.r2z2,
    zkillboardUrl: values.ZKILLBOARD_URL ?? eve.zkillboard,
    everefUrl: values.EVEREF_URL ?? eve.everef,
    staticDataUrl: values.STATIC_DATA_URL ?? eve.staticData,
    janiceUrl: values.JANICE_URL ?? eve.janice,
    mutamarketUrl: values.MUTAMARKET_URL ?? eve.mutamarket,
    userAgent: `KillReport/${version} (${values.CONTACT ?? "simulator"})`,
    isLiveFeedOn: values.LIVE_FEED === "on",
    priceSources: values.PRICE_SOURCES,
    janiceApiKey: values.JANICE_API_KEY ?? null,
    frigateBay: values.FRIGATE_BAY_VALUE,
    esiDormantReserve: values.ESI_DORMANT_RESERVE,
    encryptionKeys: secrets.encryptionKeys,
    sessionSecret: secrets.sessionSecret,
    adminCharacterIds: values.ADMIN_CHARACTER_IDS.map((one) =>
      id<CharacterId>(one),
    ),
    metricsToken: values.METRICS_TOKEN ?? null,
    publicUrl: new URL(callbackUrl).origin,
    simulator: {
      port: values.SIMULATOR_PORT,
      seed: values.SIMULATOR_SEED ?? null,
      dataFolder:
        values.SIMULATOR_DATA === undefined
          ? null
          : resolve(projectFolder, values.SIMULATOR_DATA),
      replayFactor: values.SIMULATOR_REPLAY ?? null,
    },
    defaultPublicationDelay: values.DEFAULT_PUBLICATION_DELAY,
    retentionYears: values.RETENTION_YEARS ?? null,
    logLevel: values.LOG_LEVEL,
  };
}

function readValues(
  env: Readonly<Partial<Record<string, string>>>,
  asked: ReadonlySet<VariableName>,
): { values: Values; problems: Problem[]; wrong: Set<VariableName> } {
  const problems: Problem[] = [];
  const wrong = new Set<VariableName>();
  const values: Partial<Record<VariableName, unknown>> = {};
  for (const name of Object.keys(variables) as VariableName[]) {
    // `NAME=` in a file means: not set.
    const text = env[name]?.trim() || undefined;
    const read = variables[name].safeParse(text);
    if (!read.success) wrong.add(name);
    if (!read.success && asked.has(name)) {
      problems.push({
        name,
        text: `${read.error.issues[0]?.message ?? "can not be used"}.`,
      });
    }
    // A wrong value goes on as if unset, so that the checks after this one run as well.
    values[name] = read.success
      ? read.data
      : variables[name].safeParse(undefined).data;
  }
  return { values: values as Values, problems, wrong };
}

function findContradictions(
  values: Values,
  isMissing: (name: VariableName) => boolean,
): Problem[] {
  const application = [
    "EVE_CLIENT_ID",
    "EVE_CLIENT_SECRET",
    "EVE_CALLBACK_URL",
  ] as const;
  const problems: Problem[] = [];
  if (values.PRICE_SOURCES.includes("janice") && isMissing("JANICE_API_KEY")) {
    problems.push({
      name: "JANICE_API_KEY",
      text: "is not set, but PRICE_SOURCES names janice. Ask for a key at https://janice.e-351.com, or leave janice out.",
    });
  }
  const given = application.filter((name) => !isMissing(name));
  if (given.length > 0) {
    for (const name of application.filter(isMissing)) {
      problems.push({
        name,
        text: `is not set, but ${given.join(" and ")} is. Set all three as on your application's page at https://developers.eveonline.com, or none of them to use the simulator.`,
      });
    }
  }
  if (given.length === 0 && values.PORT === values.SIMULATOR_PORT) {
    problems.push({
      name: "SIMULATOR_PORT",
      text: `is ${values.PORT}, and so is PORT. The site and the simulator need a port each: choose another for one of them.`,
    });
  }
  if (
    values.SIMULATOR_REPLAY !== undefined &&
    values.SIMULATOR_DATA === undefined
  ) {
    problems.push({
      name: "SIMULATOR_REPLAY",
      text: "needs SIMULATOR_DATA, a folder with killmails to replay.",
    });
  }
  if (values.SIMULATOR_DATA !== undefined) {
    const folder = resolve(projectFolder, values.SIMULATOR_DATA);
    const text = !existsSync(folder)
      ? `names a folder that does not exist: ${folder}.`
      : !existsSync(join(folder, "killmails"))
        ? `names a folder without the folder killmails in it, where the day files of EVE Ref belong: ${folder}.`
        : null;
    if (text !== null) problems.push({ name: "SIMULATOR_DATA", text });
  }
  return problems;
}

function isLoopback(url: string): boolean {
  const { hostname } = new URL(url);
  return (
    hostname === "localhost" ||
    hostname === "[::1]" ||
    hostname.startsWith("127.")
  );
}
