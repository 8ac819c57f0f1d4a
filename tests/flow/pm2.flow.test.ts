import { execFile } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { isProgramHere } from "../support/is-program-here.ts";
import { projectFolder } from "../../backend/src/platform/config/index.ts";
import { startSimulator, type Simulator } from "../../simulator/src/index.ts";
import { fleet } from "../../workers/fleet.ts";
import { createTestDatabase, type TestDatabase } from "../support/database.ts";
import { startPrivateRedis } from "../support/private-redis.ts";
import { createRabbitMqVhost } from "../support/rabbitmq-vhost.ts";
import { say } from "../support/say.ts";
import { service } from "../support/services.ts";
import { createSiteClient } from "../support/site-client.ts";
import { siteEnvironment } from "../support/test-site.ts";
import { until } from "../support/until.ts";
import { bodiesFetched } from "./bodies-fetched.ts";
import { busiestPilots } from "./busiest-pilots.ts";
import { isNamed, readAllKillmails, readSyncs } from "./site-queries.ts";

const postgres = service("postgres");
const rabbitmq = service("rabbitmq");
// A vhost, and a Redis that may be stopped, of the test's own.
const isAllHere =
  postgres !== null &&
  rabbitmq !== null &&
  ["rabbitmqctl", "redis-server"].every(isProgramHere);

describe.skipIf(!isAllHere)(
  "pm2 start ecosystem.config.js on RabbitMQ, Redis and PostgreSQL",
  () => {
    const closing: (() => Promise<unknown>)[] = [];
    let simulator: Simulator;
    let database: TestDatabase;
    let env: Record<string, string>;
    let siteUrl: string;
    let pilot: number;

    const run = async (command: string, ...args: string[]) => {
      const { stdout } = await promisify(execFile)(
        process.execPath,
        [join(projectFolder, command), ...args],
        { cwd: projectFolder, env: { ...process.env, ...env } },
      );
      return stdout;
    };
    const pm2 = (...args: string[]) => run("node_modules/pm2/bin/pm2", ...args);

    beforeAll(async () => {
      simulator = await startSimulator({ port: 0, liveKillsEveryMs: 0 });
      closing.push(() => simulator.stop());
      database = await createTestDatabase(postgres ?? undefined);
      closing.push(() => database.drop());
      const redis = await startPrivateRedis();
      closing.push(() => redis.stop());
      const vhost = await createRabbitMqVhost(rabbitmq ?? "");
      closing.push(() => vhost.drop());
      const pm2Home = await mkdtemp(join(tmpdir(), "killreport-pm2-"));
      closing.push(() => rm(pm2Home, { recursive: true, force: true }));
      env = {
        ...(await siteEnvironment(simulator, database.url)),
        RABBITMQ_URL: vhost.url,
        REDIS_URL: redis.url,
        PM2_HOME: pm2Home,
      };
      siteUrl = new URL(env["EVE_CALLBACK_URL"] ?? "").origin;
      [pilot = 0] = await busiestPilots(simulator, 1);
      closing.push(() => pm2("kill"));
      await pm2("start", "ecosystem.config.js");
    });
    afterAll(async () => {
      for (const close of closing.reverse()) await close();
    });

    const client = () => createSiteClient(siteUrl);
    let pilotsClient: ReturnType<typeof client>;

    it("has consumers on every queue", async () => {
      await until(
        "every queue has a consumer",
        async () => {
          const answer = await fetch(`${siteUrl}/graphql`, {
            method: "POST",
            headers: { "content-type": "application/json" },
            body: JSON.stringify({
              query:
                "query { workerStatus { queueName messageCount consumerCount } }",
            }),
          }).catch(() => null);
          if (answer?.status !== 200) return false;
          const { data } = (await answer.json()) as {
            data: {
              workerStatus: { queueName: string; consumerCount: number }[];
            };
          };
          const served = data.workerStatus
            .filter(({ consumerCount }) => consumerCount > 0)
            .map(({ queueName }) => queueName);
          const wanted = fleet.flatMap(({ tasks }) => tasks);
          return wanted.every((task) => served.includes(task));
        },
        90_000,
      );
    });

    it("brings a pilot's mails, live, while workers are killed", async () => {
      pilotsClient = client();
      await pilotsClient.login(pilot);
      const feed = pilotsClient.subscribe<{
        killmailAdded: { killmail: { id: string } };
      }>(
        `subscription ($filter: KillmailFilter) { killmailAdded(filter: $filter) { cursor killmail { id } } }`,
        { filter: { involved: [String(pilot)] } },
      );
      for (const name of ["worker-killmails", "worker-user-killmails"])
        await pm2("sendSignal", "SIGKILL", name);
      const expected = simulator
        .listFor(pilot)
        .map(({ killmail_id }) => String(killmail_id));
      const startedAt = performance.now();
      const mails = await until(
        "all mails are there and named",
        async () => {
          const found = await readAllKillmails(pilotsClient, [pilot]);
          return (
            found.length >= expected.length && found.every(isNamed) && found
          );
        },
        90_000,
      );
      expect(mails.map(({ id }) => id).sort()).toEqual(expected.sort());
      say(
        `${mails.length} mails through separate processes in ${((performance.now() - startedAt) / 1000).toFixed(1)} s`,
      );

      const { id } = await simulator.addKillmail({
        victim: { character_id: pilot },
      });
      simulator.clock.advance(301_000);
      await run("scripts/src/queue-user-killmails.ts", "--force");
      await until("the new mail reached the subscriber", () =>
        feed.events.some(
          ({ killmailAdded }) => killmailAdded.killmail.id === String(id),
        ),
      );
      expect(feed.errors).toEqual([]);
      await feed.stop();
    });

    it("queue:user-killmails --force --full lists all again and fetches no body we have", async () => {
      const before = simulator.requests().length;
      const lastSyncAt = (await readSyncs(pilotsClient)).get(
        String(pilot),
      )?.lastSyncAt;
      await run("scripts/src/queue-user-killmails.ts", "--force", "--full");
      await until("the list was read again", async () => {
        const sync = (await readSyncs(pilotsClient)).get(String(pilot));
        return sync?.lastSyncAt !== lastSyncAt && sync?.state === "IDLE";
      });
      const requests = simulator.requests().slice(before);
      const lists = requests.filter(({ path }) =>
        path.includes("/killmails/recent"),
      );
      expect(lists.map(({ status }) => status)).toEqual([200]);
      expect(bodiesFetched(requests)).toEqual([]);
    });
  },
);
