import { useQuery } from "@apollo/client/react";
import { useParams } from "react-router";
import { graphql } from "../../graphql/generated/index.ts";
import { EntityPage } from "./entity-page.tsx";

const CHARACTER = graphql(`
  query Character($id: ID!) {
    character(id: $id) {
      id
      name
      isDeleted
      formerNames
      corporation {
        id
        name
        ticker
      }
      alliance {
        id
        name
        ticker
      }
      pictureUrl: portraitUrl(size: 256)
    }
  }
`);

export function CharacterPage() {
  const { id = "" } = useParams();
  const { data, error, refetch } = useQuery(CHARACTER, { variables: { id } });
  return (
    <EntityPage
      kind="Character"
      id={id}
      entity={data?.character}
      error={error}
      reload={() => void refetch().catch(() => undefined)}
    />
  );
}
