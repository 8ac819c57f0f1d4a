import {
  createMovableClock,
  type MovableClock,
} from "../../../kernel/index.ts";
import {
  createSiteClient,
  type SiteClient,
} from "../../../../../tests/support/site-client.ts";
import { startTestSite } from "../../../../../tests/support/test-site.ts";
import { workOff } from "../../../../../tests/support/work-off.ts";
import { fetchKillmail } from "../../killmails/index.ts";
import {
  checkCharacter,
  refreshAffiliations,
} from "../../character-sync/index.ts";
import {
  checkDirector,
  switchOffMover,
  syncCorporationKillmails,
} from "../index.ts";

export interface SwitchView {
  corporation: { id: string } | null;
  isEnabled: boolean;
  state: string;
  message: string;
  lastSyncAt: string | null;
  nextSyncAt: string | null;
  listed: number;
  stored: number;
  pending: number;
  rejected: number;
  directors: number;
  audience: string | null;
  publicationDelay: string | null;
  tokensLeft: number;
  tokenLimit: number;
  checks: { result: string; found: number; fresh: number; tokens: number }[];
  gaps: { killmailId: string; state: string }[];
}

/** A pilot with a browser. */
export interface Pilot {
  readonly id: number;
  readonly client: SiteClient;
  /** Turns the switch and, when it says so, logs in for the missing scopes; everything that follows is done. */
  turn(enabled: boolean): Promise<SwitchView>;
  view(): Promise<SwitchView>;
}

/** A whole site without workers: the test does what of this feature is in the outbox, each order twice. */
export interface CorporationSite {
  readonly site: Awaited<ReturnType<typeof startTestSite>>;
  readonly clock: MovableClock;
  readonly corporationId: number;
  readonly directorIds: readonly [number, number];
  readonly memberId: number;
  pilot(characterId: number): Promise<Pilot>;
  /** Does what is due of this feature, and of where characters are; returns the tasks' names. */
  work(): Promise<string[]>;
  /** Fetches and stores the bodies of what is listed. */
  fetchBodies(): Promise<void>;
  /** The scheduler's minute: queues what is due and does it. */
  minute(): Promise<void>;
  /** Another life for a character: role, corporation ... */
  change(characterId: number, change: object): Promise<void>;
  control(path: string, body: object): Promise<void>;
  /** Requests for lists of corporations since the last call: by whom, what came, what it cost. */
  requests(): { characterId: number; status: number; cost: number }[];
  close(): Promise<void>;
}

const fields = `corporation { id } isEnabled state message lastSyncAt nextSyncAt listed stored pending rejected
  directors audience publicationDelay tokensLeft tokenLimit
  checks { result found fresh tokens } gaps(first: 2) { killmailId state }`;

export async function createCorporationSite(): Promise<CorporationSite> {
  const clock = createMovableClock();
  const site = await startTestSite({
    clock,
    simulator: { clock },
    withWorkers: false,
  });
  const { app, simulator, database } = site;
  const found = await fetch(`${simulator.url}/simulator/characters?limit=500`);
  const { characters } = (await found.json()) as {
    characters: { id: number; corporationId: number; roles: string[] }[];
  };
  const corporationId = characters[0]?.corporationId ?? 0;
  const members = characters.filter(
    (one) => one.corporationId === corporationId,
  );
  const [first, second] = members.filter(({ roles }) =>
    roles.includes("Director"),
  );
  const member = members.find(({ roles }) => roles.length === 0);
  if (!first || !second || !member)
    throw new Error("The invented corporation is too small");

  const own = [
    checkDirector,
    switchOffMover,
    syncCorporationKillmails,
    refreshAffiliations,
    checkCharacter,
  ];
  const workOn = (tasks: readonly { name: string }[]) =>
    workOff(
      database,
      clock,
      app.implementations,
      tasks.map(({ name }) => name),
    );
  const work = () => workOn(own);
  const control = async (path: string, body: object) => {
    const answer = await fetch(`${simulator.url}/simulator${path}`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body),
    });
    if (!answer.ok)
      throw new Error(`The simulator answered ${await answer.text()}`);
  };
  let seen = 0;

  return {
    site,
    clock,
    corporationId,
    directorIds: [first.id, second.id],
    memberId: member.id,
    work,
    async fetchBodies() {
      await workOn([fetchKillmail]);
    },
    control,
    async pilot(id) {
      const client = createSiteClient(site.url);
      await client.login(id);
      await work();
      const view = async () => {
        const { me } = await client.query<{
          me: { characters: { id: string; corporationSync: SwitchView }[] };
        }>(`{ me { characters { id corporationSync { ${fields} } } } }`);
        const own = me.characters.find((one) => one.id === String(id));
        if (own === undefined) throw new Error(`${id} is not linked`);
        return own.corporationSync;
      };
      return {
        id,
        client,
        view,
        async turn(enabled) {
          const { setCorporationSync } = await client.query<{
            setCorporationSync: { upgradeUrl: string | null };
          }>(
            `mutation ($id: ID!, $enabled: Boolean!) {
              setCorporationSync(characterId: $id, enabled: $enabled) { upgradeUrl character { id } } }`,
            { id, enabled },
          );
          const { upgradeUrl } = setCorporationSync;
          if (upgradeUrl !== null) await client.login(id, upgradeUrl);
          await work();
          return view();
        },
      };
    },
    async minute() {
      for (const { run } of app.duties) await run(clock.now());
      await work();
    },
    change: (characterId, change) =>
      control(`/characters/${characterId}`, { ...change, dropCaches: true }),
    requests() {
      const all = simulator
        .requests()
        .filter(({ group }) => group === "corp-killmail");
      const fresh = all.slice(seen);
      seen = all.length;
      return fresh.map(({ subject, status, tokenCost }) => ({
        characterId: Number(String(subject).split(":").at(-1)),
        status,
        cost: tokenCost ?? 0,
      }));
    },
    close: () => site.close(),
  };
}
