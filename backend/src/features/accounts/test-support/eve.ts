import { startSimulator, type Simulator } from "@killreport/simulator";
import type { Clock } from "../../../kernel/index.ts";

/** The simulator, with its controls in the words of these tests. */
export interface Eve {
  simulator: Simulator;
  /** Characters to log in with. */
  pilots: [alice: number, bob: number, carol: number];
  settings: { ssoUrl: string; clientId: string; clientSecret: string };
  sell(characterId: number, ownerHash: string): Promise<void>;
  ownerOf(characterId: number): Promise<string>;
  /** The pilot takes the permission back at EVE's own site. */
  revoke(characterId: number): Promise<void>;
  rotateRefreshTokens(rotate: boolean): Promise<void>;
  fail(fault: object): Promise<void>;
  heal(): Promise<void>;
  /** How often the path's end was asked for. */
  count(path: string): number;
}

export async function startEve(clock: Clock): Promise<Eve> {
  const simulator = await startSimulator({
    port: 0,
    clock,
    liveKillsEveryMs: 0,
  });
  const control = async (
    path: string,
    body?: object,
    method = body ? "POST" : "GET",
  ) => {
    const response = await fetch(`${simulator.url}/simulator${path}`, {
      method,
      ...(body && {
        headers: { "content-type": "application/json" },
        body: JSON.stringify(body),
      }),
    });
    if (!response.ok)
      throw new Error(`The simulator answered ${response.status} to ${path}`);
    return response.status === 204 ? {} : ((await response.json()) as object);
  };
  const { characters } = (await control("/characters?limit=3")) as {
    characters: { id: number }[];
  };
  const [alice, bob, carol] = characters.map(({ id }) => id);
  if (alice === undefined || bob === undefined || carol === undefined)
    throw new Error("The simulator has fewer than three pilots");
  return {
    simulator,
    pilots: [alice, bob, carol],
    settings: {
      ssoUrl: simulator.services.sso,
      clientId: simulator.demoClient.id,
      clientSecret: simulator.demoClient.secret,
    },
    sell: async (id, ownerHash) => {
      await control(`/characters/${id}`, { ownerHash });
    },
    ownerOf: async (id) =>
      ((await control(`/characters/${id}`)) as { ownerHash: string }).ownerHash,
    revoke: async (id) => {
      await control(`/characters/${id}`, { revokeGrants: true });
    },
    rotateRefreshTokens: async (rotateRefreshTokens) => {
      await control("/sso", { rotateRefreshTokens });
    },
    fail: async (fault) => {
      await control("/faults", { service: "sso", ...fault });
    },
    heal: async () => {
      await control("/faults", undefined, "DELETE");
    },
    count: (path) =>
      simulator.requests().filter((request) => request.path.endsWith(path))
        .length,
  };
}
