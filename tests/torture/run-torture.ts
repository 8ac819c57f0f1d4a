import { once } from "node:events";
import { seededRandom } from "../support/seeded-random.ts";
import { drain } from "./drain.ts";
import { committedWithinMs, judge } from "./judging/judge.ts";
import { createListHistory } from "./judging/list-history.ts";
import type { Metric } from "../support/metric.ts";
import { createPilots } from "./pilots.ts";
import { sampleRoles } from "./sample-roles.ts";
import { openTortureSite, type TortureSite } from "./torture-site.ts";
import { createWrongs } from "./wrongs/create-wrongs.ts";
import { eveFaults, mostGrowth } from "./wrongs/eve-faults.ts";
import { pilotLives } from "./wrongs/pilot-lives.ts";
import { processWrongs } from "./wrongs/process-wrongs.ts";
import { serviceWrongs } from "./wrongs/service-wrongs.ts";

export interface TortureOptions {
  seed: number;
  /** How long things go wrong, in real ms. */
  lastsMs: number;
  /** Something goes wrong this often, in real ms. */
  everyMs: number;
  /** How many times as fast as time the site and its EVE live. */
  factor: number;
  characters: number;
  corporations: number;
  mostMails: number;
  /** How many characters are deleted, and how many sold, at most. */
  doomed: number;
  workers: number;
  dataFolder: string;
  log: (line: string) => void;
  /** Every line the site's processes log. */
  onLine?: (name: string, line: string) => void;
  /** Ends the run early, with an error, and everything it started. */
  signal?: AbortSignal;
}

/** Lets a site sync while everything around it breaks, waits until it is done, and compares it with what EVE listed. */
export async function runTorture(options: TortureOptions): Promise<Metric[]> {
  const closing: (() => Promise<unknown>)[] = [];
  const run = async () =>
    torture(await openTortureSite(options, closing), options);
  const { signal = new AbortController().signal } = options;
  const told = once(signal, "abort").then(() => {
    throw new Error("Told to stop");
  });
  try {
    return await Promise.race([run(), told]);
  } finally {
    for (const close of closing.splice(0).reverse()) await close();
  }
}

async function torture(
  site: TortureSite,
  options: TortureOptions,
): Promise<Metric[]> {
  const { seed, factor, log } = options;
  const { simulator, processes } = site;
  const random = seededRandom(seed);
  const sample = simulator.sample({
    ...options,
    mostMails: options.mostMails - mostGrowth,
  });
  const { characterIds, corporations } = sample;
  log(
    `${characterIds.length} characters and ${corporations.length} corporations list ${sample.mails} mails`,
  );
  simulator.replay.start({
    characterIds,
    corporationIds: corporations.map(({ id }) => id),
    overMs: options.lastsMs * factor * 0.9,
    initialShare: 0.3,
    order: "shuffled",
    seed,
  });

  const roles = sampleRoles(sample, options);
  const doomed = [...roles.biomassed, ...roles.sold];
  const history = createListHistory(simulator, doomed, committedWithinMs);
  const pilots = createPilots(site.siteUrl);
  for (const characterId of characterIds) await pilots.logIn(characterId);
  for (const { characterId } of roles.directors)
    await pilots.switchOn(characterId);
  log("Everybody is logged in");

  const lives = pilotLives({ simulator, pilots, roles, random });
  const wrongs = createWrongs(
    [
      ...processWrongs(processes, random),
      ...serviceWrongs(site.services),
      ...eveFaults(simulator),
      ...lives.wrongs,
    ],
    { random, log },
  );
  const endMs = Date.now() + options.lastsMs;
  for (let nextMs = Date.now(); nextMs < endMs; nextMs += options.everyMs) {
    await sleep(Math.max(0, nextMs - Date.now()));
    history.note();
    wrongs.next();
    lives.mendDue();
  }
  simulator.faults.clear();
  await wrongs.over();
  await lives.mendAll();
  await processes.ready();
  simulator.replay.finish();
  log("Nothing goes wrong any more; draining");
  await drain({ ...site, factor, pilots, lives, sample });
  return await judge({ ...site, sample, history, wrongs, lives, log });
}

function sleep(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
