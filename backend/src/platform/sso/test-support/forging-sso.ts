import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { exportJWK, generateKeyPair, SignJWT, type CryptoKey } from "jose";
import type { Clock } from "../../../kernel/index.ts";

export interface Answer {
  status: number;
  body: object | string;
  headers?: Record<string, string>;
}

/** A token endpoint that answers whatever a test wants, tokens included that EVE SSO would never sign. */
export interface ForgingSso {
  readonly url: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** Answers of the paths by their end, for example "token"; without one, the proper answer. */
  readonly answers: Map<string, Answer | (() => Answer | Promise<Answer>)>;
  /** Every form the token and revoke endpoints got. */
  readonly forms: { path: string; form: URLSearchParams }[];
  /** Claims replace the proper ones; undefined leaves a claim out. */
  token(forged?: {
    claims?: Record<string, unknown>;
    header?: Record<string, unknown>;
    key?: CryptoKey | Uint8Array;
  }): Promise<string>;
  keyPairs: Record<"rsa" | "ec" | "stranger", CryptoKey>;
  /** Has the token endpoint hand out these. */
  handOut(accessToken: string, refreshToken?: string): void;
  stop(): Promise<void>;
}

export async function startForgingSso(clock: Clock): Promise<ForgingSso> {
  const rsa = await generateKeyPair("RS256", { extractable: true });
  const ec = await generateKeyPair("ES256", { extractable: true });
  const stranger = await generateKeyPair("RS256");
  const jwks = {
    keys: [
      {
        ...(await exportJWK(rsa.publicKey)),
        kid: "rsa",
        alg: "RS256",
        use: "sig",
      },
      {
        ...(await exportJWK(ec.publicKey)),
        kid: "ec",
        alg: "ES256",
        use: "sig",
      },
    ],
  };
  const clientId = "our-client-id";
  const answers: ForgingSso["answers"] = new Map();
  const forms: ForgingSso["forms"] = [];

  const server = createServer((request, response) => {
    void (async () => {
      let text = "";
      for await (const chunk of request) text += String(chunk);
      const path = (request.url ?? "").split("/").at(-1) ?? "";
      if (request.method === "POST")
        forms.push({ path, form: new URLSearchParams(text) });
      const set = answers.get(path) ?? proper(path);
      const answer = typeof set === "function" ? await set() : set;
      const isText = typeof answer.body === "string";
      response.writeHead(answer.status, {
        "content-type": isText ? "text/html" : "application/json",
        ...answer.headers,
      });
      response.end(isText ? answer.body : JSON.stringify(answer.body));
    })();
  });
  await new Promise<void>((resolve) =>
    server.listen(0, "127.0.0.1", () => resolve()),
  );
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  function proper(path: string): Answer {
    if (path === "jwks") return { status: 200, body: jwks };
    if (path === "revoke") return { status: 200, body: {} };
    if (path !== "oauth-authorization-server")
      return { status: 404, body: { error: "not_found" } };
    return {
      status: 200,
      body: {
        issuer: url,
        authorization_endpoint: `${url}/v2/oauth/authorize`,
        token_endpoint: `${url}/v2/oauth/token`,
        revocation_endpoint: `${url}/v2/oauth/revoke`,
        jwks_uri: `${url}/oauth/jwks`,
        response_types_supported: ["code"],
      },
    };
  }

  return {
    url,
    clientId,
    clientSecret: "eat_our_client-secret",
    answers,
    forms,
    keyPairs: {
      rsa: rsa.privateKey,
      ec: ec.privateKey,
      stranger: stranger.privateKey,
    },
    token: async ({ claims = {}, header = {}, key = rsa.privateKey } = {}) => {
      const now = Math.floor(clock.now().getTime() / 1000);
      return new SignJWT({
        scp: ["esi-killmails.read_killmails.v1", "publicData"],
        sub: "CHARACTER:EVE:95877094",
        azp: clientId,
        aud: [clientId, "EVE Online"],
        name: "Some Pilot",
        owner: "8PmzCeTKb4VFUDrHLc/AeZXDSWM=",
        iss: url,
        iat: now,
        exp: now + 1199,
        ...claims,
      })
        .setProtectedHeader({ alg: "RS256", kid: "rsa", typ: "JWT", ...header })
        .sign(key);
    },
    handOut: (accessToken, refreshToken = "cmVmcmVzaC10b2tlbi0xMg==") => {
      answers.set("token", {
        status: 200,
        body: {
          access_token: accessToken,
          expires_in: 1199,
          token_type: "Bearer",
          refresh_token: refreshToken,
        },
      });
    },
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
