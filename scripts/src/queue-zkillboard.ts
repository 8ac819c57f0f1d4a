import { Command, InvalidArgumentError } from "commander";
import { startRelay } from "@killreport/backend/platform/queue/index.ts";
import { followBackfill } from "./queue/follow-backfill.ts";
import { withApp } from "./with-app.ts";

type Kind = "character" | "corporation" | "alliance";

const operator = { kind: "operator" } as const;

await new Command("queue:zkillboard")
  .description(
    "Queues reading all that zKillboard lists of a character, month by month, newest first, at most one page a second. Called again it goes on where it stood; months that were read to their end are not asked for again.",
  )
  .argument("<id>", "of the character", readId)
  .option("--corporation", "it is the id of a corporation")
  .option("--alliance", "it is the id of an alliance")
  .option(
    "--since <YYYY-MM>",
    "leave out the months before; a day counts as its month",
    readMonth,
  )
  .option(
    "--wait",
    "stay until it has ended, with a progress bar on a terminal",
  )
  .option("--cancel", "end it: what was found stays")
  .addHelpText(
    "after",
    `
Everything since December 2007 takes five to ten minutes, and a second or two more for each 200 killmails. zKillboard
learns that somebody asks for this id, and what it lists is public. Interrupting --wait leaves it queued.

Exit codes:
  0  queued, or cancelled; with --wait all was read
  1  it could not be done: the reason is printed; with --wait also when it failed, was paused or cancelled,
     or no worker takes it`,
  )
  .action(
    async (
      id: number,
      options: {
        corporation?: true;
        alliance?: true;
        since?: string;
        wait?: true;
        cancel?: true;
      },
      command: Command,
    ) => {
      if (options.corporation === true && options.alliance === true)
        command.error("error: it is either --corporation or --alliance");
      const entity = { kind: kindOf(options), id };
      await withApp(async (app) => {
        const { zkillboardBackfill: backfills } = app;
        if (options.cancel === true) {
          const asked = await backfills.ofOperators(entity);
          if (asked !== null) await backfills.cancel(operator, asked.id);
          console.log(
            asked === null
              ? `Nobody has asked for ${entity.kind} ${id} by this command.`
              : `Cancelled ${entity.kind} ${id}.`,
          );
          return;
        }
        const relay = startRelay(app);
        try {
          const backfill = await backfills.start(operator, entity, options);
          // Handed on here; should the queue be away, the scheduler does it later.
          await relay.run();
          console.log(
            `Queued ${entity.kind} ${id}, ${months(backfill.monthsTotal)} since ${backfill.firstMonth}.`,
          );
        } finally {
          await relay.close();
        }
        if (options.wait === true) await followBackfill(app, entity);
      });
    },
  )
  .parseAsync();

function months(count: number): string {
  return `${count} ${count === 1 ? "month" : "months"}`;
}

function kindOf(options: { corporation?: true; alliance?: true }): Kind {
  if (options.corporation === true) return "corporation";
  return options.alliance === true ? "alliance" : "character";
}

function readId(text: string): number {
  if (!/^[1-9]\d{0,15}$/.test(text))
    throw new InvalidArgumentError("It is a number, without a leading zero.");
  return Number(text);
}

function readMonth(text: string): string {
  const [, month] = /^(\d{4}-\d\d)(-\d\d)?$/.exec(text) ?? [];
  if (month === undefined || Number.isNaN(Date.parse(text)))
    throw new InvalidArgumentError("It is no month like 2021-03.");
  return month;
}
