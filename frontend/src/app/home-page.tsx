import { MyKillmails } from "../features/killmails/my-killmails.tsx";
import { StartPage } from "../features/accounts/start-page.tsx";
import { useViewer } from "../features/accounts/viewer.ts";

/** The start page for visitors, the killmails of a pilot who is logged in. */
export function HomePage() {
  const { data } = useViewer();
  if (!data?.me) return <StartPage />;
  return <MyKillmails characters={data.me.characters} />;
}
