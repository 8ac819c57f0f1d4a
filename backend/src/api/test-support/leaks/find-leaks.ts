import {
  buildClientSchema,
  getIntrospectionQuery,
  type IntrospectionQuery,
} from "graphql";
import { ask } from "../ask.ts";
import { answerTo, askEverything, findCursors } from "./ask-everything.ts";
import {
  type Asker,
  type Heard,
  saysTheSame,
  type Search,
  showsHidden,
} from "./hidden.ts";
import {
  listenEverywhere,
  placesIn,
  textOf,
  untilHeard,
} from "./listen-everywhere.ts";
import { type Operation, operationsOf } from "./operations.ts";

/**
 * Asks everything that can be asked, of every field of the schema and every path of the router, before and after the
 * hidden mails come, for hidden ids and for ids that nobody has. Returns the name of each question whose answer gives
 * away that they are there. With `only`, of these fields ("query killmail") alone.
 */
export async function findLeaks(
  search: Search,
  only?: readonly string[],
): Promise<string[]> {
  const { site, hidden, newStranger } = search;
  const operations = (await allOperations(site.url)).filter(
    ({ kind, field }) => only?.includes(`${kind} ${field}`) ?? true,
  );
  const of = (kind: Operation["kind"]) =>
    operations.filter((operation) => operation.kind === kind);
  const { cookie } = await newStranger();
  const askers: Asker[] = [
    { name: "nobody", cookie: undefined },
    { name: "a stranger", cookie },
  ];
  const leaks = new Set<string>();

  const live = await listenEverywhere(search, of("subscription"), askers, null);
  const firstMark = await hidden.show();
  await untilHeard(live, null, firstMark);
  const queries = of("query");
  const cursors = await findCursors(search, queries, askers);
  const everything = (pick: "hidden" | "unknown") =>
    askEverything(search, queries, askers, (pair) => pair[pick], cursors);

  const before = await everything("unknown");
  await hidden.hide();
  for (const after of [await everything("unknown"), await everything("hidden")])
    for (const [place, heard] of after.entries()) {
      const expected = before[place];
      if (expected === undefined || !saysTheSame(expected, heard))
        leaks.add(heard.name);
      if (showsHidden(hidden, heard)) leaks.add(heard.name);
    }

  const resumed = await listenEverywhere(
    search,
    of("subscription"),
    askers,
    placesIn(live),
  );
  const lastMark = await hidden.show();
  await untilHeard(live, firstMark, lastMark);
  await untilHeard(resumed, null, lastMark);
  for (const stream of [...live, ...resumed]) {
    const heard = { name: stream.name, id: "", text: textOf(stream) };
    if (showsHidden(hidden, heard)) leaks.add(stream.name);
    await stream.listening.stop();
  }

  for (const operation of of("mutation"))
    for (const name of await tryMutation(search, operation)) leaks.add(name);
  return [...leaks].sort();
}

async function allOperations(url: string): Promise<Operation[]> {
  const { data } = await ask(url, getIntrospectionQuery());
  return operationsOf(buildClientSchema(data as unknown as IntrospectionQuery));
}

/** Each time by somebody new, since it may change them. */
async function tryMutation(
  { site, hidden, newStranger }: Search,
  operation: Operation,
): Promise<string[]> {
  const leaks: string[] = [];
  for (const isLoggedIn of [false, true])
    for (const pair of operation.takesIds
      ? hidden.ids
      : hidden.ids.slice(0, 1)) {
      const name = `${operation.name} as ${isLoggedIn ? "a stranger" : "nobody"}`;
      const answer = async (id: string): Promise<Heard> => {
        const stranger = isLoggedIn ? await newStranger() : undefined;
        const asker = { name, cookie: stranger?.cookie };
        const text = await answerTo(site.url, operation, asker, id);
        const own = String(stranger?.characterId ?? "nobody");
        return { name, id, text: text.replaceAll(own, "own character") };
      };
      const unknown = await answer(pair.unknown);
      const heard = await answer(pair.hidden);
      if (!saysTheSame(unknown, heard) || showsHidden(hidden, heard))
        leaks.push(name);
    }
  return leaks;
}
