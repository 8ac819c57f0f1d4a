/** An answer of the API as a client sees it. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly data: Readonly<Record<string, unknown>> | null | undefined;
  readonly errors:
    | readonly {
        message: string;
        extensions?: Readonly<Record<string, unknown>>;
      }[]
    | undefined;
}

export interface AskOptions {
  readonly variables?: object;
  readonly cookie?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** One operation by POST, as the page sends it. */
export async function ask(
  url: string,
  query: string,
  { variables = {}, cookie, headers }: AskOptions = {},
): Promise<Answer> {
  const response = await fetch(`${url}/graphql`, {
    method: "POST",
    headers: {
      "content-type": "application/json",
      "x-killreport-csrf": "1",
      ...(cookie === undefined ? {} : { cookie }),
      ...headers,
    },
    body: JSON.stringify({ query, variables }),
  });
  return readAnswer(response);
}

export async function readAnswer(response: Response): Promise<Answer> {
  const { data, errors } = (await response.json()) as Answer;
  return { status: response.status, headers: response.headers, data, errors };
}

/** The codes of the errors, in their order. */
export function codes({ errors }: Answer): unknown[] {
  return (errors ?? []).map(({ extensions }) => extensions?.["code"]);
}
