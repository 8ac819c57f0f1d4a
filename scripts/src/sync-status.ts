import { Command, InvalidArgumentError } from "commander";
import type { App } from "@killreport/backend/app.ts";
import {
  type CharacterId,
  id,
  RejectedError,
} from "@killreport/backend/kernel/index.ts";
import { moment } from "./sync-status/moment.ts";
import { printTable } from "./sync-status/print-table.ts";
import { readStatus } from "./sync-status/read-status.ts";
import { withApp } from "./with-app.ts";

await new Command("sync:status")
  .description(
    "Says how the live feed goes, what ESI still allows, what zKillboard is asked for, and of every linked character, and of every corporation whose list a director lets this site read, how its sync goes; of one also its last checks and what is missing.",
  )
  .argument("[id]", "of this character or corporation alone", readId)
  .option("--json", "as JSON")
  .addHelpText(
    "after",
    `
States:
  idle     up to date
  queued   a check waits for a worker
  running  the list is being read, or listed mails are being fetched
  late     the last check failed, or nobody does what is due; the last column says why
  stopped  only the pilot can help; the last column says how

States of the live feed:
  live, catching-up   it goes well
  backing-off         zKillboard gives no answer, or asks to slow down
  stopped             no process follows it: start worker:live-feed
  off                 LIVE_FEED=off

Exit codes:
  0  every sync named goes well, and the live feed too
  1  a sync is late or stopped, the live feed backs off or is stopped, the id is not linked, or the database is away`,
  )
  .action(async (only: number | undefined, options: { json?: true }) => {
    await withApp(async (app) => {
      const status = await readStatus(app, only);
      const { characters, corporations } = status;
      const all = [...characters, ...corporations];
      if (only !== undefined && all.length === 0)
        throw new RejectedError("NOT_LINKED", await whyUnknown(app, only));
      if (options.json === true) console.log(JSON.stringify(status, null, 2));
      else
        for (const line of printTable(status, only !== undefined))
          console.log(line);
      const { state: feed = "off" } = status.liveFeed ?? {};
      const isLate = all.some(
        ({ state }) => state === "late" || state === "stopped",
      );
      if (isLate || feed === "stopped" || feed === "backing-off")
        process.exitCode = 1;
    });
  })
  .parseAsync();

async function whyUnknown(
  { accounts }: Pick<App, "accounts">,
  only: number,
): Promise<string> {
  const ended = await accounts.endedLink(id<CharacterId>(only));
  return ended === null
    ? `${only} is neither a character linked here nor a corporation whose list is read.`
    : `Character ${only} is not linked any more, since ${moment(ended.lostAt)}: ${ended.reason} Nothing is read for it; a login with it links it again.`;
}

function readId(text: string): number {
  if (!/^[1-9]\d{0,15}$/.test(text))
    throw new InvalidArgumentError(
      "It is the id of a character or corporation, a number.",
    );
  return Number(text);
}
