import { Command, InvalidArgumentError } from "commander";
import type { App } from "@killreport/backend/app.ts";
import { startRelay } from "@killreport/backend/platform/queue/index.ts";
import { withApp } from "./with-app.ts";

await new Command("queue:wars")
  .description(
    "Switches on reading the killmails of wars from ESI, newest wars first, and queues what is due. From then on the scheduler goes on by itself, at most twenty wars a minute, with what the budget leaves to work without hurry. All wars there ever were take about a month.",
  )
  .option(
    "--since <YYYY-MM-DD>",
    "leave out wars declared before; without, as before, or all wars. Can be moved at any time, in both directions",
    readDay,
  )
  .option("--all", "read all wars, although an earlier call left some out")
  .option("--stop", "switch it off: what was found stays, nothing more is read")
  .addHelpText(
    "after",
    `
Exit codes:
  0  done; prints how far the wars were read
  1  it could not be done: the reason is printed`,
  )
  .action(async (options: { since?: Date; all?: true; stop?: true }) => {
    await withApp(async (app) => {
      if (options.stop === true) await app.warKillmails.switchOff();
      else {
        const since = options.all === true ? null : options.since;
        await app.warKillmails.switchOn({ since });
        const relay = startRelay(app);
        const queued = await app.warKillmails.queueDue(app.clock.now());
        // Handed on here; should the queue be away, the scheduler does it later.
        await relay.run();
        await relay.close();
        console.log(`Queued ${queued} ${queued === 1 ? "order" : "orders"}.`);
      }
      await printProgress(app);
    });
  })
  .parseAsync();

function readDay(text: string): Date {
  const day = new Date(`${text}T00:00:00Z`);
  const isDay =
    !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text);
  if (!/^\d{4}-\d\d-\d\d$/.test(text) || !isDay)
    throw new InvalidArgumentError("It is no day like 2026-01-31.");
  return day;
}

async function printProgress({ warKillmails }: App): Promise<void> {
  const { isOn, since, isListed, known, over, active, unread, refused } =
    await warKillmails.progress();
  const wanted =
    since === null ? "" : ` declared since ${since.toISOString().slice(0, 10)}`;
  console.log(
    `Wars${wanted}: ${known} known${isListed ? "" : " so far"}, ${over} over and read, ${active} read again from time to time, ${unread} not read yet${refused === 0 ? "" : `, ${refused} refused by ESI`}. ${isOn ? "Reading is on." : "Reading is off."}`,
  );
}
