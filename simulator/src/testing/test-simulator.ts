import { onTestFinished } from "vitest";
import type { Simulator, SimulatorOptions } from "../simulator.ts";
import { startSimulator } from "../start-simulator.ts";

export const callbackUrl = "http://localhost:4000/auth/callback";
export const killmailScopes = "publicData esi-killmails.read_killmails.v1";
const someMorning = new Date("2026-11-21T12:00:30Z");

/** A simulator for one test: any port, a standing clock, no kills of its own. */
export async function testSimulator(
  options: SimulatorOptions = {},
): Promise<Simulator> {
  const simulator = await startSimulator({
    port: 0,
    liveKillsEveryMs: 0,
    clock: { now: () => someMorning },
    ...options,
  });
  onTestFinished(() => simulator.stop());
  return simulator;
}

export interface Tokens {
  access_token: string;
  refresh_token: string | null;
  expires_in: number;
  token_type: string;
}

/** The code of a login that was not shown to anybody. */
export async function authorize(
  simulator: Simulator,
  characterId: number,
  parameters: Record<string, string> = {},
): Promise<string> {
  const answer = await fetch(
    `${simulator.url}/v2/oauth/authorize?${new URLSearchParams({
      response_type: "code",
      client_id: simulator.demoClient.id,
      redirect_uri: callbackUrl,
      scope: killmailScopes,
      state: "s",
      simulate_character: String(characterId),
      ...parameters,
    }).toString()}`,
    { redirect: "manual" },
  );
  const code = new URL(answer.headers.get("location") ?? "").searchParams.get(
    "code",
  );
  if (code === null)
    throw new Error(`no code: ${answer.status} ${await answer.text()}`);
  return code;
}

export const tokenRequest = (
  simulator: Simulator,
  form: Record<string, string>,
  headers: Record<string, string> = {},
): Promise<Response> =>
  fetch(`${simulator.url}/v2/oauth/token`, {
    method: "POST",
    body: new URLSearchParams(form),
    headers,
  });

export const clientForm = (simulator: Simulator): Record<string, string> => ({
  client_id: simulator.demoClient.id,
  client_secret: simulator.demoClient.secret,
});

export async function login(
  simulator: Simulator,
  characterId: number,
  scope = killmailScopes,
): Promise<Tokens> {
  const code = await authorize(simulator, characterId, { scope });
  const answer = await tokenRequest(simulator, {
    grant_type: "authorization_code",
    code,
    ...clientForm(simulator),
  });
  return (await answer.json()) as Tokens;
}

export const refresh = (
  simulator: Simulator,
  refreshToken: string | null,
): Promise<Response> =>
  tokenRequest(simulator, {
    grant_type: "refresh_token",
    refresh_token: refreshToken ?? "",
    ...clientForm(simulator),
  });

/** A request to ESI, with a token where one is given. */
export const esi = (
  simulator: Simulator,
  path: string,
  options: {
    token?: string;
    headers?: Record<string, string>;
    body?: unknown;
  } = {},
): Promise<Response> =>
  fetch(`${simulator.services.esi}${path}`, {
    method: options.body === undefined ? "GET" : "POST",
    headers: {
      "x-compatibility-date": "2026-08-18",
      ...(options.token === undefined
        ? {}
        : { authorization: `Bearer ${options.token}` }),
      ...(options.body === undefined
        ? {}
        : { "content-type": "application/json" }),
      ...options.headers,
    },
    ...(options.body === undefined
      ? {}
      : { body: JSON.stringify(options.body) }),
  });

export const control = async (
  simulator: Simulator,
  path: string,
  body?: unknown,
): Promise<Response> =>
  fetch(`${simulator.url}/simulator${path}`, {
    method: body === undefined ? "GET" : "POST",
    ...(body === undefined
      ? {}
      : {
          body: JSON.stringify(body),
          headers: { "content-type": "application/json" },
        }),
  });

/** Somebody with killmails in the invented world, its busiest corporation's director. */
export const pilot = 2_129_000_001;
