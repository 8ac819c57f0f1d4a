/** What a browser does with cookies, without following redirects. */
export interface Browser {
  visit(address: string): Promise<Response>;
  /** Sends an empty form. */
  submit(address: string, origin: string | undefined): Promise<Response>;
  keep(cookie: string): void;
  cookieHeader(): string;
}

export function createBrowser(siteUrl: string): Browser {
  const cookies = new Map<string, string>();
  const cookieHeader = () =>
    [...cookies].map(([name, value]) => `${name}=${value}`).join("; ");

  const keep = (line: string): void => {
    const [pair = "", ...attributes] = line.split(";");
    const at = pair.indexOf("=");
    const name = pair.slice(0, at);
    const isGone = attributes.some((one) => /^\s*max-age=0$/i.test(one));
    if (isGone || pair.endsWith("=")) cookies.delete(name);
    else cookies.set(name, pair.slice(at + 1));
  };

  const send = async (
    address: string,
    init: { method?: string; headers?: Record<string, string>; body?: string },
  ) => {
    const response = await fetch(new URL(address, siteUrl), {
      redirect: "manual",
      ...init,
      headers: { ...init.headers, cookie: cookieHeader() },
    });
    response.headers.getSetCookie().forEach(keep);
    return response;
  };

  return {
    cookieHeader,
    keep,
    visit: (address) => send(address, {}),
    submit: (address, origin) =>
      send(address, {
        method: "POST",
        headers: {
          "content-type": "application/x-www-form-urlencoded",
          ...(origin !== undefined && { origin }),
        },
        body: "",
      }),
  };
}
